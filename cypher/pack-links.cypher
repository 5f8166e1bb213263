// ---
// title: Posts that link two packs
// question: "Which posts and people link two packs?"
// category: coordination
// description: >
//   Posts that members of two or more packs of one run reposted: what the packs have in common,
//   and whose it is.
// reading: >
//   A row is a post with the packs that spread it, most members first.
// caveats: >
//   A post that everybody reposts links everybody: see pack-reach for how much was left to others.
// method: docs/method.md
// companions: [bridge-accounts, pack-reach, pack-evidence]
// parameters:
//   run: {type: string, source: runs.run, description: "Only packs of this run; all runs by default."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of posts."}
// columns:
//   post: {type: string, description: "Id of the post."}
//   author: {type: string, description: "Handle or id of its author."}
//   text: {type: string, description: "Its text."}
//   url: {type: string, description: "Where it can be opened."}
//   packs: {type: list, description: "The packs whose members reposted it."}
//   members: {type: integer, description: "Members that did."}
//   run: {type: string, description: "The run that found the packs."}
// ---
MATCH (k:Pack)<-[:MEMBER_OF]-(a:Account)-[:POSTED]->(:Post)-[:REPOSTS]->(o:Post)
WHERE ($run IS NULL OR k.run = $run) AND coalesce(k.kind, 'pack') = 'pack'
WITH o, k.run AS run, k.id AS pack, count(DISTINCT a) AS members
ORDER BY pack
WITH o, run, collect(pack) AS packs, sum(members) AS members
WHERE size(packs) >= 2
OPTIONAL MATCH (o)<-[:POSTED]-(w:Account)
RETURN o.id AS post, coalesce(w.handle, w.id) AS author, o.text AS text, o.url AS url, packs,
       members, run
ORDER BY members DESC, post, run
LIMIT $limit
