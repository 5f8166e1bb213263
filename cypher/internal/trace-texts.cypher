// ---
// title: "Trace: who wrote what, and when"
// description: >
//   The text of each post that is not a repost. Detection compares the texts, folded.
// no_limit: Detection needs every act; the sweep bounds its own memory.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   account: {type: string, description: Id of the account that acted.}
//   object: {type: string, description: The text.}
//   ts: {type: integer, description: "When, epoch seconds."}
//   precision: {type: string, description: "How exact the time is: second, minute or day."}
//   post: {type: string, description: Id of the post that shows it.}
//   author: {type: string, description: "Site of a page that it links to, as the words' author."}
// ---
MATCH (p:Post)
WHERE p.ts >= $first AND p.ts <= $last AND p.kind <> 'repost' AND p.text IS NOT NULL
MATCH (p)<-[:POSTED]-(a:Account)
OPTIONAL MATCH (p)-[:LINKS_TO]->(:Link)-[:ON]->(d:Domain)
RETURN a.id AS account, p.text AS object, p.ts AS ts, p.ts_precision AS precision,
       p.id AS post, min(d.id) AS author
