// ---
// title: Posts as the figures' rules read them
// description: >
//   The given posts in order of id: text and hashtags, whom each answers, what it quotes, and which
//   of the given accounts it mentions. `meute figures load` reads this, a page of stance-post-ids at
//   a time.
// no_limit: A row for each post that is given.
// parameters:
//   posts: {type: list, required: true, description: Ids of posts.}
//   accounts: {type: list, default: [], description: "Ids of accounts; only mentions of these."}
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
WHERE p.id IN $posts
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
