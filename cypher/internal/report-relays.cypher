// ---
// title: Relays of a burst, for the report
// description: >
//   The most followed accounts that reposted or quoted, within a span, posts with a hashtag that
//   attack a figure, with when they first did. Reposts of a support are left out, and so are
//   accounts that support figures as often as they attack any: many show an attack to answer it.
// parameters:
//   hashtag: {type: string, required: true, description: "Hashtag, casefolded, without #."}
//   start_ts: {type: integer, required: true, description: "Begin, epoch seconds."}
//   end_ts: {type: integer, required: true, description: "End, epoch seconds."}
//   limit: {type: integer, default: 8, description: Most accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   followers: {type: integer, description: Accounts that follow it.}
//   acts: {type: integer, description: Its reposts and quotes in the span.}
//   first_ts: {type: integer, description: "The first of them, epoch seconds."}
//   first_post: {type: string, description: Id of that one.}
//   of_post: {type: string, description: Id of the post it spread first.}
// ---
MATCH (h:Hashtag {id: $hashtag})<-[:TAGGED]-(p:Post)
WHERE EXISTS { (p)-[:ATTACKS]->(:Target) }
MATCH (p)<-[:REPOSTS|QUOTES]-(q:Post)
WHERE q.ts >= $start_ts AND q.ts <= $end_ts AND EXISTS { (q)-[:ATTACKS]->(:Target) }
MATCH (q)<-[:POSTED]-(a:Account)
WHERE a.followers IS NOT NULL
WITH a, p, q
ORDER BY q.ts, q.id, p.id
WITH a, count(DISTINCT q) AS acts, min(q.ts) AS first_ts, collect(q.id) AS posts,
     collect(p.id) AS originals
WHERE COUNT { (a)-[:POSTED]->(:Post)-[:ATTACKS]->(:Target) }
      > COUNT { (a)-[:POSTED]->(:Post)-[:SUPPORTS]->(:Target) }
RETURN a.id AS account, coalesce(a.handle, a.id) AS handle, a.followers AS followers, acts,
       first_ts, posts[0] AS first_post, originals[0] AS of_post
ORDER BY followers DESC, account
LIMIT $limit
