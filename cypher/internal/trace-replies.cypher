// ---
// title: "Trace: who answered what, and when"
// description: >
//   Each reply, with the post that it answers.
// no_limit: Detection needs every act; the sweep bounds its own memory.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   account: {type: string, description: Id of the account that acted.}
//   object: {type: string, description: Id of the answered post.}
//   ts: {type: integer, description: "When, epoch seconds."}
//   precision: {type: string, description: "How exact the time is: second, minute or day."}
//   post: {type: string, description: Id of the post that shows it.}
//   began: {type: integer, description: "When the answered post was made, epoch seconds."}
// ---
MATCH (p:Post)-[:REPLIES_TO]->(o:Post)
WHERE p.ts >= $first AND p.ts <= $last
MATCH (p)<-[:POSTED]-(a:Account)
RETURN a.id AS account, o.id AS object, p.ts AS ts, p.ts_precision AS precision,
       p.id AS post, o.ts AS began
