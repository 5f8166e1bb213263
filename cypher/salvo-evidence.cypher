// ---
// title: The posts behind a salvo
// question: "What did the accounts of a salvo repost together?"
// category: evidence
// description: >
//   What the accounts of a salvo reposted from its first act to its last, in order of time, with
//   the post to open.
// reading: >
//   A row is a post with the accounts that reposted it, and the first and last time.
// caveats: >
//   Reposts only: of a salvo by links or by texts see shared-links and copypasta.
// companions: [salvoes, post-evidence, pair-evidence]
// parameters:
//   salvo: {type: string, required: true, source: salvoes.salvo, description: Id of the salvo.}
//   min_members: {type: integer, default: 3, description: Minimum number of accounts that reposted the post.}
//   limit: {type: integer, default: 100, description: Maximum number of posts.}
// columns:
//   post: {type: string, description: Id of the reposted post.}
//   author: {type: string, description: Handle of its author.}
//   text: {type: string, description: Its text.}
//   url: {type: string, description: Where it can be opened.}
//   posted_ts: {type: integer, description: "When it was posted, epoch seconds."}
//   members: {type: integer, description: Accounts that reposted it.}
//   first_ts: {type: integer, description: "First of their reposts, epoch seconds."}
//   last_ts: {type: integer, description: "Last of their reposts, epoch seconds."}
//   reposters: {type: list, description: "Handles, in order of time."}
// ---
MATCH (k:Salvo {id: $salvo})<-[:IN_SALVO]-(a:Account)
MATCH (a)-[:POSTED]->(p:Post)-[:REPOSTS]->(o:Post)
WHERE p.ts >= k.start_ts AND p.ts <= k.end_ts
WITH o, a, min(p.ts) AS ts
ORDER BY ts, a.id
WITH o, count(a) AS members, min(ts) AS first_ts, max(ts) AS last_ts,
     collect(coalesce(a.handle, a.id)) AS reposters
WHERE members >= $min_members
OPTIONAL MATCH (o)<-[:POSTED]-(w:Account)
RETURN o.id AS post, coalesce(w.handle, w.id) AS author, o.text AS text, o.url AS url,
       o.ts AS posted_ts, members, first_ts, last_ts, reposters
ORDER BY first_ts, post
LIMIT $limit
