// ---
// title: The same page from several accounts
// question: "Which pages were linked by many, and who was first?"
// category: narrative
// description: >
//   Pages that several accounts linked to in posts of their own; reposts are left out.
// reading: >
//   A row is a page. handles begins with the account that linked to it first, as far as the posts
//   at hand reach.
// caveats: >
//   A widely read page is linked by many without any agreement.
// method: docs/loading.md
// companions: [link-rings, domains]
// parameters:
//   min_accounts: {type: integer, default: 3, minimum: 1, description: "Minimum number of accounts."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of pages."}
// columns:
//   link: {type: string, description: "Address of the page."}
//   accounts: {type: integer, description: "Accounts that linked to it."}
//   posts: {type: integer, description: "Posts that do."}
//   first_at: {type: string, description: "First of them."}
//   handles: {type: list, description: "The accounts, by first use."}
// ---
MATCH (l:Link)<-[:LINKS_TO]-(p:Post)
WHERE p.kind <> 'repost'
MATCH (p)<-[:POSTED]-(a:Account)
WITH l, a, count(p) AS posts, min(p.created_at) AS first_at
ORDER BY first_at, a.id
WITH l, count(a) AS accounts, sum(posts) AS posts, min(first_at) AS first_at,
     collect(coalesce(a.handle, a.id)) AS handles
WHERE accounts >= $min_accounts
RETURN l.id AS link, accounts, posts, first_at, handles
ORDER BY accounts DESC, posts DESC, link
LIMIT $limit
