// ---
// title: "Trace: who linked to what, and when"
// description: >
//   Each link in a post that is not a repost.
// no_limit: Detection needs every act; the sweep bounds its own memory.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   account: {type: string, description: Id of the account that acted.}
//   object: {type: string, description: Canonical URL of the page.}
//   ts: {type: integer, description: "When, epoch seconds."}
//   precision: {type: string, description: "How exact the time is: second, minute or day."}
//   post: {type: string, description: Id of the post that shows it.}
//   author: {type: string, description: "Site of the page, as its author."}
// ---
MATCH (p:Post)-[:LINKS_TO]->(o:Link)
WHERE p.ts >= $first AND p.ts <= $last AND p.kind <> 'repost'
MATCH (p)<-[:POSTED]-(a:Account)
OPTIONAL MATCH (o)-[:ON]->(d:Domain)
RETURN a.id AS account, o.id AS object, p.ts AS ts, p.ts_precision AS precision,
       p.id AS post, d.id AS author
