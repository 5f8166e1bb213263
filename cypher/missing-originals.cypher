// ---
// title: Posts that the case refers to but does not hold
// question: "What should be collected next?"
// category: overview
// description: >
//   Posts that were reposted, quoted or answered by posts of the case, but are not in it
//   themselves, most referred to first.
// reading: >
//   A row is a missing post. Collect those with many references first: they may be where an attack
//   began.
// caveats: >
//   A missing post may be deleted, private, or only outside the search that made the export.
// method: docs/loading.md
// companions: [collection-gaps, graph-inventory]
// parameters:
//   min_references: {type: integer, default: 1, minimum: 1, description: "Minimum number of posts that refer to it."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of posts."}
// columns:
//   post: {type: string, description: "Id of the missing post."}
//   url: {type: string, description: "Where it can be opened, if known."}
//   author: {type: string, description: "Handle or id of its author, if known."}
//   references: {type: integer, description: "Posts of the case that refer to it."}
//   first_at: {type: string, description: "First of them."}
// ---
MATCH (o:Post)<-[:REPOSTS|QUOTES|REPLIES_TO]-(p:Post)
WHERE o.stub
WITH o, count(p) AS references, min(p.created_at) AS first_at
WHERE references >= $min_references
OPTIONAL MATCH (o)<-[:POSTED]-(a:Account)
RETURN o.id AS post, o.url AS url, coalesce(a.handle, a.id) AS author, references, first_at
ORDER BY references DESC, post
LIMIT $limit
