// ---
// title: What the posts at hand leave open, for the report
// description: >
//   How many posts are only referred to, have no text, no time or a coarse one, or name no original.
// parameters:
//   limit: {type: integer, default: 1, description: "Most rows; there is one."}
// columns:
//   posts: {type: integer, description: "Posts, and those only referred to."}
//   stubs: {type: integer, description: Those only referred to.}
//   silent: {type: integer, description: "Posts that are not reposts and have no text."}
//   untimed: {type: integer, description: Posts without a time.}
//   coarse: {type: integer, description: Posts whose time is known to the minute or day alone.}
//   weak: {type: integer, description: Reposts that name no original.}
//   uncounted: {type: integer, description: Posts of which no time of collection is known.}
//   platforms: {type: list, description: "Their platforms, sorted."}
// ---
MATCH (p:Post)
WITH p, coalesce(p.stub, false) AS stub ORDER BY p.platform
WITH count(p) AS posts, sum(CASE WHEN stub THEN 1 ELSE 0 END) AS stubs,
       sum(CASE WHEN NOT stub AND p.text IS NULL AND coalesce(p.kind, '') <> 'repost'
           THEN 1 ELSE 0 END) AS silent,
       sum(CASE WHEN NOT stub AND p.ts IS NULL THEN 1 ELSE 0 END) AS untimed,
       sum(CASE WHEN NOT stub AND coalesce(p.ts_precision, 'second') <> 'second'
           THEN 1 ELSE 0 END) AS coarse,
       sum(CASE WHEN p.repost_key = 'weak' THEN 1 ELSE 0 END) AS weak,
       sum(CASE WHEN NOT stub AND p.counts_at IS NULL THEN 1 ELSE 0 END) AS uncounted,
       collect(DISTINCT p.platform) AS platforms
WHERE posts > 0
RETURN posts, stubs, silent, untimed, coarse, weak, uncounted, platforms
ORDER BY posts
LIMIT $limit
