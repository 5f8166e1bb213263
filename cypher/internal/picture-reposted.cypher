// ---
// title: Whom these accounts repost, for a picture
// description: >
//   Who reposts whom and how often, for a set of accounts, most reposts first.
// parameters:
//   accounts: {type: list, required: true, description: Ids of the accounts that repost.}
//   run: {type: string, description: "Only of this run; all runs by default."}
//   limit: {type: integer, default: 100000, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the reposter.}
//   reposted: {type: string, description: Id of the reposted account.}
//   reposts: {type: integer, description: How often.}
//   median_delay_s: {type: float, description: Median seconds after the original.}
//   first_at: {type: string, description: First of them.}
//   last_at: {type: string, description: Last of them.}
//   run: {type: string, description: The run that derived it.}
// ---
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[r:AMPLIFIES]->(b:Account)
WHERE $run IS NULL OR r.run = $run
RETURN a.id AS account, b.id AS reposted, r.reposts AS reposts,
       r.median_delay_s AS median_delay_s, r.first_at AS first_at, r.last_at AS last_at,
       r.run AS run
ORDER BY reposts DESC, account, reposted, run
LIMIT $limit
