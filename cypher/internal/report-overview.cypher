// ---
// title: The posts at hand, for the report
// description: >
//   How many posts and accounts there are and what time they span; stubs are left out.
// parameters:
//   limit: {type: integer, default: 1, description: Most rows.}
// columns:
//   posts: {type: integer, description: Posts at hand.}
//   reposts: {type: integer, description: How many of them are reposts.}
//   accounts: {type: integer, description: Accounts that posted them.}
//   first_at: {type: string, description: The first of them.}
//   last_at: {type: string, description: The last of them.}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)
WHERE NOT coalesce(p.stub, false)
WITH count(DISTINCT p) AS posts, sum(CASE WHEN p.kind = 'repost' THEN 1 ELSE 0 END) AS reposts,
     count(DISTINCT a) AS accounts, min(p.created_at) AS first_at, max(p.created_at) AS last_at
WHERE posts > 0
RETURN posts, reposts, accounts, first_at, last_at
ORDER BY posts
LIMIT $limit
