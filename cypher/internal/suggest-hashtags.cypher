// ---
// title: Hashtags and how many use them, for a draft of figures
// description: >
//   Every hashtag with its posts and accounts, and whom its posts mention; reposts do not count.
// parameters:
//   limit: {type: integer, default: 5000, description: Maximum number of hashtags.}
// columns:
//   hashtag: {type: string, description: "The hashtag, without #."}
//   posts: {type: integer, description: Posts with it.}
//   authors: {type: integer, description: Accounts that wrote these.}
//   mentioned: {type: list, description: "Ids of accounts that these mention, once per post."}
// ---
MATCH (h:Hashtag)<-[:TAGGED]-(p:Post)
WHERE coalesce(p.kind, '') <> 'repost'
MATCH (p)<-[:POSTED]-(b:Account)
OPTIONAL MATCH (p)-[:MENTIONS]->(a:Account)
WITH h, p, b, a ORDER BY h.id, a.id
RETURN h.id AS hashtag, count(DISTINCT p) AS posts, count(DISTINCT b) AS authors,
       collect(a.id) AS mentioned
ORDER BY authors DESC, posts DESC, hashtag
LIMIT $limit
