// ---
// title: Attacks, support and unclear posts per figure, for the report
// description: >
//   How many posts and accounts attack and support each figure, of how many that cannot be told, and
//   in what time.
// parameters:
//   limit: {type: integer, default: 200, description: Maximum number of rows.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   display_name: {type: string, description: Its name.}
//   stance: {type: string, description: "ATTACKS, SUPPORTS or UNCLEAR."}
//   posts: {type: integer, description: Posts with that stance.}
//   own: {type: integer, description: How many of them in words of their own.}
//   accounts: {type: integer, description: Accounts that posted them.}
//   first_at: {type: string, description: First of them.}
//   last_at: {type: string, description: Last of them.}
// ---
MATCH (t:Target)<-[x:ATTACKS|SUPPORTS|CONCERNS]-(p:Post)
WITH t, p, x, CASE WHEN x.unclear THEN 'UNCLEAR' ELSE type(x) END AS stance
WHERE stance <> 'CONCERNS'
MATCH (p)<-[:POSTED]-(a:Account)
RETURN t.id AS target, t.display_name AS display_name, stance, count(p) AS posts,
       sum(CASE WHEN coalesce(x.own_words, true) THEN 1 ELSE 0 END) AS own, count(DISTINCT a) AS accounts,
       min(p.created_at) AS first_at, max(p.created_at) AS last_at
ORDER BY target, stance
LIMIT $limit
