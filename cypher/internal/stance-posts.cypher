// ---
// title: Posts as the figures' rules read them
// description: >
//   Every post with words of its own, a page at a time in order of id: its text and hashtags, whom
//   it answers, what it quotes, and which of the given accounts it mentions. Reposts are left out,
//   because they inherit; those whose original is unknown are not. `meute figures load` reads this.
// parameters:
//   accounts: {type: list, default: [], description: "Ids of accounts; only mentions of these."}
//   after: {type: string, default: "", description: Only posts with a greater id.}
//   limit: {type: integer, default: 10000, description: Maximum number of posts.}
// columns:
//   post: {type: string, description: Id of the post.}
//   kind: {type: string, description: "original, quote, reply or repost"}
//   text: {type: string, description: Its text.}
//   account: {type: string, description: Id of its author.}
//   replied_account: {type: string, description: Id of the account it answers.}
//   quoted: {type: string, description: Id of the post it quotes.}
//   quoted_account: {type: string, description: Id of that post's author.}
//   quoted_text: {type: string, description: That post's text.}
//   mentions: {type: list, description: "Those of the given accounts that it mentions, sorted."}
//   hashtags: {type: list, description: "Its hashtags, sorted."}
// ---
MATCH (p:Post)
WHERE p.id > $after AND p.text IS NOT NULL
  AND (coalesce(p.kind, '') <> 'repost' OR p.repost_key = 'weak')
WITH p ORDER BY p.id LIMIT $limit
OPTIONAL MATCH (p)-[:TAGGED]->(h:Hashtag)
WITH p, h ORDER BY p.id, h.id
WITH p, collect(h.id) AS hashtags
OPTIONAL MATCH (p)-[m:MENTIONS]->(f:Account)
WITH p, hashtags, m, f ORDER BY p.id, f.id
WITH p, hashtags,
     collect(CASE WHEN f.id IN $accounts THEN f.id ELSE null END) AS mentions,
     max(CASE WHEN m.implicit THEN f.id ELSE null END) AS implicit
RETURN p.id AS post, p.kind AS kind, p.text AS text,
       head([(p)<-[:POSTED]-(a:Account) | a.id]) AS account,
       coalesce(head([(p)-[:REPLIES_TO]->(:Post)<-[:POSTED]-(b:Account) | b.id]), implicit)
         AS replied_account,
       head([(p)-[:QUOTES]->(q:Post) | q.id]) AS quoted,
       head([(p)-[:QUOTES]->(:Post)<-[:POSTED]-(w:Account) | w.id]) AS quoted_account,
       head([(p)-[:QUOTES]->(q:Post) | q.text]) AS quoted_text,
       mentions, hashtags
ORDER BY post
LIMIT $limit
