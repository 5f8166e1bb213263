// ---
// title: Ties for a picture
// description: >
//   Accounts that a detection tied to each other, by any trace, strongest first. Runs that repeat
//   another tool's method count what that tool counts, which stands under shared here.
// parameters:
//   run: {type: string, description: "Only ties of this run; all runs by default."}
//   min_shared: {type: integer, default: 1, description: Minimum number of shared objects.}
//   limit: {type: integer, default: 200000, description: Maximum number of ties.}
// columns:
//   account_a: {type: string, description: Id of the account with the lower id.}
//   account_b: {type: string, description: Id of the other account.}
//   trace: {type: string, description: "What they share, as the type of the relationship."}
//   shared: {type: integer, description: Distinct objects both shared within the window.}
//   median_gap_s: {type: float, description: Median seconds between the two acts.}
//   q: {type: float, description: False discovery rate at which the tie is kept.}
//   window_s: {type: integer, description: Time window in seconds.}
//   first_ts: {type: integer, description: "First act that takes part, epoch seconds."}
//   last_ts: {type: integer, description: "Last act that takes part, epoch seconds."}
//   run: {type: string, description: The run that found it.}
//   explanation: {type: string, description: What else could explain it.}
// ---
MATCH (a:Account)-[r:CO_REPOSTS|CO_LINKS|CO_DOMAINS|CO_TAGS|CO_SEQUENCES|CO_REPLIES|CO_TEXTS|CO_NEAR_TEXTS|CO_MEDIA|CO_MENTIONS]->(b:Account)
// Carrying rows to a second WHERE takes four times as long.
WHERE ($run IS NULL OR r.run = $run)
  AND coalesce(r.shared, r.pairs, r.from_a, r.from_b, 1) >= $min_shared
RETURN a.id AS account_a, b.id AS account_b, type(r) AS trace,
       coalesce(r.shared, r.pairs, r.from_a, r.from_b, 1) AS shared,
       r.median_gap_s AS median_gap_s, r.q AS q, r.window_s AS window_s,
       r.first_ts AS first_ts, r.last_ts AS last_ts, r.run AS run,
       r.explanation AS explanation
ORDER BY shared DESC, account_a, account_b, trace, run
LIMIT $limit
