// ---
// title: "Trace: the period that was collected"
// description: >
//   The first and the last post that no other post reposts, quotes or answers. Posts that pages
//   carry along, because others refer to them, may be years older.
// no_limit: One row.
// columns:
//   first: {type: integer, description: "Its first second, epoch seconds."}
//   last: {type: integer, description: "Its last second."}
// ---
MATCH (p:Post)
WHERE p.ts IS NOT NULL AND EXISTS { (p)<-[:POSTED]-(:Account) }
      AND NOT EXISTS { (:Post)-[:REPOSTS|QUOTES|REPLIES_TO]->(p) }
WITH min(p.ts) AS first, max(p.ts) AS last
WHERE first IS NOT NULL
RETURN first, last
