// ---
// title: Posts over time, for a picture
// description: >
//   How many posts fall into each bin of time, and how many of them attack a figure, support one, or
//   come from a set of accounts. A post can count under several heads.
// no_limit: there are no more rows than bins that hold a post, four times
// parameters:
//   bin_s: {type: integer, default: 60, description: "Length of a bin, seconds."}
//   members: {type: list, required: true, description: Ids of the accounts counted apart.}
// columns:
//   head: {type: string, description: "posts, attacks, supports or pack"}
//   bin: {type: integer, description: "First second of the bin, epoch seconds."}
//   posts: {type: integer, description: Posts in it.}
// ---
MATCH (p:Post)
WHERE p.ts IS NOT NULL AND NOT coalesce(p.stub, false)
RETURN 'posts' AS head, p.ts - p.ts % $bin_s AS bin, count(*) AS posts
ORDER BY bin
UNION ALL
MATCH (t:Target)<-[:ATTACKS]-(p:Post)
WHERE p.ts IS NOT NULL
RETURN 'attacks' AS head, p.ts - p.ts % $bin_s AS bin, count(DISTINCT p) AS posts
ORDER BY bin
UNION ALL
MATCH (t:Target)<-[:SUPPORTS]-(p:Post)
WHERE p.ts IS NOT NULL
RETURN 'supports' AS head, p.ts - p.ts % $bin_s AS bin, count(DISTINCT p) AS posts
ORDER BY bin
UNION ALL
MATCH (a:Account)
WHERE a.id IN $members
MATCH (a)-[:POSTED]->(p:Post)
WHERE p.ts IS NOT NULL AND NOT coalesce(p.stub, false)
RETURN 'pack' AS head, p.ts - p.ts % $bin_s AS bin, count(*) AS posts
ORDER BY bin
