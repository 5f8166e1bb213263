// ---
// title: "Trace: who reposted whose words, and when"
// description: >
//   Each repost of which the export names no original: whom it reposts, and the words.
// no_limit: Detection needs every act; the sweep bounds its own memory.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   account: {type: string, description: Id of the account that acted.}
//   object: {type: string, description: "The reposted words, if any are known."}
//   ts: {type: integer, description: "When, epoch seconds."}
//   precision: {type: string, description: "How exact the time is: second, minute or day."}
//   post: {type: string, description: Id of the post that shows it.}
//   author: {type: string, description: "Id of the reposted account, if it is known."}
// ---
MATCH (p:Post)
WHERE p.repost_key = 'weak' AND p.ts >= $first AND p.ts <= $last
MATCH (p)<-[:POSTED]-(a:Account)
OPTIONAL MATCH (p)-[:REPOSTS_ACCOUNT]->(w:Account)
RETURN a.id AS account, p.text AS object, p.ts AS ts, p.ts_precision AS precision,
       p.id AS post, w.id AS author
