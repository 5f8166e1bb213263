// ---
// title: Pairs that repost together, computed here
// question: "Which accounts reposted posts of one hashtag together, without running a detection?"
// category: coordination
// description: >
//   For people who work in Neo4j Browser: pairs of accounts that reposted the same posts of one
//   hashtag within a window, computed from the posts themselves, without any test against chance.
//   It joins all reposts of each post, so keep to one hashtag and a few hours; `meute detect` does
//   the whole graph.
// reading: >
//   A row is a pair of accounts with the posts that both reposted within the window. Nothing was
//   tested against chance.
// caveats: >
//   Pairs that chance explains are among the rows; `meute detect` tells them apart.
// method: docs/method.md
// cost: >
//   Every two reposts of each post meet, so a post with 10,000 reposts takes 50 million steps: keep
//   to one hashtag and a few hours.
// companions: [co-repost-pairs, pair-evidence]
// parameters:
//   hashtag: {type: string, required: true, source: hashtag-bursts.hashtag, description: "Hashtag, casefolded, without #."}
//   start_ts: {type: integer, default: 0, description: "Start of the span, epoch seconds."}
//   end_ts: {type: integer, default: 4102444800, description: "End of the span, epoch seconds."}
//   window: {type: integer, default: 60, description: Time window in seconds.}
//   min_shared: {type: integer, default: 2, description: Minimum number of shared posts.}
//   limit: {type: integer, default: 500, description: Maximum number of pairs.}
// columns:
//   account_a: {type: string, description: Id of the account with the lower id.}
//   account_b: {type: string, description: Id of the other account.}
//   shared: {type: integer, description: Distinct posts both reposted within the window.}
//   pairs: {type: integer, description: Pairs of reposts within the window.}
// ---
MATCH (h:Hashtag {id: $hashtag})<-[:TAGGED]-(o:Post)
WITH DISTINCT o
MATCH (o)<-[:REPOSTS]-(p:Post)<-[:POSTED]-(a:Account)
WHERE p.ts >= $start_ts AND p.ts <= $end_ts
MATCH (o)<-[:REPOSTS]-(q:Post)<-[:POSTED]-(b:Account)
WHERE q.ts >= $start_ts AND q.ts <= $end_ts AND a.id < b.id AND abs(q.ts - p.ts) <= $window
WITH a.id AS account_a, b.id AS account_b, count(DISTINCT o) AS shared, count(*) AS pairs
WHERE shared >= $min_shared
RETURN account_a, account_b, shared, pairs
ORDER BY shared DESC, pairs DESC, account_a, account_b
LIMIT $limit
