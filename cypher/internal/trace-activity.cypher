// ---
// title: "Trace: who posted, and when"
// description: >
//   Every post with its hashtags' rhythm: the time of each post, repost or not, and its account.
// no_limit: Detection needs every post; it holds three columns of it.
// columns:
//   account: {type: string, description: Id of the account.}
//   ts: {type: integer, description: "When, epoch seconds."}
//   referred: {type: boolean, description: "Whether another post reposts, quotes or answers it."}
// ---
MATCH (p:Post)
WHERE p.ts IS NOT NULL
MATCH (p)<-[:POSTED]-(a:Account)
RETURN a.id AS account, p.ts AS ts,
       EXISTS { (:Post)-[:REPOSTS|QUOTES|REPLIES_TO]->(p) } AS referred
