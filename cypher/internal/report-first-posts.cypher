// ---
// title: First posts of a burst that others spread, for the report
// description: >
//   Posts with a hashtag in a span that other accounts reposted or quoted in it, in order of time.
// parameters:
//   hashtag: {type: string, required: true, description: "Hashtag, casefolded, without #."}
//   start_ts: {type: integer, required: true, description: "Begin, epoch seconds."}
//   end_ts: {type: integer, required: true, description: "End, epoch seconds."}
//   limit: {type: integer, default: 8, description: Maximum number of posts.}
// columns:
//   post: {type: string, description: Id of the post.}
//   ts: {type: integer, description: "When, epoch seconds."}
//   author: {type: string, description: Handle of its author.}
//   followers: {type: integer, description: Accounts that follow its author.}
//   spread: {type: integer, description: Reposts and quotes by others in the span.}
//   reach: {type: integer, description: Followers of the most followed account among these.}
//   attacks: {type: boolean, description: Whether it attacks a figure.}
//   supports: {type: boolean, description: Whether it supports a figure.}
// ---
MATCH (h:Hashtag {id: $hashtag})<-[:TAGGED]-(p:Post)
WHERE p.ts >= $start_ts AND p.ts <= $end_ts AND p.kind <> 'repost'
MATCH (p)<-[:POSTED]-(a:Account)
MATCH (p)<-[:REPOSTS|QUOTES]-(q:Post)
WHERE q.ts <= $end_ts
MATCH (q)<-[:POSTED]-(b:Account)
WHERE b.id <> a.id
WITH p, a, count(DISTINCT q) AS spread, max(coalesce(b.followers, 0)) AS reach
RETURN p.id AS post, p.ts AS ts, coalesce(a.handle, a.id) AS author, a.followers AS followers,
       spread, reach, EXISTS { (p)-[:ATTACKS]->(:Target) } AS attacks,
       EXISTS { (p)-[:SUPPORTS]->(:Target) } AS supports
ORDER BY ts, post
LIMIT $limit
