// ---
// title: Figures attacked by the same accounts
// question: "Are two figures attacked by the same accounts?"
// category: targets
// description: >
//   Pairs of figures with the accounts that attack both, how many to expect by chance, and the lift:
//   how many times more there are. By chance, whether an account attacks one figure says nothing
//   about whether it attacks the other, among accounts that post about as much: with 1 post, 2 to 3,
//   4 to 7, and so on by powers of two. Of m such accounts, of which a attack the one and b the
//   other, a b / m would attack both; expected is the sum. Pairs with no attacker in common,
//   expected or seen, are left out.
//   Who is an attacker of a figure is explained in multi-target-attackers.
// reading: >
//   A row is a pair of figures. lift says how many times more accounts attack both than expected
//   by chance.
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
  WITH COUNT { (a)-[:POSTED]->(:Post) } AS posts WHERE posts > 0
  WITH posts, count(*) AS accounts
  WITH toInteger(log(posts + 0.5) / log(2.0)) AS level, sum(accounts) AS accounts
  RETURN collect({level: level, accounts: accounts}) AS levels
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
  WITH attacker, collect(target) AS targets
  MATCH (a:Account {id: attacker})
  WITH targets, COUNT { (a)-[:POSTED]->(:Post) } AS posts
  WITH targets, toInteger(log(posts + 0.5) / log(2.0)) AS level
  UNWIND targets AS target_a
  UNWIND targets AS target_b
  WITH target_a, target_b, level, count(*) AS accounts WHERE target_a <= target_b
  RETURN collect({a: target_a, b: target_b, level: level, accounts: accounts}) AS shared
}
// A figure's attackers are those that it shares with itself.
UNWIND levels AS posting
WITH shared, posting, [x IN shared WHERE x.a = x.b AND x.level = posting.level] AS attackers
UNWIND attackers AS one
UNWIND attackers AS other
WITH shared, one.a AS target_a, other.a AS target_b,
     sum(1.0 * one.accounts * other.accounts / posting.accounts) AS expected
WHERE target_a < target_b
WITH target_a, target_b, expected,
     reduce(n = 0, x IN shared | n + CASE WHEN x.a = target_a AND x.b = target_a
                                          THEN x.accounts ELSE 0 END) AS attackers_a,
     reduce(n = 0, x IN shared | n + CASE WHEN x.a = target_b AND x.b = target_b
                                          THEN x.accounts ELSE 0 END) AS attackers_b,
     reduce(n = 0, x IN shared | n + CASE WHEN x.a = target_a AND x.b = target_b
                                          THEN x.accounts ELSE 0 END) AS both
RETURN target_a, target_b, attackers_a, attackers_b, both AS shared,
       round(10000.0 * both / (attackers_a + attackers_b - both)) / 10000.0 AS jaccard,
       round(1000.0 * expected) / 1000.0 AS expected,
       round(100.0 * both / expected) / 100.0 AS lift
ORDER BY shared DESC, target_a, target_b
LIMIT $limit
