// ---
// title: Copies of posts, for the report
// description: >
//   Of a set of posts those of which an archive keeps a copy, as auto-archiver's sheet says.
// parameters:
//   posts: {type: list, required: true, description: Ids of the posts.}
//   limit: {type: integer, default: 100000, description: Maximum number of rows.}
// columns:
//   post: {type: string, description: Id of the post.}
//   archive: {type: string, description: "Address of the copy, and its hash."}
// ---
MATCH (p:Post)
WHERE p.id IN $posts AND p.archive IS NOT NULL
RETURN p.id AS post, p.archive AS archive
ORDER BY post
LIMIT $limit
