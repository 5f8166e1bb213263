// ---
// title: Hashtags of the packs
// question: "Which hashtags does a pack use?"
// category: coordination
// description: >
//   Hashtags in the own posts of the members of a pack, with how much of all use of the tag that
//   is.
// reading: >
//   A row is a pack and a tag. A share near 1 says that the tag is hardly used by others.
// caveats: >
//   Tags of reposted posts are those of their authors and are not counted.
// method: docs/method.md
// companions: [attack-hashtags, pack-members]
// parameters:
//   run: {type: string, source: runs.run, description: "Only packs of this run; all runs by default."}
//   min_members: {type: integer, default: 2, minimum: 1, description: "Minimum number of members."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of rows."}
// columns:
//   pack: {type: string, description: "Id of the pack."}
//   hashtag: {type: string, description: "The tag."}
//   members: {type: integer, description: "Members that use it."}
//   posts: {type: integer, description: "Their posts with it."}
//   uses: {type: integer, description: "Posts of the case with it."}
//   share: {type: float, description: "Posts of members among all of them, 0 to 1."}
// ---
MATCH (k:Pack)<-[:MEMBER_OF]-(a:Account)-[:POSTED]->(p:Post)-[:TAGGED]->(h:Hashtag)
WHERE ($run IS NULL OR k.run = $run) AND coalesce(k.kind, 'pack') = 'pack'
WITH k, h, count(DISTINCT a) AS members, count(p) AS posts
WHERE members >= $min_members
WITH k, h, members, posts, COUNT { (h)<-[:TAGGED]-(:Post) } AS uses
RETURN k.id AS pack, h.id AS hashtag, members, posts, uses, 1.0 * posts / uses AS share
ORDER BY members DESC, posts DESC, pack, hashtag
LIMIT $limit
