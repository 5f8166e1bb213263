// ---
// title: Packs for a picture or a report
// description: >
//   The packs of a run with every measure they are judged by, the tightest first.
// parameters:
//   run: {type: string, description: "Only packs of this run; all runs by default."}
//   limit: {type: integer, default: 500, description: Maximum number of packs.}
// columns:
//   pack: {type: string, description: Id of the pack.}
//   run: {type: string, description: The run that found it.}
//   rank: {type: integer, description: "Rank within its run, 1 is the tightest."}
//   size: {type: integer, description: Members.}
//   tightness: {type: float, description: "The score that ranks it, 0 to 1."}
//   density: {type: float, description: "Tied pairs of all possible pairs, 0 to 1."}
//   reciprocity: {type: float, description: "Share of repost ties that go both ways, 0 to 1."}
//   inside_share: {type: float, description: "Share of its reposts that repost a member."}
//   median_gap_s: {type: float, description: "Median seconds between two members' acts."}
//   burstiness: {type: float, description: "Goh and Barabási's B of its posts, -1 to 1."}
//   synchrony: {type: float, description: "Share of its acts in step with another's, 0 to 1."}
//   median_account_age_d: {type: float, description: "Median age of its accounts, days."}
//   shared: {type: integer, description: Different objects that two members shared.}
//   traces: {type: list, description: Traces its ties come from.}
//   max_q: {type: float, description: "Maximum q-value among its ties: the weakest one."}
//   sharpness: {type: float, description: "Gaps of up to five windows within one, 0 to 1."}
//   led_share: {type: float, description: "Share on which one account acted first, 0 to 1."}
//   known_share: {type: float, description: "Share of it whose beginning is known, 0 to 1."}
//   explanation: {type: string, description: What else could explain it.}
// ---
MATCH (k:Pack)
WHERE ($run IS NULL OR k.run = $run) AND coalesce(k.kind, 'pack') = 'pack'
RETURN k.id AS pack, k.run AS run, k.rank AS rank, k.size AS size, k.tightness AS tightness,
       k.density AS density, k.reciprocity AS reciprocity, k.inside_share AS inside_share,
       k.median_gap_s AS median_gap_s, k.burstiness AS burstiness, k.synchrony AS synchrony,
       k.median_account_age_d AS median_account_age_d, k.shared AS shared, k.traces AS traces,
       k.max_q AS max_q, k.sharpness AS sharpness, k.led_share AS led_share,
       k.known_share AS known_share, k.explanation AS explanation
ORDER BY run, rank, pack
LIMIT $limit
