// ---
// title: Accounts that repost others within seconds
// question: "Who reposts somebody again and again within seconds?"
// category: amplification
// description: >
//   Who reposts whom again and again with a short median delay after the original.
// reading: >
//   A row is an account and whom it reposts. median_delay_s is counted from the original.
// caveats: >
//   Notifications and alerts make fans quick; a short delay alone is not automation.
// method: docs/method.md
// companions: [mutual-amplifiers, pair-evidence]
// parameters:
//   max_delay: {type: float, default: 30.0, description: Maximum median delay in seconds.}
//   min_reposts: {type: integer, default: 3, description: Minimum number of reposts of the same account.}
//   limit: {type: integer, default: 200, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the reposter.}
//   handle: {type: string, description: Its handle.}
//   reposted: {type: string, description: Id of the reposted account.}
//   reposted_handle: {type: string, description: Its handle.}
//   reposts: {type: integer, description: Reposts of this account.}
//   median_delay_s: {type: float, description: Median seconds after the original.}
//   run: {type: string, description: The run that derived it.}
// ---
MATCH (a:Account)-[r:AMPLIFIES]->(b:Account)
WHERE r.median_delay_s <= $max_delay AND r.reposts >= $min_reposts
RETURN a.id AS account, a.handle AS handle, b.id AS reposted, b.handle AS reposted_handle,
       r.reposts AS reposts, r.median_delay_s AS median_delay_s, r.run AS run
ORDER BY reposts DESC, median_delay_s, account, reposted, run
LIMIT $limit
