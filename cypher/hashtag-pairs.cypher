// ---
// title: Hashtags used together
// question: "Which hashtags go together?"
// category: narrative
// description: >
//   Pairs of hashtags that the same posts carry.
// reading: >
//   A row is a pair of tags with the posts that carry both.
// caveats: >
//   Supporters put their own tag beside the tag of the attackers to answer it.
// method: docs/schema.md
// companions: [hashtag-origins, attack-hashtags]
// parameters:
//   min_posts: {type: integer, default: 2, minimum: 1, description: "Minimum number of posts with both."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of pairs."}
// columns:
//   hashtag_a: {type: string, description: "One tag."}
//   hashtag_b: {type: string, description: "The other one."}
//   posts: {type: integer, description: "Posts with both."}
//   accounts: {type: integer, description: "Accounts that wrote them."}
//   attacks: {type: integer, description: "Posts of these that attack a figure."}
// ---
MATCH (h:Hashtag)<-[:TAGGED]-(p:Post)-[:TAGGED]->(g:Hashtag)
WHERE h.id < g.id
MATCH (p)<-[:POSTED]-(a:Account)
WITH h, g, a, count(p) AS posts,
     sum(CASE WHEN EXISTS { (p)-[:ATTACKS]->(:Target) } THEN 1 ELSE 0 END) AS attacks
WITH h, g, sum(posts) AS posts, count(a) AS accounts, sum(attacks) AS attacks
WHERE posts >= $min_posts
RETURN h.id AS hashtag_a, g.id AS hashtag_b, posts, accounts, attacks
ORDER BY posts DESC, hashtag_a, hashtag_b
LIMIT $limit
