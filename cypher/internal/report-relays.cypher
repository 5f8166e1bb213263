// ---
// title: Relays of a burst, for the report
// description: >
//   The most followed accounts that reposted or quoted, within a span, posts with a hashtag that
//   attack a figure, with when they first did. Reposts of a support are left out, and so are
//   accounts that attack no figure: many show an attack to answer it.
// parameters:
//   hashtag: {type: string, required: true, description: "Hashtag, casefolded, without #."}
//   start_ts: {type: integer, required: true, description: "Begin, epoch seconds."}
//   end_ts: {type: integer, required: true, description: "End, epoch seconds."}
//   min_confidence: {type: float, default: 0.5, minimum: 0, maximum: 1, description: "Minimum confidence of an attack, 0 to 1."}
//   limit: {type: integer, default: 8, description: Maximum number of accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   followers: {type: integer, description: Accounts that follow it.}
//   acts: {type: integer, description: Its reposts and quotes in the span.}
//   first_ts: {type: integer, description: "The first of them, epoch seconds."}
//   first_post: {type: string, description: Id of that one.}
//   of_post: {type: string, description: Id of the post it spread first.}
// ---
MATCH (t:Target)<-[r:ATTACKS|SUPPORTS]-(p:Post)<-[:POSTED]-(a:Account)
WHERE type(r) = 'SUPPORTS' OR r.confidence >= $min_confidence
WITH t.id AS target, a.id AS attacker, type(r) = 'ATTACKS' AS attack,
     CASE WHEN coalesce(r.own_words, true) THEN 2 ELSE 1 END AS weight
WITH target, attacker, sum(CASE WHEN attack THEN 1 ELSE 0 END) AS attacks,
     sum(CASE WHEN attack AND weight = 2 THEN 1 ELSE 0 END) AS own,
     sum(CASE WHEN attack THEN weight ELSE 0 END) AS against,
     sum(CASE WHEN attack THEN 0 ELSE weight END) AS support
WHERE against > support AND (own > 0 OR attacks > 1)
WITH DISTINCT attacker
MATCH (a:Account {id: attacker})
WHERE a.followers IS NOT NULL
MATCH (a)-[:POSTED]->(q:Post)-[:REPOSTS|QUOTES]->(p:Post)
WHERE q.ts >= $start_ts AND q.ts <= $end_ts AND EXISTS { (p)-[:TAGGED]->(:Hashtag {id: $hashtag}) }
  AND EXISTS { (p)-[:ATTACKS]->(:Target) } AND EXISTS { (q)-[:ATTACKS]->(:Target) }
WITH a, p, q ORDER BY q.ts, q.id, p.id
WITH a, count(DISTINCT q) AS acts, min(q.ts) AS first_ts, collect(q.id) AS posts,
     collect(p.id) AS originals
RETURN a.id AS account, coalesce(a.handle, a.id) AS handle, a.followers AS followers, acts,
       first_ts, posts[0] AS first_post, originals[0] AS of_post
ORDER BY followers DESC, account
LIMIT $limit
