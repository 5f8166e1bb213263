// ---
// title: "Trace: who mentioned whom, and when"
// description: >
//   Each account that a post mentions or answers, unless the post is a repost.
// no_limit: Detection needs every act; the sweep bounds its own memory.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   account: {type: string, description: Id of the account that acted.}
//   object: {type: string, description: Id of the mentioned account.}
//   ts: {type: integer, description: "When, epoch seconds."}
//   precision: {type: string, description: "How exact the time is: second, minute or day."}
//   post: {type: string, description: Id of the post that shows it.}
// ---
MATCH (p:Post)-[:MENTIONS]->(o:Account)
WHERE p.ts >= $first AND p.ts <= $last AND p.kind <> 'repost'
MATCH (p)<-[:POSTED]-(a:Account)
RETURN a.id AS account, o.id AS object, p.ts AS ts, p.ts_precision AS precision,
       p.id AS post
