// ---
// title: "Trace: who reposted what, and when"
// description: >
//   Each repost whose original is known, with when that was posted. trace-authors says by whom.
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
// ---
// No labels where the relationship says it: looking each node's up takes a quarter of the time.
MATCH (p:Post)-[:REPOSTS]->(o)
WHERE p.ts >= $first AND p.ts <= $last
MATCH (p)<-[:POSTED]-(a)
RETURN a.id AS account, o.id AS object, p.ts AS ts, p.ts_precision AS precision, p.id AS post,
       o.ts AS began
