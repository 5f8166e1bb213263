// ---
// title: Who attacks and supports whom, for a picture
// description: >
//   Per account and figure how many posts attack or support it, and the posts to show first: own
//   words before reposts, surer matches before others.
// parameters:
//   accounts: {type: list, description: "Only these accounts; all by default."}
//   min_confidence: {type: float, default: 0.5, description: "Least confidence of a mark, 0 to 1."}
//   evidence: {type: integer, default: 3, description: Most posts to show.}
//   limit: {type: integer, default: 100000, description: Most rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   target: {type: string, description: Id of the figure.}
//   stance: {type: string, description: ATTACKS or SUPPORTS}
//   posts: {type: integer, description: Posts with that stance.}
//   own: {type: integer, description: How many of them in words of its own.}
//   first_at: {type: string, description: First of them.}
//   last_at: {type: string, description: Last of them.}
//   evidence: {type: list, description: Ids of posts to show.}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)-[x:ATTACKS|SUPPORTS]->(t:Target)
WHERE ($accounts IS NULL OR a.id IN $accounts)
  AND coalesce(x.confidence, 1.0) >= $min_confidence
WITH a, p, type(x) AS stance, t, coalesce(x.own_words, false) AS own,
     coalesce(x.confidence, 0.0) AS confidence
ORDER BY a.id, t.id, stance, own DESC, confidence DESC, p.ts, p.id
WITH a, t, stance, count(p) AS posts, sum(CASE WHEN own THEN 1 ELSE 0 END) AS own,
     min(p.created_at) AS first_at, max(p.created_at) AS last_at, collect(p.id) AS evidence
RETURN a.id AS account, t.id AS target, stance, posts, own, first_at, last_at,
       evidence[0..$evidence] AS evidence
ORDER BY posts DESC, account, target, stance
LIMIT $limit
