// ---
// title: Sites that packs push
// question: "Which sites and outlets does a pack push?"
// category: coordination
// description: >
//   Hosts that members of a pack link to in their own posts, with their share of all links
//   to the host.
// reading: >
//   A row is a pack and a host. A share near 1 says that hardly anybody else links to it.
// caveats: >
//   Members may criticise what they link to.
// method: docs/method.md
// companions: [shared-links, link-rings, pack-members]
// parameters:
//   run: {type: string, source: runs.run, description: "Only packs of this run; all runs by default."}
//   min_members: {type: integer, default: 2, minimum: 1, description: "Minimum number of members."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of rows."}
// columns:
//   pack: {type: string, description: "Id of the pack."}
//   domain: {type: string, description: "The host."}
//   members: {type: integer, description: "Members that link to it."}
//   posts: {type: integer, description: "Their posts that do."}
//   all_posts: {type: integer, description: "Posts of the case that do."}
//   share: {type: float, description: "Posts of members among all of them, 0 to 1."}
// ---
MATCH (k:Pack)<-[:MEMBER_OF]-(a:Account)-[:POSTED]->(p:Post)-[:LINKS_TO]->(l:Link)-[:ON]->(d:Domain)
WHERE ($run IS NULL OR k.run = $run) AND coalesce(k.kind, 'pack') = 'pack'
WITH k, d, count(DISTINCT a) AS members, count(DISTINCT p) AS posts
WHERE members >= $min_members
MATCH (d)<-[:ON]-(:Link)<-[:LINKS_TO]-(q:Post)
WITH k, d, members, posts, count(DISTINCT q) AS all_posts
RETURN k.id AS pack, d.id AS domain, members, posts, all_posts, 1.0 * posts / all_posts AS share
ORDER BY members DESC, posts DESC, pack, domain
LIMIT $limit
