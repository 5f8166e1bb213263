// ---
// title: Accounts that fell silent
// question: "Which accounts went silent after the attack?"
// category: evidence
// description: >
//   Accounts whose last post lies long before the end of the case, most attacks first.
// reading: >
//   A row is an account with its last post at hand. Open the profile: the account may have been deleted,
//   suspended or renamed.
// caveats: >
//   An export by search shows only posts that match: silence about a subject looks the same.
// method: docs/schema.md
// cost: >
//   It looks at every post twice: five seconds for a million posts.
// companions: [renamed-accounts, account-record]
// parameters:
//   quiet_days: {type: integer, default: 30, minimum: 1, description: "Minimum number of days without a post at the end."}
//   min_posts: {type: integer, default: 2, minimum: 1, description: "Minimum number of posts."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of accounts."}
// columns:
//   account: {type: string, description: "Id of the account."}
//   handle: {type: string, description: "Its handle."}
//   posts: {type: integer, description: "Its posts at hand."}
//   attacks: {type: integer, description: "Posts of these that attack a figure."}
//   last_at: {type: string, description: "Its last post."}
//   quiet_days: {type: float, description: "Days from then to the end of the case."}
// ---
MATCH (p:Post)
WHERE p.stub = false
WITH max(p.ts) AS end_ts
MATCH (a:Account)-[:POSTED]->(p:Post)
WITH end_ts, a.id AS account, count(p) AS posts, max(p.ts) AS last_ts,
     max(p.created_at) AS last_at
WHERE posts >= $min_posts AND end_ts - last_ts >= $quiet_days * 86400
MATCH (a:Account {id: account})
RETURN account, a.handle AS handle, posts,
       COUNT { (a)-[:POSTED]->(:Post)-[:ATTACKS]->(:Target) } AS attacks, last_at,
       round((end_ts - last_ts) / 8640.0) / 10.0 AS quiet_days
ORDER BY attacks DESC, posts DESC, account
LIMIT $limit
