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
// Counted as they are read: what passed through a WITH, or an order, would hold every post in memory.
MATCH (p:Post)
WITH p.platform AS platform, count(*) AS posts,
     sum(CASE WHEN coalesce(p.stub, false) THEN 1 ELSE 0 END) AS stubs,
     sum(CASE WHEN NOT coalesce(p.stub, false) AND p.text IS NULL
         AND coalesce(p.kind, '') <> 'repost' THEN 1 ELSE 0 END) AS silent,
     sum(CASE WHEN NOT coalesce(p.stub, false) AND p.ts IS NULL THEN 1 ELSE 0 END) AS untimed,
     sum(CASE WHEN NOT coalesce(p.stub, false)
         AND coalesce(p.ts_precision, 'second') <> 'second' THEN 1 ELSE 0 END) AS coarse,
     sum(CASE WHEN p.repost_key = 'weak' THEN 1 ELSE 0 END) AS weak,
     sum(CASE WHEN NOT coalesce(p.stub, false) AND p.counts_at IS NULL
         THEN 1 ELSE 0 END) AS uncounted
ORDER BY platform
WITH sum(posts) AS posts, sum(stubs) AS stubs, sum(silent) AS silent, sum(untimed) AS untimed,
     sum(coarse) AS coarse, sum(weak) AS weak, sum(uncounted) AS uncounted,
     collect(platform) AS platforms
WHERE posts > 0
RETURN posts, stubs, silent, untimed, coarse, weak, uncounted, platforms
ORDER BY posts
LIMIT $limit
