// ---
// title: Reach with and without the pack
// question: "How far would the posts have spread without the pack?"
// category: amplification
// description: >
//   Posts that members of a pack reposted, with how many of all reposts in the case are theirs.
// reading: >
//   A row is a post. without_pack is what remains when the reposts of members are taken away.
// caveats: >
//   A repost that a member caused is not counted as the work of the pack; the difference is a
//   lower bound of its effect.
// method: docs/method.md
// companions: [pack-evidence, superspreaders]
// parameters:
//   run: {type: string, source: runs.run, description: "Only packs of this run; all runs by default."}
//   min_reposts: {type: integer, default: 2, minimum: 1, description: "Minimum number of reposts by members."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of posts."}
// columns:
//   pack: {type: string, description: "Id of the pack."}
//   post: {type: string, description: "Id of the post."}
//   text: {type: string, description: "Its text."}
//   url: {type: string, description: "Where it can be opened."}
//   reposts: {type: integer, description: "Its reposts in the case."}
//   by_pack: {type: integer, description: "How many of these by members."}
//   without_pack: {type: integer, description: "How many by others."}
//   share: {type: float, description: "Reposts by members among all, 0 to 1."}
// ---
MATCH (k:Pack)<-[:MEMBER_OF]-(:Account)-[:POSTED]->(p:Post)-[:REPOSTS]->(o:Post)
WHERE ($run IS NULL OR k.run = $run) AND coalesce(k.kind, 'pack') = 'pack'
WITH k, o, count(DISTINCT p) AS by_pack
WHERE by_pack >= $min_reposts
WITH k, o, by_pack, COUNT { (o)<-[:REPOSTS]-(:Post) } AS reposts
RETURN k.id AS pack, o.id AS post, o.text AS text, o.url AS url, reposts, by_pack,
       reposts - by_pack AS without_pack, 1.0 * by_pack / reposts AS share
ORDER BY by_pack DESC, share DESC, pack, post
LIMIT $limit
