// ---
// title: When accounts attacked, supported and reposted, for a picture
// description: >
//   Per account and whom it bears on, how many posts fall into each bin of time.
// no_limit: there are no more rows than posts of the accounts, twice
// parameters:
//   accounts: {type: list, required: true, description: Ids of the accounts.}
//   bin_s: {type: integer, default: 60, description: "Length of a bin, seconds."}
//   reposts: {type: boolean, default: true, description: Whether reposts are among them.}
// columns:
//   account: {type: string, description: Id of the account.}
//   other: {type: string, description: Id of the figure or of the reposted account.}
//   kind: {type: string, description: "ATTACKS, SUPPORTS or AMPLIFIES"}
//   bin: {type: integer, description: "First second of the bin, epoch seconds."}
//   posts: {type: integer, description: Posts in it.}
// ---
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[x:ATTACKS|SUPPORTS]->(t:Target)
WHERE p.ts IS NOT NULL
RETURN a.id AS account, t.id AS other, type(x) AS kind, p.ts - p.ts % $bin_s AS bin,
       count(*) AS posts
ORDER BY account, other, kind, bin
UNION ALL
MATCH (a:Account)
WHERE $reposts AND a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:REPOSTS]->(o:Post)
WHERE p.ts IS NOT NULL
MATCH (o)<-[:POSTED]-(b:Account)
RETURN a.id AS account, b.id AS other, 'AMPLIFIES' AS kind, p.ts - p.ts % $bin_s AS bin,
       count(*) AS posts
ORDER BY account, other, kind, bin
