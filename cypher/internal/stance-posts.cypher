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
//   replied_account: {type: string, description: Id of the author of the post it answers.}
//   quoted: {type: string, description: Id of the post it quotes.}
//   quoted_account: {type: string, description: Id of that post's author.}
//   quoted_text: {type: string, description: That post's text.}
//   mentions: {type: list, description: Those of the given accounts that it mentions.}
//   implicit: {type: list, description: Accounts that it answers without naming them.}
//   hashtags: {type: list, description: Its hashtags.}
// ---
// By comprehensions, a third of the time that optional patterns take, which are sorted to be collected.
MATCH (p:Post)
WHERE p.id IN $posts
RETURN p.id AS post, p.kind AS kind, p.text AS text,
       head([(p)<-[:POSTED]-(a:Account) | a.id]) AS account,
       head([(p)-[:REPLIES_TO]->(:Post)<-[:POSTED]-(b:Account) | b.id]) AS replied_account,
       head([(p)-[:QUOTES]->(q:Post) | q.id]) AS quoted,
       head([(p)-[:QUOTES]->(:Post)<-[:POSTED]-(w:Account) | w.id]) AS quoted_account,
       head([(p)-[:QUOTES]->(q:Post) | q.text]) AS quoted_text,
       [(p)-[:MENTIONS]->(f:Account) WHERE f.id IN $accounts | f.id] AS mentions,
       [(p)-[m:MENTIONS]->(f:Account) WHERE m.implicit | f.id] AS implicit,
       [(p)-[:TAGGED]->(h:Hashtag) | h.id] AS hashtags
ORDER BY post
