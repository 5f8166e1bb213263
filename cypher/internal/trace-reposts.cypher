// ---
// title: "Trace: who reposted what, and when"
// description: >
//   Each repost whose original is known, with who wrote that and when.
// no_limit: Detection needs every act; the sweep bounds its own memory.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   account: {type: string, description: Id of the account that acted.}
//   object: {type: string, description: Id of the reposted post.}
//   ts: {type: integer, description: "When, epoch seconds."}
//   precision: {type: string, description: "How exact the time is: second, minute or day."}
//   post: {type: string, description: Id of the post that shows it.}
//   began: {type: integer, description: "When the original was posted, epoch seconds."}
//   author: {type: string, description: Id of its author.}
// ---
// No labels where the relationship says it: looking each node's up takes a quarter of the time.
MATCH (p:Post)-[:REPOSTS]->(o)
WHERE p.ts >= $first AND p.ts <= $last
MATCH (p)<-[:POSTED]-(a)
// An author is looked for once: an engine passes by all reposts of an original without one.
WITH o, collect([a.id, p.ts, p.ts_precision, p.id]) AS acts
OPTIONAL MATCH (o)<-[:POSTED]-(w)
UNWIND acts AS act
RETURN act[0] AS account, o.id AS object, act[1] AS ts, act[2] AS precision, act[3] AS post,
       o.ts AS began, w.id AS author
