// ---
// title: Accounts that come back to the same figure
// question: "Who comes back to attack the same figure again?"
// category: targets
// description: >
//   Accounts that attack one figure in waves: times of attack that lie at least a week apart (or
//   any other gap). Accounts whose support of the figure outweighs that are left out.
// reading: >
//   A row is an account and a figure. waves counts times of attack that lie at least the gap
//   apart.
// caveats: >
//   A collection that covers few days cannot show waves.
// method: docs/figures.md
// companions: [attack-timeline, post-evidence]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   gap: {type: integer, default: 604800, description: "Seconds that part two waves, at least."}
//   min_waves: {type: integer, default: 2, description: Minimum number of waves.}
//   min_confidence: {type: float, default: 0.5, minimum: 0, maximum: 1, description: "Minimum confidence of an attack, 0 to 1."}
//   limit: {type: integer, default: 500, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   target: {type: string, description: Id of the figure.}
//   waves: {type: integer, description: Waves of attacks.}
//   attacks: {type: integer, description: Attacks in all.}
//   own_attacks: {type: integer, description: Those in words of its own.}
//   first_at: {type: string, description: First attack.}
//   last_at: {type: string, description: Last attack.}
//   span_days: {type: float, description: Days between the two.}
//   evidence: {type: list, description: "The first post of each wave: URL, or id."}
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
// First, since the embedded engine forgets half of a WHERE on a figure and an account at once.
WITH target, attacker, attacks, own
WHERE $target IS NULL OR target = $target
MATCH (a:Account {id: attacker})-[:POSTED]->(p:Post)-[r:ATTACKS]->(:Target {id: target})
WHERE r.confidence >= $min_confidence AND p.ts IS NOT NULL
WITH a, target, own, attacks, p ORDER BY p.ts, p.id
WITH a, target, own, attacks, collect(p.ts) AS times, collect(coalesce(p.url, p.id)) AS posts,
     min(p.created_at) AS first_at, max(p.created_at) AS last_at
WITH a, target, own, attacks, times, first_at, last_at,
     [i IN range(0, size(times) - 1) WHERE i = 0 OR times[i] - times[i - 1] >= $gap | posts[i]]
       AS evidence
WHERE size(evidence) >= $min_waves
RETURN a.id AS account, a.handle AS handle, target, size(evidence) AS waves, attacks,
       own AS own_attacks, first_at, last_at,
       round((times[size(times) - 1] - times[0]) / 8640.0) / 10.0 AS span_days, evidence
ORDER BY waves DESC, attacks DESC, account, target
LIMIT $limit
