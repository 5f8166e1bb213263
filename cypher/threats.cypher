// ---
// title: Threats
// question: "Which posts threaten a figure?"
// category: evidence
// description: >
//   Posts that a rule of the kind « threat » found, in the author's own words, in order of time, with
//   the words that matched. The rules cannot know all threats, and every match needs a person to read it.
// reading: >
//   A row is a post in its author's own words, with the words that matched; earliest first.
// caveats: >
//   The rules cannot know all threats, and every match needs a person to read it.
// method: docs/figures.md
// companions: [target-dossier, post-evidence]
// parameters:
//   target: {type: string, description: "Only against this figure; all by default."}
//   min_confidence: {type: float, default: 0.5, description: "Minimum confidence, 0 to 1."}
//   limit: {type: integer, default: 1000, description: Maximum number of posts.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   post: {type: string, description: Id of the post.}
//   created_at: {type: string, description: When it was posted.}
//   account: {type: string, description: Id of its author.}
//   handle: {type: string, description: The author's handle.}
//   text: {type: string, description: Its text.}
//   url: {type: string, description: Where it can be opened.}
//   matched: {type: string, description: The words that matched best.}
//   rule: {type: string, description: The rules that fired.}
//   confidence: {type: float, description: "How sure they are, 0 to 1."}
//   reposts: {type: integer, description: Reposts of it.}
// ---
MATCH (t:Target)<-[r:ATTACKS]-(p:Post)
WHERE ($target IS NULL OR t.id = $target) AND coalesce(r.own_words, true)
  AND r.category CONTAINS 'threat'
  AND r.confidence >= $min_confidence
WITH t, r, p, COUNT { (p)<-[:REPOSTS]-(:Post) } AS reposts
OPTIONAL MATCH (p)<-[:POSTED]-(a:Account)
RETURN t.id AS target, p.id AS post, p.created_at AS created_at, a.id AS account,
       a.handle AS handle, p.text AS text, p.url AS url, r.matched AS matched, r.rule AS rule,
       r.confidence AS confidence, reposts
ORDER BY created_at, post, target
LIMIT $limit
