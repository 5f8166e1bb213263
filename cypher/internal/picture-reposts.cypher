// ---
// title: Reposts of these accounts, for the evidence behind an edge
// description: >
//   What a set of accounts reposted, of whom and when.
// parameters:
//   accounts: {type: list, required: true, description: Ids of the accounts.}
//   limit: {type: integer, default: 1000000, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   post: {type: string, description: Id of the reposted post.}
//   ts: {type: integer, description: "When it was reposted, epoch seconds."}
//   repost: {type: string, description: Id of the repost.}
//   author: {type: string, description: "Id of the reposted post's author, where known."}
// ---
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:REPOSTS]->(o:Post)
WHERE p.ts IS NOT NULL
OPTIONAL MATCH (o)<-[:POSTED]-(b:Account)
RETURN a.id AS account, o.id AS post, p.ts AS ts, p.id AS repost, b.id AS author
ORDER BY account, ts, post
LIMIT $limit
