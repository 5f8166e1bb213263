// ---
// title: Pairs that repost the same posts together
// question: "Which pairs of accounts repost the same posts within seconds?"
// category: coordination
// description: >
//   Accounts that reposted the same posts within the window of a detection more often than chance
//   allows, most shared posts first. How often that is an accident is the q-value of the row.
// reading: >
//   A row is a pair. q is the expected share of accidents among all pairs kept down to this one:
//   with q = 0.01, one in a hundred.
// caveats: >
//   People who follow the same accounts and are online together share posts too; the test allows
//   for that as far as their other delays tell.
// method: docs/method.md
// companions: [pair-evidence, tight-amplification-clusters]
// parameters:
//   run: {type: string, description: "Only ties of this run; all runs by default."}
//   min_shared: {type: integer, default: 2, description: Minimum number of shared posts.}
//   limit: {type: integer, default: 500, description: Maximum number of pairs.}
// columns:
//   account_a: {type: string, description: Id of the account with the lower id.}
//   handle_a: {type: string, description: Its handle.}
//   account_b: {type: string, description: Id of the other account.}
//   handle_b: {type: string, description: Its handle.}
//   shared: {type: integer, description: Distinct posts both reposted within the window.}
//   pairs: {type: integer, description: Pairs of reposts within the window.}
//   median_gap_s: {type: float, description: Median seconds between the two reposts.}
//   q: {type: float, description: False discovery rate at which the tie is kept.}
//   window_s: {type: integer, description: Time window in seconds.}
//   run: {type: string, description: The run that found it.}
//   explanation: {type: string, description: What else could explain it.}
// ---
MATCH (a:Account)-[r:CO_REPOSTS]->(b:Account)
WHERE ($run IS NULL OR r.run = $run) AND r.shared >= $min_shared
RETURN a.id AS account_a, a.handle AS handle_a, b.id AS account_b, b.handle AS handle_b,
       r.shared AS shared, r.pairs AS pairs, r.median_gap_s AS median_gap_s, r.q AS q,
       r.window_s AS window_s, r.run AS run, r.explanation AS explanation
ORDER BY shared DESC, median_gap_s, account_a, account_b, run
LIMIT $limit
