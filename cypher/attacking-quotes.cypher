// ---
// title: Attacks that quote a post
// question: "Which attacks quote a post and comment on it?"
// category: targets
// description: >
//   Quotes that attack a figure, with the post that they quote.
// reading: >
//   A row is a quote and the figure it attacks. A quote puts a post before another audience.
// caveats: >
//   The quoted post is not accused by being quoted.
// method: docs/figures.md
// companions: [post-evidence, reply-raids]
// parameters:
//   target: {type: string, source: target-dossier.target, description: "Only this figure; all by default."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of posts."}
// columns:
//   target: {type: string, description: "Id of the figure."}
//   post: {type: string, description: "Id of the quote."}
//   created_at: {type: string, description: "When it was posted."}
//   account: {type: string, description: "Id of its author."}
//   handle: {type: string, description: "Handle of its author."}
//   text: {type: string, description: "Its text."}
//   url: {type: string, description: "Where it can be opened."}
//   quoted: {type: string, description: "Id of the quoted post."}
//   quoted_text: {type: string, description: "Text of the quoted post."}
//   matched: {type: string, description: "The words that matched."}
// ---
MATCH (t:Target)<-[r:ATTACKS]-(p:Post)-[:QUOTES]->(o:Post)
WHERE $target IS NULL OR t.id = $target
MATCH (p)<-[:POSTED]-(a:Account)
RETURN t.id AS target, p.id AS post, p.created_at AS created_at, a.id AS account,
       a.handle AS handle, p.text AS text, p.url AS url, o.id AS quoted, o.text AS quoted_text,
       r.matched AS matched
ORDER BY created_at, post, target, quoted
LIMIT $limit
