// ---
// title: Whom posts mention most, for a draft of figures
// description: >
//   Accounts by how many others mention or answer them; reposts do not count.
// parameters:
//   limit: {type: integer, default: 2000, description: Maximum number of accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   display_name: {type: string, description: The name beside the handle.}
//   posts: {type: integer, description: Posts that mention it.}
//   authors: {type: integer, description: Accounts that wrote these.}
// ---
MATCH (p:Post)-[:MENTIONS]->(a:Account)
WHERE coalesce(p.kind, '') <> 'repost'
MATCH (p)<-[:POSTED]-(b:Account)
WHERE b.id <> a.id
RETURN a.id AS account, a.handle AS handle, a.display_name AS display_name,
       count(DISTINCT p) AS posts, count(DISTINCT b) AS authors
ORDER BY authors DESC, posts DESC, account
LIMIT $limit
