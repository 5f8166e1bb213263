// ---
// title: Languages of the posts
// question: "In which languages do the accounts post?"
// category: overview
// description: >
//   Posts, accounts and attacks by the language that the platform named.
// reading: >
//   A row is a language. Compare the share of attacks with the share of posts.
// caveats: >
//   Platforms are bad at guessing the language of short posts.
// method: docs/schema.md
// companions: [daily-rhythm, apps]
// parameters:
//   limit: {type: integer, default: 100, minimum: 0, description: "Maximum number of languages."}
// columns:
//   lang: {type: string, description: "Language by the platform, BCP 47."}
//   posts: {type: integer, description: "Posts in it, without reposts."}
//   accounts: {type: integer, description: "Accounts that wrote them."}
//   attacks: {type: integer, description: "Posts of these that attack a figure."}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)
WHERE p.kind <> 'repost' AND p.lang IS NOT NULL
RETURN p.lang AS lang, count(p) AS posts, count(DISTINCT a.id) AS accounts,
       sum(CASE WHEN EXISTS { (p)-[:ATTACKS]->(:Target) } THEN 1 ELSE 0 END) AS attacks
ORDER BY posts DESC, lang
LIMIT $limit
