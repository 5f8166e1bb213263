// ---
// title: Accounts with several targets, for a picture
// description: >
//   Accounts that attack at least so many figures, each more often than they support it.
// tags: [picture, targets]
// parameters:
//   min_targets: {type: integer, default: 2, description: Least number of figures.}
//   limit: {type: integer, default: 5000, description: Most accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   targets: {type: list, description: Ids of the figures.}
//   posts: {type: integer, description: Attacking posts.}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)-[x:ATTACKS|SUPPORTS]->(t:Target)
WITH a, t, sum(CASE WHEN type(x) = 'ATTACKS' THEN 1 ELSE 0 END) AS attacks,
     sum(CASE WHEN type(x) = 'SUPPORTS' THEN 1 ELSE 0 END) AS supports
WHERE attacks > supports
WITH a, t, attacks
ORDER BY a.id, t.id
WITH a, collect(t.id) AS targets, sum(attacks) AS posts
WHERE size(targets) >= $min_targets
RETURN a.id AS account, targets, posts
ORDER BY size(targets) DESC, posts DESC, account
LIMIT $limit
