// ---
// title: Posts with an archived copy
// question: "Which posts are archived, and where is the copy?"
// category: evidence
// description: >
//   Posts that were archived, with the address and hash of the copy and what
//   the post attacks, most attacks first.
// reading: >
//   A row is a post with its copy. Open the copy beside the post: the post may be gone or edited
//   since.
// caveats: >
//   Copies are known from auto-archiver's sheet alone; a post without one may be kept elsewhere. The
//   hash is as the sheet states it: it is not computed again.
// method: docs/formats.md
// companions: [post-evidence, missing-originals]
// parameters:
//   target: {type: string, description: "Only posts that attack this figure; all by default."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of posts."}
// columns:
//   post: {type: string, description: "Id of the post."}
//   account: {type: string, description: "Id of the account that posted it, if loaded."}
//   created_at: {type: string, description: "When it was posted."}
//   text: {type: string, description: "Its text."}
//   url: {type: string, description: "Where it can be opened."}
//   archive: {type: string, description: "Address of the copy, and its hash."}
//   attacks: {type: integer, description: "Figures that it attacks."}
// ---
MATCH (p:Post)
WHERE p.archive IS NOT NULL
  AND ($target IS NULL OR EXISTS { (p)-[:ATTACKS]->(:Target {id: $target}) })
OPTIONAL MATCH (a:Account)-[:POSTED]->(p)
RETURN p.id AS post, a.id AS account, p.created_at AS created_at, p.text AS text, p.url AS url,
       p.archive AS archive, COUNT { (p)-[:ATTACKS]->(:Target) } AS attacks
ORDER BY attacks DESC, created_at, post
LIMIT $limit
