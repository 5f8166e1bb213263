// ---
// title: Who answers the attacks
// question: "Who defends the figure, and with which words?"
// category: targets
// description: >
//   Posts that support a figure in the author's own words, most reposted first, with the
//   hashtags of the attackers that they take up. Their authors are not attackers, whatever hashtag
//   they use.
// reading: >
//   A row is a supporting post in its author's own words. taken_up lists tags of the attackers
//   that it uses to answer them; unclear counts what else its author posted about the figure that
//   may be an attack or support and may not.
// caveats: >
//   Irony is not recognised: read the text before you rely on it.
// method: docs/figures.md
// companions: [attack-timeline, answer-delays]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   limit: {type: integer, default: 200, description: Maximum number of posts.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   post: {type: string, description: Id of the post.}
//   created_at: {type: string, description: When it was posted.}
//   account: {type: string, description: Id of its author.}
//   handle: {type: string, description: The author's handle.}
//   text: {type: string, description: Its text.}
//   url: {type: string, description: Where it can be opened.}
//   matched: {type: string, description: The words that speak for it.}
//   confidence: {type: float, description: "How sure that is, 0 to 1."}
//   reposts: {type: integer, description: Reposts of it.}
//   unclear: {type: integer, description: Other posts of its author about the figure that are unclear.}
//   taken_up: {type: list, description: Hashtags in it that mostly attack the figure.}
// ---
MATCH (t:Target)<-[r:SUPPORTS]-(p:Post)
WHERE ($target IS NULL OR t.id = $target) AND coalesce(r.own_words, true)
WITH t, r, p, COUNT { (p)<-[:REPOSTS]-(:Post) } AS reposts
ORDER BY reposts DESC, p.created_at, p.id, t.id LIMIT $limit
OPTIONAL MATCH (p)-[:TAGGED]->(h:Hashtag)
// Each hashtag is weighed once, however many posts take it up.
WITH t, h, collect({post: p.id, reposts: reposts, matched: r.matched,
                    confidence: r.confidence}) AS posts
WITH t.id AS target, posts, CASE
       WHEN h IS NULL THEN null
       WHEN COUNT { (h)<-[:TAGGED]-(:Post)-[:ATTACKS]->(t) }
            > COUNT { (h)<-[:TAGGED]-(:Post)-[:SUPPORTS]->(t) } THEN h.id
       ELSE null END AS hostile
UNWIND posts AS support
WITH target, support, support.post AS post, hostile ORDER BY target, post, hostile
WITH target, post, support, collect(hostile) AS taken_up
MATCH (p:Post {id: post})
OPTIONAL MATCH (p)<-[:POSTED]-(a:Account)
RETURN target, post, p.created_at AS created_at, a.id AS account, a.handle AS handle,
       p.text AS text, p.url AS url, support.matched AS matched,
       support.confidence AS confidence, support.reposts AS reposts,
       COUNT { (a)-[:POSTED]->(:Post)-[c:CONCERNS]->(:Target {id: target}) WHERE c.unclear } AS unclear,
       taken_up
ORDER BY reposts DESC, created_at, post, target
LIMIT $limit
