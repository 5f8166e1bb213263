// ---
// title: What a pack did over time
// question: "What did a pack do before and between the attacks?"
// category: coordination
// description: >
//   Posts and attacks of the members of a pack by the day or any other step, so that its attacks
//   stand out from its everyday activity.
// reading: >
//   A row is a step with at least one post of a member.
// caveats: >
//   The counts follow what was collected.
// method: docs/method.md
// companions: [pack-members, attack-timeline]
// parameters:
//   pack: {type: string, required: true, source: tight-amplification-clusters.pack, description: "Id of the pack."}
//   step: {type: integer, default: 86400, minimum: 1, description: "Length of a step in seconds."}
//   limit: {type: integer, default: 1000, minimum: 0, description: "Maximum number of steps."}
// columns:
//   step_ts: {type: integer, description: "Where the step begins, epoch seconds."}
//   first_at: {type: string, description: "First post in it."}
//   members: {type: integer, description: "Members that posted."}
//   posts: {type: integer, description: "Their posts."}
//   attacks: {type: integer, description: "Posts of these that attack a figure."}
// ---
MATCH (k:Pack {id: $pack})<-[:MEMBER_OF]-(a:Account)-[:POSTED]->(p:Post)
WHERE p.ts IS NOT NULL
WITH p.ts - p.ts % $step AS step_ts, a, count(p) AS posts, min(p.created_at) AS first_at,
     sum(CASE WHEN EXISTS { (p)-[:ATTACKS]->(:Target) } THEN 1 ELSE 0 END) AS attacks
RETURN step_ts, min(first_at) AS first_at, count(a) AS members, sum(posts) AS posts,
       sum(attacks) AS attacks
ORDER BY step_ts
LIMIT $limit
