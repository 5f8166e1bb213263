// ---
// title: Posts by hour of the day
// question: "At which hours does an account post?"
// category: overview
// description: >
//   How many posts fall into each hour of the day in UTC, of one account or of all.
// reading: >
//   A row is an hour, 0 to 23 in UTC. The quiet hours of people are their nights, which hints at a
//   time zone.
// caveats: >
//   A time zone is a guess: people work at night, and schedulers never sleep.
// method: docs/schema.md
// companions: [languages, apps]
// no_limit: "a day has 24 hours"
// parameters:
//   account: {type: string, source: pack-members.account, description: "Only this account; all by default."}
// columns:
//   hour: {type: integer, description: "Hour of the day, UTC."}
//   posts: {type: integer, description: "Posts in that hour."}
//   accounts: {type: integer, description: "Accounts that posted them."}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)
WHERE p.ts IS NOT NULL AND ($account IS NULL OR a.id = $account)
RETURN toInteger(floor((p.ts % 86400) / 3600.0)) AS hour, count(p) AS posts,
       count(DISTINCT a.id) AS accounts
ORDER BY hour
