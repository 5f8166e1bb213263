// ---
// title: Replies under a figure's posts
// question: "Which posts of the figure were flooded with replies?"
// category: targets
// description: >
//   Posts of the figures' own accounts by how many accounts answered them, with how many answers
//   attack.
// reading: >
//   A row is a post of a figure. Many answers in a short time, most of them attacks, are a raid.
// caveats: >
//   Supporters answer too; only answers that the rules found are counted as attacks.
// method: docs/figures.md
// companions: [attack-timeline, target-dossier]
// parameters:
//   target: {type: string, source: target-dossier.target, description: "Only this figure; all by default."}
//   min_replies: {type: integer, default: 2, minimum: 1, description: "Minimum number of answers."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of posts."}
// columns:
//   target: {type: string, description: "Id of the figure."}
//   post: {type: string, description: "Id of its post."}
//   url: {type: string, description: "Where it can be opened."}
//   replies: {type: integer, description: "Answers to it."}
//   accounts: {type: integer, description: "Accounts that answered."}
//   attacks: {type: integer, description: "Answers that attack the figure."}
//   first_at: {type: string, description: "First answer."}
//   last_at: {type: string, description: "Last answer."}
// ---
MATCH (t:Target)-[:HAS_ACCOUNT]->(:Account)-[:POSTED]->(o:Post)<-[:REPLIES_TO]-(p:Post)
WHERE $target IS NULL OR t.id = $target
MATCH (p)<-[:POSTED]-(a:Account)
WITH t, o, count(p) AS replies, count(DISTINCT a) AS accounts, min(p.created_at) AS first_at,
     max(p.created_at) AS last_at,
     sum(CASE WHEN EXISTS { (p)-[:ATTACKS]->(t) } THEN 1 ELSE 0 END) AS attacks
WHERE replies >= $min_replies
RETURN t.id AS target, o.id AS post, o.url AS url, replies, accounts, attacks, first_at, last_at
ORDER BY replies DESC, target, post
LIMIT $limit
