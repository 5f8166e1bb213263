// ---
// title: Which posts the figures' rules read
// description: >
//   The ids of all posts with words of their own. Reposts are left out, because they inherit; those
//   whose original is unknown are not. `meute figures load` reads this.
// no_limit: There are two rows at most.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   posts: {type: list, description: "Their ids; those without a time stand under 1970, in a row of their own."}
// ---
// As lists: a row for each post takes the embedded engine seven times the memory. Posts without a
// time apart, and counted first: it compares a property with a span in a hundredth of the time of an
// expression, and counts what is absent in a tenth of the time in which it looks for it.
MATCH (p:Post)
WHERE p.ts >= $first AND p.ts <= $last AND p.text IS NOT NULL
      AND (coalesce(p.kind, '') <> 'repost' OR p.repost_key = 'weak')
WITH collect(p.id) AS posts WHERE size(posts) > 0
RETURN posts
UNION ALL
WITH 0 AS begin WHERE $first <= begin AND begin <= $last
CALL () {
  MATCH (p:Post) WHERE p.ts IS NULL RETURN count(*) AS untimed
}
WITH untimed WHERE untimed > 0
CALL () {
  MATCH (p:Post)
  WHERE p.ts IS NULL AND p.text IS NOT NULL
        AND (coalesce(p.kind, '') <> 'repost' OR p.repost_key = 'weak')
  RETURN collect(p.id) AS posts
}
WITH posts WHERE size(posts) > 0
RETURN posts
