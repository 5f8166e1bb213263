// ---
// title: Figures attacked by the same accounts
// question: "Are two figures attacked by the same accounts?"
// category: targets
// description: >
//   Pairs of figures with the accounts that attack both, how many chance would give by how much each
//   account posts (see multi-target-attackers), and the lift: how many times more there are.
//   Who is an attacker of a figure is told in multi-target-attackers.
// reading: >
//   A row is a pair of figures. lift says how many times more accounts attack both than chance
//   would give.
// caveats: >
//   A few heavy posters attack everybody; expected allows for how much each account posts.
// companions: [multi-target-attackers, second-targets]
// parameters:
//   min_confidence: {type: float, default: 0.5, description: "Least confidence of a mark, 0 to 1."}
//   limit: {type: integer, default: 200, description: Most pairs.}
// columns:
//   target_a: {type: string, description: One figure.}
//   target_b: {type: string, description: The other one.}
//   attackers_a: {type: integer, description: Accounts that attack the first.}
//   attackers_b: {type: integer, description: Accounts that attack the second.}
//   shared: {type: integer, description: Accounts that attack both.}
//   jaccard: {type: float, description: "Shared attackers of all attackers of either, 0 to 1."}
//   expected: {type: float, description: Accounts that would attack both by chance.}
//   lift: {type: float, description: Shared attackers over expected ones.}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)
WITH a, count(p) AS n
WITH n, count(a) AS accounts ORDER BY n
WITH collect({n: n, accounts: accounts}) AS activity
MATCH (t:Target)<-[r:ATTACKS]-(p:Post)
WHERE r.confidence >= $min_confidence
MATCH (p)<-[:POSTED]-(a:Account)
WITH activity, t, a, sum(CASE WHEN coalesce(r.own_words, true) THEN 2 ELSE 1 END) AS against,
     sum(CASE WHEN coalesce(r.own_words, true) THEN 1 ELSE 0 END) AS own, count(p) AS attacks
OPTIONAL MATCH (a)-[:POSTED]->(:Post)-[s:SUPPORTS]->(t)
WITH activity, t, a, against, own, attacks,
     sum(CASE WHEN s IS NULL THEN 0 WHEN coalesce(s.own_words, true) THEN 2 ELSE 1 END) AS support
WHERE against > support AND (own > 0 OR attacks > 1)
WITH activity, t.id AS target, a.id AS attacker ORDER BY target, attacker
WITH activity, target, collect(attacker) AS attackers
WITH activity, target, attackers, reduce(b = [0.0, 50.0], i IN range(1, 50) |
       CASE WHEN reduce(s = 0.0, x IN activity |
                        s + x.accounts * (1.0 - exp(-0.5 * (b[0] + b[1]) * x.n))) < size(attackers)
         THEN [0.5 * (b[0] + b[1]), b[1]] ELSE [b[0], 0.5 * (b[0] + b[1])] END) AS rate
ORDER BY target
WITH activity, collect({target: target, attackers: attackers, rate: rate[0]}) AS attacked
UNWIND attacked AS one
UNWIND attacked AS other
WITH activity, one, other WHERE one.target < other.target
WITH one.target AS target_a, other.target AS target_b, size(one.attackers) AS attackers_a,
     size(other.attackers) AS attackers_b,
     size([x IN one.attackers WHERE x IN other.attackers]) AS shared,
     reduce(e = 0.0, x IN activity | e + x.accounts * (1.0 - exp(-one.rate * x.n))
       * (1.0 - exp(-other.rate * x.n))) AS expected
RETURN target_a, target_b, attackers_a, attackers_b, shared,
       round(10000.0 * shared / (attackers_a + attackers_b - shared)) / 10000.0 AS jaccard,
       round(1000.0 * expected) / 1000.0 AS expected,
       round(100.0 * shared / expected) / 100.0 AS lift
ORDER BY shared DESC, target_a, target_b
LIMIT $limit
