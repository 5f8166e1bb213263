// ---
// title: The posts behind a pack
// question: "What did the members of a pack repost together?"
// category: evidence
// description: >
//   What the members of a pack reposted together, most members first, with the post to open.
// reading: >
//   A row is a post with the members that reposted it and the span of their reposts.
// caveats: >
//   A post that everybody reposted says less than one that only the pack did: see pack-reach.
// method: docs/method.md
// companions: [pack-members, pack-reach, pair-evidence]
// parameters:
//   pack: {type: string, required: true, source: tight-amplification-clusters.pack, description: Id of the pack.}
//   min_members: {type: integer, default: 2, description: Minimum number of members that reposted the post.}
//   limit: {type: integer, default: 100, description: Maximum number of posts.}
// columns:
//   post: {type: string, description: Id of the reposted post.}
//   author: {type: string, description: Handle of its author.}
//   text: {type: string, description: Its text.}
//   url: {type: string, description: Where it can be opened.}
//   members: {type: integer, description: Members that reposted it.}
//   first_ts: {type: integer, description: "First of their reposts, epoch seconds."}
//   last_ts: {type: integer, description: "Last of their reposts, epoch seconds."}
//   reposters: {type: list, description: "Handles, in order of time."}
// ---
MATCH (k:Pack {id: $pack})<-[:MEMBER_OF]-(a:Account)
MATCH (a)-[:POSTED]->(p:Post)-[:REPOSTS]->(o:Post)
WITH o, a, min(p.ts) AS ts
ORDER BY ts, a.id
WITH o, count(a) AS members, min(ts) AS first_ts, max(ts) AS last_ts,
     collect(coalesce(a.handle, a.id)) AS reposters
WHERE members >= $min_members
OPTIONAL MATCH (o)<-[:POSTED]-(w:Account)
RETURN o.id AS post, coalesce(w.handle, w.id) AS author, o.text AS text, o.url AS url, members,
       first_ts, last_ts, reposters
ORDER BY members DESC, first_ts, post
LIMIT $limit
