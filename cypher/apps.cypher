// ---
// title: Programs that posts were made with
// question: "Which programs were used to post?"
// category: overview
// description: >
//   Posts and accounts by the program that the platform named. Schedulers and scripts have names
//   of their own.
// reading: >
//   A row is a program. One that few accounts use for many posts is worth a look.
// caveats: >
//   A program is named by whoever wrote it, and using one is not automation.
// method: docs/schema.md
// cost: >
//   It looks at every post: three seconds for a million posts on a local file, eight on Neo4j.
// companions: [daily-rhythm, fast-reposters]
// parameters:
//   limit: {type: integer, default: 100, minimum: 0, description: "Maximum number of programs."}
// columns:
//   app: {type: string, description: "The program."}
//   posts: {type: integer, description: "Posts made with it."}
//   accounts: {type: integer, description: "Accounts that used it."}
//   attacks: {type: integer, description: "Posts of these that attack a figure."}
// ---
// Grouped by the account's id: the embedded engine copies a node for every row that it groups.
MATCH (a:Account)-[:POSTED]->(p:Post)
WHERE p.app IS NOT NULL
RETURN p.app AS app, count(p) AS posts, count(DISTINCT a.id) AS accounts,
       sum(CASE WHEN EXISTS { (p)-[:ATTACKS]->(:Target) } THEN 1 ELSE 0 END) AS attacks
ORDER BY posts DESC, app
LIMIT $limit
