// ---
// title: The same words from several accounts
// question: "Who posted the same text word for word, and who was first?"
// category: narrative
// description: >
//   Texts that several accounts posted word for word, apart from case and outer space; reposts are
//   left out. Short texts are left out too, because greetings are no copy.
// reading: >
//   A row is a text. handles begins with the account that posted it first, as far as the posts at
//   hand reach.
// caveats: >
//   A slogan, a quotation or a share button gives the same words without any agreement.
// companions: [post-evidence, shared-links]
// parameters:
//   min_length: {type: integer, default: 40, description: Least length in characters.}
//   min_accounts: {type: integer, default: 3, description: Least number of accounts.}
//   limit: {type: integer, default: 100, description: Most texts.}
// columns:
//   text: {type: string, description: "The text, in lower case."}
//   accounts: {type: integer, description: Accounts that posted it.}
//   posts: {type: integer, description: Posts with it.}
//   first_at: {type: string, description: First of them.}
//   last_at: {type: string, description: Last of them.}
//   handles: {type: list, description: "The accounts, by first use."}
// ---
MATCH (p:Post)
WHERE p.kind <> 'repost' AND size(p.text) >= $min_length
MATCH (p)<-[:POSTED]-(a:Account)
WITH toLower(trim(p.text)) AS text, a, count(p) AS posts, min(p.created_at) AS first_at,
     max(p.created_at) AS last_at
ORDER BY text, first_at, a.id
WITH text, count(a) AS accounts, sum(posts) AS posts, min(first_at) AS first_at,
     max(last_at) AS last_at, collect(coalesce(a.handle, a.id)) AS handles
WHERE accounts >= $min_accounts
RETURN text, accounts, posts, first_at, last_at, handles
ORDER BY accounts DESC, posts DESC, text
LIMIT $limit
