// ---
// title: Reposts of these accounts, for the evidence behind a tie
// description: >
//   What a set of accounts reposted and when.
// parameters:
//   accounts: {type: list, required: true, description: Ids of the accounts.}
//   limit: {type: integer, default: 1000000, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   post: {type: string, description: Id of the reposted post.}
//   ts: {type: integer, description: "When it was reposted, epoch seconds."}
// ---
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:REPOSTS]->(o:Post)
WHERE p.ts IS NOT NULL
RETURN a.id AS account, o.id AS post, p.ts AS ts
ORDER BY account, ts, post
LIMIT $limit
