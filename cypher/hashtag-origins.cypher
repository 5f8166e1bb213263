// ---
// title: Where hashtags come from
// question: "Who used a hashtag first?"
// category: narrative
// description: >
//   The first post with each hashtag in the case, most used first.
// reading: >
//   A row is a tag with its first use at hand.
// caveats: >
//   First in the case is not first on the platform: see collection-gaps and missing-originals.
// method: docs/schema.md
// companions: [hashtag-bursts, hashtag-pairs]
// parameters:
//   min_posts: {type: integer, default: 2, minimum: 1, description: "Minimum number of posts with the tag."}
//   limit: {type: integer, default: 100, minimum: 0, description: "Maximum number of tags."}
// columns:
//   hashtag: {type: string, description: "The tag."}
//   posts: {type: integer, description: "Posts with it."}
//   accounts: {type: integer, description: "Accounts that used it."}
//   first_at: {type: string, description: "Its first use."}
//   first_post: {type: string, description: "The post, the one with the lower id where several came in that second."}
//   first_handle: {type: string, description: "Handle or id of its author."}
// ---
MATCH (h:Hashtag)<-[:TAGGED]-(p:Post)<-[:POSTED]-(a:Account)
WITH h, count(p) AS posts, count(DISTINCT a) AS accounts, min(p.ts) AS first_ts
WHERE posts >= $min_posts
MATCH (h)<-[:TAGGED]-(q:Post)
WHERE q.ts = first_ts
WITH h, posts, accounts, min(q.id) AS first_post
MATCH (q:Post {id: first_post})<-[:POSTED]-(b:Account)
RETURN h.id AS hashtag, posts, accounts, q.created_at AS first_at, first_post,
       coalesce(b.handle, b.id) AS first_handle
ORDER BY posts DESC, hashtag
LIMIT $limit
