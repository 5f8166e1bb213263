// ---
// title: Tight amplification clusters
// question: "Which groups of accounts act together?"
// category: coordination
// description: >
//   The packs that a detection found: accounts tied closer in time than chance allows, the
//   tightest first, with the measures to judge each by and its members, best tied first.
// reading: >
//   A row is a pack, the tightest first. density near 1 says that nearly all pairs are tied; max_q
//   is the weakest tie.
// caveats: >
//   A pack acts alike; it need not be organised. Look at pack-evidence before you call it so.
// method: docs/method.md
// companions: [pack-members, pack-evidence, runs-compared]
// parameters:
//   run: {type: string, description: "Only packs of this run; all runs by default."}
//   min_size: {type: integer, default: 3, description: Minimum number of members.}
//   limit: {type: integer, default: 100, description: Maximum number of packs.}
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
//   shared: {type: integer, description: Different objects that two members shared.}
//   max_q: {type: float, description: "Maximum q-value among its ties: the weakest one."}
//   members: {type: list, description: "Handles, or ids where no handle is known."}
// ---
MATCH (k:Pack)
WHERE ($run IS NULL OR k.run = $run) AND k.size >= $min_size
      AND coalesce(k.kind, 'pack') = 'pack'
MATCH (k)<-[m:MEMBER_OF]-(a:Account)
WITH k, a, m.ties AS ties
ORDER BY ties DESC, a.id
WITH k, collect(coalesce(a.handle, a.id)) AS members
RETURN k.id AS pack, k.run AS run, k.rank AS rank, k.size AS size, k.tightness AS tightness,
       k.density AS density, k.reciprocity AS reciprocity, k.inside_share AS inside_share,
       k.median_gap_s AS median_gap_s, k.shared AS shared, k.max_q AS max_q, members
ORDER BY run, rank, pack
LIMIT $limit
