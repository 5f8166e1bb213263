// ---
// title: Posts to show as evidence
// description: >
//   Text, author, time and address of a set of posts; a repost shows the text of its original,
//   and matched are the words by which a rule told its stance.
// parameters:
//   posts: {type: list, required: true, description: Ids of the posts.}
//   limit: {type: integer, default: 100000, description: Maximum number of rows.}
// columns:
//   post: {type: string, description: Id of the post.}
//   kind: {type: string, description: "original, quote, reply or repost"}
//   author: {type: string, description: Handle of its author.}
//   original_author: {type: string, description: Handle of the author of the reposted post.}
//   text: {type: string, description: "Its text, or the reposted text."}
//   url: {type: string, description: Where it can be opened.}
//   created_at: {type: string, description: When it was posted.}
//   matched: {type: list, description: Words that matched.}
// ---
MATCH (p:Post)
WHERE p.id IN $posts
OPTIONAL MATCH (p)<-[:POSTED]-(a:Account)
OPTIONAL MATCH (p)-[:REPOSTS]->(o:Post)
// From p again: a pattern that begins at a missing o makes the embedded engine scan all posts.
OPTIONAL MATCH (p)-[:REPOSTS]->(:Post)<-[:POSTED]-(w:Account)
OPTIONAL MATCH (p)-[x:ATTACKS|SUPPORTS]->(:Target)
WITH p, a, o, w, x.matched AS word
ORDER BY p.id, word
WITH p, a, o, w, collect(DISTINCT word) AS matched
RETURN p.id AS post, p.kind AS kind, coalesce(a.handle, a.id) AS author,
       coalesce(w.handle, w.id) AS original_author, coalesce(o.text, p.text) AS text,
       coalesce(p.url, o.url) AS url, p.created_at AS created_at, matched
ORDER BY post
LIMIT $limit
