// ---
// title: Who attacks and supports whom, for a picture
// description: >
//   Per account and figure how many posts attack or support it, and the posts to show first: own
//   words before reposts, surer matches before others.
// parameters:
//   accounts: {type: list, description: "Only these accounts; all by default."}
//   min_confidence: {type: float, default: 0.5, description: "Minimum confidence of a mark, 0 to 1."}
//   evidence: {type: integer, default: 3, description: Maximum number of posts to show.}
//   limit: {type: integer, default: 100000, description: Maximum number of rows.}
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
MATCH (t:Target)<-[r:ATTACKS|SUPPORTS]-(p:Post)<-[:POSTED]-(a:Account)
WHERE type(r) = 'SUPPORTS' OR r.confidence >= $min_confidence
WITH t.id AS target, a.id AS attacker, type(r) = 'ATTACKS' AS attack,
     CASE WHEN coalesce(r.own_words, true) THEN 2 ELSE 1 END AS weight
WITH target, attacker, sum(CASE WHEN attack THEN 1 ELSE 0 END) AS attacks,
     sum(CASE WHEN attack AND weight = 2 THEN 1 ELSE 0 END) AS own,
     sum(CASE WHEN attack THEN weight ELSE 0 END) AS against,
     sum(CASE WHEN attack THEN 0 ELSE weight END) AS support
WHERE against > support AND (own > 0 OR attacks > 1)
WITH target, attacker, attacks, own
WHERE $accounts IS NULL OR attacker IN $accounts
MATCH (a:Account {id: attacker})-[:POSTED]->(p:Post)-[r:ATTACKS]->(:Target {id: target})
WHERE r.confidence >= $min_confidence
WITH attacker, target, own, attacks, p, r.confidence AS confidence,
     coalesce(r.own_words, true) AS own_words
ORDER BY own_words DESC, confidence DESC, p.ts, p.id
WITH attacker, target, own, attacks, min(p.created_at) AS first_at,
     max(p.created_at) AS last_at, collect(p.id) AS evidence
RETURN attacker AS account, target, 'ATTACKS' AS stance, attacks AS posts, own, first_at, last_at,
       evidence[0..$evidence] AS evidence
ORDER BY posts DESC, account, target
LIMIT $limit
UNION ALL
MATCH (t:Target)<-[r:SUPPORTS]-(p:Post)<-[:POSTED]-(a:Account)
WHERE $accounts IS NULL OR a.id IN $accounts
WITH a.id AS account, t.id AS target, p, coalesce(r.own_words, true) AS own_words,
     coalesce(r.confidence, 0.0) AS confidence
ORDER BY own_words DESC, confidence DESC, p.ts, p.id
WITH account, target, count(p) AS posts, sum(CASE WHEN own_words THEN 1 ELSE 0 END) AS own,
     min(p.created_at) AS first_at, max(p.created_at) AS last_at, collect(p.id) AS evidence
RETURN account, target, 'SUPPORTS' AS stance, posts, own, first_at, last_at,
       evidence[0..$evidence] AS evidence
ORDER BY posts DESC, account, target
LIMIT $limit
