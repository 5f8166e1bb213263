// ---
// title: A hashtag over time, for the report
// description: >
//   Posts with a hashtag, and reposts of such posts, in bins of time, by stance. A post that both
//   attacks one figure and supports another counts as an attack.
// no_limit: there are no more rows than bins in the span, twice
// parameters:
//   hashtag: {type: string, required: true, description: "Hashtag, casefolded, without #."}
//   start_ts: {type: integer, required: true, description: "Begin, epoch seconds."}
//   end_ts: {type: integer, required: true, description: "End, epoch seconds."}
//   bin_s: {type: integer, default: 600, description: "Length of a bin, seconds."}
// columns:
//   bin: {type: integer, description: "Start of the bin, epoch seconds."}
//   reposts: {type: boolean, description: Whether the row counts reposts or other posts.}
//   posts: {type: integer, description: All of them.}
//   attacks: {type: integer, description: Those that attack a figure.}
//   supports: {type: integer, description: Those that only support one.}
// ---
MATCH (h:Hashtag {id: $hashtag})<-[:TAGGED]-(p:Post)
WHERE p.ts >= $start_ts AND p.ts <= $end_ts
WITH p.ts - p.ts % $bin_s AS bin, EXISTS { (p)-[:ATTACKS]->(:Target) } AS attack,
     EXISTS { (p)-[:SUPPORTS]->(:Target) } AS support
RETURN bin, false AS reposts, count(*) AS posts,
       sum(CASE WHEN attack THEN 1 ELSE 0 END) AS attacks,
       sum(CASE WHEN support AND NOT attack THEN 1 ELSE 0 END) AS supports
ORDER BY bin
UNION ALL
MATCH (h:Hashtag {id: $hashtag})<-[:TAGGED]-(o:Post)
MATCH (o)<-[:REPOSTS]-(p:Post)
WHERE p.ts >= $start_ts AND p.ts <= $end_ts AND NOT EXISTS { (p)-[:TAGGED]->(h) }
WITH p.ts - p.ts % $bin_s AS bin, EXISTS { (p)-[:ATTACKS]->(:Target) } AS attack,
     EXISTS { (p)-[:SUPPORTS]->(:Target) } AS support
RETURN bin, true AS reposts, count(*) AS posts,
       sum(CASE WHEN attack THEN 1 ELSE 0 END) AS attacks,
       sum(CASE WHEN support AND NOT attack THEN 1 ELSE 0 END) AS supports
ORDER BY bin
