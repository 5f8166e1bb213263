// ---
// title: An account's posts, to open and judge
// question: "What did this account post and repost?"
// category: evidence
// description: >
//   What an account posted and reposted, in order of time, with the text of the original for a
//   repost, its hashtags, and the figures it attacks or supports with the words that matched.
// reading: >
//   A row is a post in order of time. attacks and supports give the figure and the words that
//   matched; unclear names figures of which a person must read what the post does to them.
// caveats: >
//   Only what was loaded is here: it is not all that the account ever wrote.
// method: docs/figures.md
// companions: [account-record, multi-target-attackers]
// parameters:
//   account: {type: string, required: true, source: pack-members.account, description: Id of the account.}
//   target: {type: string, description: "Only posts that bear on this figure; all by default."}
//   limit: {type: integer, default: 200, description: Maximum number of posts.}
// columns:
//   post: {type: string, description: Id of the post.}
//   created_at: {type: string, description: When it was posted.}
//   kind: {type: string, description: "original, quote, reply or repost"}
//   text: {type: string, description: "Its text, or the reposted text."}
//   url: {type: string, description: Where it can be opened.}
//   reposted: {type: string, description: Id of the reposted post.}
//   hashtags: {type: list, description: "Its hashtags, or the reposted post's."}
//   attacks: {type: list, description: "Figures it attacks, each with the matched words."}
//   supports: {type: list, description: Figures it supports.}
//   unclear: {type: list, description: "Figures that it may attack, support or neither: read it."}
// ---
MATCH (a:Account {id: $account})-[:POSTED]->(p:Post)
WHERE $target IS NULL OR EXISTS { (p)-[:ATTACKS|SUPPORTS|CONCERNS]->(:Target {id: $target}) }
OPTIONAL MATCH (p)-[:REPOSTS]->(o:Post)
WITH p, o, coalesce(o, p) AS said
OPTIONAL MATCH (said)-[:TAGGED]->(h:Hashtag)
WITH p, o, h ORDER BY h.id
WITH p, o, collect(h.id) AS hashtags
OPTIONAL MATCH (p)-[x:ATTACKS]->(t:Target)
WITH p, o, hashtags, t, x ORDER BY t.id
WITH p, o, hashtags, collect(t.id + ': ' + coalesce(x.matched, '')) AS attacks
OPTIONAL MATCH (p)-[:SUPPORTS]->(s:Target)
WITH p, o, hashtags, attacks, s ORDER BY s.id
WITH p, o, hashtags, attacks, collect(s.id) AS supports
OPTIONAL MATCH (p)-[c:CONCERNS]->(u:Target)
WHERE c.unclear
WITH p, o, hashtags, attacks, supports, u ORDER BY u.id
WITH p, o, hashtags, attacks, supports, collect(u.id) AS unclear
RETURN p.id AS post, p.created_at AS created_at, p.kind AS kind,
       coalesce(o.text, p.text) AS text, p.url AS url, o.id AS reposted, hashtags, attacks,
       supports, unclear
ORDER BY created_at, post
LIMIT $limit
