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
// method: docs/figures.md
// companions: [multi-target-attackers, second-targets]
// parameters:
//   min_confidence: {type: float, default: 0.5, description: "Minimum confidence of a mark, 0 to 1."}
//   limit: {type: integer, default: 200, description: Maximum number of pairs.}
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
CALL () {
  MATCH (a:Account)
  WITH COUNT { (a)-[:POSTED]->(:Post) } AS n WHERE n > 0
  WITH n, count(*) AS accounts ORDER BY n
  RETURN collect({n: n, accounts: accounts}) AS activity
}
CALL () {
  MATCH (t:Target)<-[r:ATTACKS|SUPPORTS]-(p:Post)<-[:POSTED]-(a:Account)
  WHERE type(r) = 'SUPPORTS' OR r.confidence >= $min_confidence
  WITH t.id AS target, a.id AS attacker, type(r) = 'ATTACKS' AS attack,
       CASE WHEN coalesce(r.own_words, true) THEN 2 ELSE 1 END AS weight
  WITH target, attacker, sum(CASE WHEN attack THEN 1 ELSE 0 END) AS attacks,
       sum(CASE WHEN attack AND weight = 2 THEN 1 ELSE 0 END) AS own,
       sum(CASE WHEN attack THEN weight ELSE 0 END) AS against,
       sum(CASE WHEN attack THEN 0 ELSE weight END) AS support
  WHERE against > support AND (own > 0 OR attacks > 1)
  WITH attacker, target ORDER BY attacker, target
  WITH attacker, collect(target) AS targets
  UNWIND targets AS target_a
  UNWIND targets AS target_b
  WITH target_a, target_b, count(attacker) AS shared
  WHERE target_a <= target_b
  WITH target_a, target_b, shared ORDER BY target_a, target_b
  RETURN collect({a: target_a, b: target_b, shared: shared}) AS pairs
}
// A figure's attackers are those that it shares with itself.
WITH activity, pairs, [x IN pairs WHERE x.a = x.b | {target: x.a, attackers: x.shared}] AS figures
WITH activity, pairs, [figure IN figures | {target: figure.target, attackers: figure.attackers,
       rate: reduce(b = [0.0, 50.0], i IN range(1, 50) |
       CASE WHEN reduce(s = 0.0, x IN activity |
                        s + x.accounts * (1.0 - exp(-0.5 * (b[0] + b[1]) * x.n)))
                 < figure.attackers
         THEN [0.5 * (b[0] + b[1]), b[1]] ELSE [b[0], 0.5 * (b[0] + b[1])] END)[0]}] AS figures
UNWIND figures AS first
WITH activity, figures, first, [x IN pairs WHERE x.a = first.target] AS pairs
UNWIND figures AS second
WITH activity, pairs, first, second WHERE first.target < second.target
WITH first, second,
     coalesce(head([x IN pairs WHERE x.b = second.target | x.shared]), 0) AS shared,
     reduce(e = 0.0, x IN activity | e + x.accounts * (1.0 - exp(-first.rate * x.n))
       * (1.0 - exp(-second.rate * x.n))) AS expected
RETURN first.target AS target_a, second.target AS target_b, first.attackers AS attackers_a,
       second.attackers AS attackers_b, shared,
       round(10000.0 * shared / (first.attackers + second.attackers - shared)) / 10000.0
         AS jaccard,
       round(1000.0 * expected) / 1000.0 AS expected,
       round(100.0 * shared / expected) / 100.0 AS lift
ORDER BY shared DESC, target_a, target_b
LIMIT $limit
