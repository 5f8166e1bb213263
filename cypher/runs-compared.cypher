// ---
// title: Packs of different runs that share members
// question: "Do other settings find the same packs?"
// category: coordination
// description: >
//   Whether another window, trace or threshold finds the same packs: pairs of packs from two runs
//   with their shared members and the Jaccard overlap. A pack that only one setting finds deserves
//   more doubt.
// reading: >
//   A row is a pair of packs from two runs. A jaccard of 1 says the same members, near 0 hardly
//   any.
// caveats: >
//   Runs on the same posts are not independent of each other.
// method: docs/method.md
// companions: [runs, tight-amplification-clusters]
// parameters:
//   limit: {type: integer, default: 200, description: Maximum number of pairs.}
// columns:
//   run_a: {type: string, description: One run.}
//   pack_a: {type: string, description: Its pack.}
//   size_a: {type: integer, description: Members.}
//   run_b: {type: string, description: The other run.}
//   pack_b: {type: string, description: Its pack.}
//   size_b: {type: integer, description: Members.}
//   shared: {type: integer, description: Members of both.}
//   jaccard: {type: float, description: "Shared members of all members, 0 to 1."}
// ---
MATCH (a:Account)-[:MEMBER_OF]->(k:Pack)
MATCH (a)-[:MEMBER_OF]->(l:Pack)
WHERE k.run < l.run AND coalesce(k.kind, 'pack') = 'pack' AND coalesce(l.kind, 'pack') = 'pack'
WITH k, l, count(DISTINCT a) AS shared
RETURN k.run AS run_a, k.id AS pack_a, k.size AS size_a, l.run AS run_b, l.id AS pack_b,
       l.size AS size_b, shared, 1.0 * shared / (k.size + l.size - shared) AS jaccard
ORDER BY jaccard DESC, shared DESC, pack_a, pack_b
LIMIT $limit
