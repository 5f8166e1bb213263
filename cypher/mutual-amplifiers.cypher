// ---
// title: Accounts that repost each other
// question: "Which accounts repost each other?"
// category: amplification
// description: >
//   Pairs in which each reposts the other, most reposts first.
// reading: >
//   A row is a pair in which each reposts the other, with both counts.
// caveats: >
//   Friends repost each other; the pair matters where it belongs to a pack.
// method: docs/method.md
// companions: [pair-evidence, fast-reposters]
// parameters:
//   min_reposts: {type: integer, default: 2, description: Minimum number of reposts in each direction.}
//   limit: {type: integer, default: 200, description: Maximum number of pairs.}
// columns:
//   account_a: {type: string, description: Id of the account with the lower id.}
//   handle_a: {type: string, description: Its handle.}
//   account_b: {type: string, description: Id of the other account.}
//   handle_b: {type: string, description: Its handle.}
//   a_reposts_b: {type: integer, description: How often a reposted b.}
//   b_reposts_a: {type: integer, description: How often b reposted a.}
//   first_at: {type: string, description: First such repost.}
//   last_at: {type: string, description: Last such repost.}
//   run: {type: string, description: The run that derived it.}
// ---
MATCH (a:Account)-[x:AMPLIFIES]->(b:Account)
WHERE a.id < b.id AND x.reposts >= $min_reposts
MATCH (b)-[y:AMPLIFIES]->(a)
WHERE y.run = x.run AND y.reposts >= $min_reposts
RETURN a.id AS account_a, a.handle AS handle_a, b.id AS account_b, b.handle AS handle_b,
       x.reposts AS a_reposts_b, y.reposts AS b_reposts_a,
       CASE WHEN x.first_at < y.first_at THEN x.first_at ELSE y.first_at END AS first_at,
       CASE WHEN x.last_at > y.last_at THEN x.last_at ELSE y.last_at END AS last_at,
       x.run AS run
ORDER BY a_reposts_b + b_reposts_a DESC, account_a, account_b, run
LIMIT $limit
