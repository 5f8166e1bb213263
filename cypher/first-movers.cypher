// ---
// title: Who is early again and again
// question: "Who is among the first to spread attacks, several times?"
// category: amplification
// description: >
//   Accounts that were among the first to repost attacking posts, again and again.
// reading: >
//   A row is an account. A high share of early reposts among all its reposts of attacks says that
//   it does not merely follow the crowd.
// caveats: >
//   Whoever follows an author closely is early without any plan to be.
// method: docs/method.md
// companions: [fast-reposters, attack-sparks, pack-evidence]
// parameters:
//   first: {type: integer, default: 3, minimum: 1, description: "How many reposts of a post count as early."}
//   min_early: {type: integer, default: 2, minimum: 1, description: "Minimum number of early reposts."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of accounts."}
// columns:
//   account: {type: string, description: "Id of the account."}
//   handle: {type: string, description: "Its handle."}
//   early: {type: integer, description: "Attacking posts that it was among the first to repost."}
//   reposts: {type: integer, description: "Attacking posts that it reposted."}
//   share: {type: float, description: "Early ones among these, 0 to 1."}
// ---
MATCH (:Target)<-[:ATTACKS]-(o:Post)
WITH DISTINCT o
MATCH (o)<-[:REPOSTS]-(p:Post)<-[:POSTED]-(a:Account)
WITH o, a, min(p.ts) AS ts
ORDER BY ts, a.id
WITH o, collect(a.id) AS accounts
UNWIND range(0, size(accounts) - 1) AS place
WITH accounts[place] AS account, count(o) AS reposts,
     sum(CASE WHEN place < $first THEN 1 ELSE 0 END) AS early
WHERE early >= $min_early
MATCH (a:Account {id: account})
RETURN account, a.handle AS handle, early, reposts, 1.0 * early / reposts AS share
ORDER BY early DESC, share DESC, account
LIMIT $limit
