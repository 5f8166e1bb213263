// ---
// title: What passed these posts on, for the report
// description: >
//   Reposts and quotes of a set of posts, in order of time.
// parameters:
//   posts: {type: list, required: true, description: Ids of the posts.}
//   limit: {type: integer, default: 20000, description: Maximum number of reposts and quotes.}
// columns:
//   of_post: {type: string, description: Id of the post that is passed on.}
//   post: {type: string, description: Id of the repost or quote.}
//   kind: {type: string, description: REPOSTS or QUOTES}
//   author: {type: string, description: Handle of the author of the repost or quote.}
//   ts: {type: integer, description: "When, epoch seconds."}
// ---
MATCH (p:Post)
WHERE p.id IN $posts
MATCH (p)<-[x:REPOSTS|QUOTES]-(q:Post)
WHERE q.ts IS NOT NULL
OPTIONAL MATCH (q)<-[:POSTED]-(a:Account)
RETURN p.id AS of_post, q.id AS post, type(x) AS kind, coalesce(a.handle, a.id) AS author,
       q.ts AS ts
ORDER BY ts, post, of_post
LIMIT $limit
