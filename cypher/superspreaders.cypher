// ---
// title: Accounts whose posts are spread most
// question: "Whose posts are spread most, and by how many?"
// category: amplification
// description: >
//   Accounts by how many others repost them and how often, with their reach. Being reposted is not
//   an accusation: a supporter or a journalist may well stand first.
// reading: >
//   A row is an account. Compare reposts_by_packs with reposts: a high share says that its reach is
//   the work of packs.
// caveats: >
//   Being reposted is not an accusation: a supporter or a journalist may well stand first.
// method: docs/method.md
// companions: [mutual-amplifiers, pack-reach]
// parameters:
//   min_amplifiers: {type: integer, default: 5, description: Minimum number of accounts that repost it.}
//   limit: {type: integer, default: 100, description: Maximum number of accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   followers: {type: integer, description: Accounts that follow it.}
//   amplifiers: {type: integer, description: Accounts that repost it.}
//   reposts: {type: integer, description: How often it was reposted.}
//   reposts_by_packs: {type: integer, description: How many of these by members of a pack.}
//   run: {type: string, description: The run that derived it.}
// ---
MATCH (a:Account)<-[r:AMPLIFIES]-(b:Account)
WITH a.id AS account, r.run AS run, count(b.id) AS amplifiers, sum(r.reposts) AS reposts
WHERE amplifiers >= $min_amplifiers
WITH account, run, amplifiers, reposts
ORDER BY amplifiers DESC, reposts DESC, account, run LIMIT $limit
// Whether a reposter is in a pack is asked only of those that are answered.
MATCH (a:Account {id: account})<-[r:AMPLIFIES]-(b:Account)
WHERE r.run = run
WITH a.id AS account, a.handle AS handle, a.followers AS followers, amplifiers, reposts, run,
     sum(CASE WHEN EXISTS {
         MATCH (b)-[:MEMBER_OF]->(k:Pack) WHERE coalesce(k.kind, 'pack') = 'pack'
     } THEN r.reposts ELSE 0 END) AS reposts_by_packs
RETURN account, handle, followers, amplifiers, reposts, reposts_by_packs, run
ORDER BY amplifiers DESC, reposts DESC, account, run
LIMIT $limit
