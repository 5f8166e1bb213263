// ---
// title: The same words from several accounts
// question: "Who posted the same text word for word, and who was first?"
// category: narrative
// description: >
//   Texts that several accounts posted word for word, apart from case and surrounding space; reposts are
//   left out. Short texts are left out too, because greetings are not copies.
// reading: >
//   A row is a text. handles begins with the account that posted it first, as far as the posts at
//   hand reach.
// caveats: >
//   A slogan, a quotation or a share button gives the same words without any agreement.
// method: docs/schema.md
// cost: >
//   It holds every text of the case: four seconds for a million posts on a local file, sixteen on Neo4j.
// companions: [post-evidence, shared-links]
// parameters:
//   min_length: {type: integer, default: 40, description: Minimum length in characters.}
//   min_accounts: {type: integer, default: 3, description: Minimum number of accounts.}
//   limit: {type: integer, default: 100, description: Maximum number of texts.}
// columns:
//   text: {type: string, description: "The text, in lower case."}
//   accounts: {type: integer, description: Accounts that posted it.}
//   posts: {type: integer, description: Posts with it.}
//   first_at: {type: string, description: First of them.}
//   last_at: {type: string, description: Last of them.}
//   handles: {type: list, description: "The accounts, by first use."}
// ---
MATCH (p:Post)<-[:POSTED]-(a:Account)
WHERE p.kind <> 'repost' AND size(p.text) >= $min_length
WITH toLower(trim(p.text)) AS text, count(DISTINCT a.id) AS accounts, count(p) AS posts,
     min(p.created_at) AS first_at, max(p.created_at) AS last_at, collect(p.id) AS ids
WHERE accounts >= $min_accounts
WITH text, accounts, posts, first_at, last_at, ids
ORDER BY accounts DESC, posts DESC, text LIMIT $limit
// Only the texts that are answered are sorted by account: most are posted once.
UNWIND ids AS id
MATCH (p:Post {id: id})<-[:POSTED]-(a:Account)
WITH text, accounts, posts, first_at, last_at, a.id AS account,
     max(coalesce(a.handle, a.id)) AS handle, min(p.created_at) AS used_at
ORDER BY text, used_at, account
WITH text, accounts, posts, first_at, last_at, collect(handle) AS handles
RETURN text, accounts, posts, first_at, last_at, handles
ORDER BY accounts DESC, posts DESC, text
LIMIT $limit
