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
// Counted apart: each is a filter of the engine, and in one pass a million posts take five times as long.
CALL () {
  MATCH (p:Post) RETURN p.platform AS platform, count(*) AS on_platform
}
WITH platform, on_platform ORDER BY platform
WITH sum(on_platform) AS posts, collect(platform) AS platforms
WHERE posts > 0
CALL () {
  MATCH (p:Post) WHERE p.stub RETURN count(*) AS stubs
}
CALL () {
  MATCH (p:Post)
  WHERE p.text IS NULL AND NOT coalesce(p.stub, false) AND coalesce(p.kind, '') <> 'repost'
  RETURN count(*) AS silent
}
CALL () {
  MATCH (p:Post) WHERE p.ts IS NULL AND NOT coalesce(p.stub, false) RETURN count(*) AS untimed
}
CALL () {
  MATCH (p:Post)
  WHERE p.ts_precision <> 'second' AND NOT coalesce(p.stub, false)
  RETURN count(*) AS coarse
}
CALL () {
  MATCH (p:Post) WHERE p.repost_key = 'weak' RETURN count(*) AS weak
}
CALL () {
  MATCH (p:Post) WHERE p.counts_at IS NULL AND NOT coalesce(p.stub, false)
  RETURN count(*) AS uncounted
}
RETURN posts, stubs, silent, untimed, coarse, weak, uncounted, platforms
ORDER BY posts
LIMIT $limit
