// ---
// title: "Trace: who linked to which host, and when"
// description: >
//   Each host that a post links to, unless the post is a repost.
// no_limit: Detection needs every act; the sweep bounds its own memory.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   account: {type: string, description: Id of the account that acted.}
//   object: {type: string, description: The host.}
//   ts: {type: integer, description: "When, epoch seconds."}
//   precision: {type: string, description: "How exact the time is: second, minute or day."}
//   post: {type: string, description: Id of the post that shows it.}
// ---
MATCH (p:Post)-[:LINKS_TO]->(l:Link)
WHERE p.ts >= $first AND p.ts <= $last AND p.kind <> 'repost'
MATCH (l)-[:ON]->(o:Domain)
MATCH (p)<-[:POSTED]-(a:Account)
RETURN a.id AS account, o.id AS object, p.ts AS ts, p.ts_precision AS precision,
       p.id AS post
