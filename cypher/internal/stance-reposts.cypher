// ---
// title: Reposts of given posts
// description: >
//   Every repost of the given posts, with its author. `meute figures load` gives each the stance of
//   its original.
// parameters:
//   posts: {type: list, required: true, description: Ids of posts.}
// columns:
//   post: {type: string, description: Id of the repost.}
//   original: {type: string, description: Id of the reposted post.}
//   account: {type: string, description: Id of the account that reposts.}
// no_limit: A repost left out would be a mark left out.
// ---
UNWIND $posts AS id
MATCH (o:Post {id: id})<-[:REPOSTS]-(p:Post)
RETURN DISTINCT p.id AS post, o.id AS original,
       head([(p)<-[:POSTED]-(a:Account) | a.id]) AS account
ORDER BY original, post
