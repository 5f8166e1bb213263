// ---
// title: The posts at hand, for the report
// description: >
//   How many posts and accounts there are and what time they span; stubs are left out.
// parameters:
//   limit: {type: integer, default: 1, description: Maximum number of rows.}
// columns:
//   posts: {type: integer, description: Posts at hand.}
//   reposts: {type: integer, description: How many of them are reposts.}
//   accounts: {type: integer, description: Accounts that posted them.}
//   first_at: {type: string, description: The first of them.}
//   last_at: {type: string, description: The last of them.}
// ---
MATCH (p:Post)
WHERE NOT coalesce(p.stub, false) AND EXISTS { (p)<-[:POSTED]-(:Account) }
WITH count(p) AS posts, sum(CASE WHEN p.kind = 'repost' THEN 1 ELSE 0 END) AS reposts,
     min(p.created_at) AS first_at, max(p.created_at) AS last_at
WHERE posts > 0
MATCH (a:Account)
WHERE EXISTS { MATCH (a)-[:POSTED]->(p:Post) WHERE NOT coalesce(p.stub, false) }
RETURN posts, reposts, count(a) AS accounts, first_at, last_at
ORDER BY posts
LIMIT $limit
