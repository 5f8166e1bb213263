// ---
// title: "Trace: how many posts each hour has"
// description: >
//   The rhythm of all posts, reposts or not, within a period or of all times.
// no_limit: Detection needs every hour.
// parameters:
//   first: {type: integer, default: null, description: "First second of the period."}
//   last: {type: integer, default: null, description: "Last second of the period."}
// columns:
//   hour: {type: integer, description: "Hours since 1970."}
//   posts: {type: integer, description: Posts in that hour.}
//   first: {type: integer, description: "The first of them, epoch seconds."}
//   last: {type: integer, description: "The last of them, epoch seconds."}
// ---
MATCH (p:Post)
WHERE p.ts IS NOT NULL AND ($first IS NULL OR p.ts >= $first) AND ($last IS NULL OR p.ts <= $last)
      AND EXISTS { (p)<-[:POSTED]-(:Account) }
RETURN toInteger(floor(p.ts / 3600.0)) AS hour, count(*) AS posts, min(p.ts) AS first,
       max(p.ts) AS last
ORDER BY hour
