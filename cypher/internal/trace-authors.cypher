// ---
// title: "Trace: whose originals are"
// description: >
//   Who posted each of the given posts; of those whose author is unknown there is no row. An original
//   is looked up once: without an author, an engine passes by all of its reposts.
// no_limit: There are no more rows than posts that are given.
// parameters:
//   posts: {type: list, required: true, description: Ids of posts.}
// columns:
//   post: {type: string, description: Id of the post.}
//   author: {type: string, description: Id of the account that posted it.}
// ---
MATCH (p:Post)
WHERE p.id IN $posts
MATCH (p)<-[:POSTED]-(a)
RETURN p.id AS post, a.id AS author
