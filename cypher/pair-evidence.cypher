// ---
// title: Why two accounts are tied
// question: "Why are two accounts tied, and where can I see it?"
// category: evidence
// description: >
//   The posts that two accounts both reposted within the window, side by side with their times.
// reading: >
//   A row is a post that both reposted within the window, with both times; a negative gap says
//   that b came first.
// caveats: >
//   Two accounts share posts of a popular author by accident; the tie's q tells how likely so many
//   are.
// method: docs/method.md
// companions: [co-repost-pairs, post-evidence]
// parameters:
//   account_a: {type: string, required: true, source: co-repost-pairs.account_a, description: Id of one account.}
//   account_b: {type: string, required: true, source: co-repost-pairs.account_b, description: Id of the other account.}
//   window: {type: integer, default: 60, description: Time window in seconds.}
//   limit: {type: integer, default: 200, description: Maximum number of rows.}
// columns:
//   post: {type: string, description: Id of the post that both reposted.}
//   text: {type: string, description: Its text.}
//   url: {type: string, description: Where it can be opened.}
//   repost_a: {type: string, description: Id of the repost by account_a.}
//   at_a: {type: string, description: Its time.}
//   repost_b: {type: string, description: Id of the repost by account_b.}
//   at_b: {type: string, description: Its time.}
//   gap_s: {type: integer, description: "Seconds from a's repost to b's, negative if b came first."}
// ---
MATCH (a:Account {id: $account_a})-[:POSTED]->(p:Post)-[:REPOSTS]->(o:Post)
MATCH (o)<-[:REPOSTS]-(q:Post)<-[:POSTED]-(b:Account {id: $account_b})
WHERE abs(q.ts - p.ts) <= $window
RETURN o.id AS post, o.text AS text, o.url AS url, p.id AS repost_a, p.created_at AS at_a,
       q.id AS repost_b, q.created_at AS at_b, q.ts - p.ts AS gap_s
ORDER BY at_a, repost_a, repost_b
LIMIT $limit
