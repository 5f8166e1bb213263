// ---
// title: Accounts that come back to the same figure
// question: "Who comes back to attack the same figure again?"
// category: targets
// description: >
//   Accounts that attack one figure in waves: times of attack that lie at least a week apart (or
//   any other gap). Accounts that support the figure as often as they attack it are left out.
// reading: >
//   A row is an account and a figure. waves counts times of attack that lie at least the gap
//   apart.
// caveats: >
//   A collection that covers few days cannot show waves.
// companions: [attack-timeline, post-evidence]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   gap: {type: integer, default: 604800, description: "Seconds that part two waves, at least."}
//   min_waves: {type: integer, default: 2, description: Least number of waves.}
//   limit: {type: integer, default: 500, description: Most rows.}
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
MATCH (t:Target)<-[r:ATTACKS]-(p:Post)
WHERE ($target IS NULL OR t.id = $target) AND p.ts IS NOT NULL
MATCH (p)<-[:POSTED]-(a:Account)
WITH t, a, p, r ORDER BY t.id, a.id, p.ts, p.id
WITH t, a, collect(p.ts) AS times, collect(coalesce(p.url, p.id)) AS posts,
     sum(CASE WHEN r.own_words THEN 1 ELSE 0 END) AS own_attacks,
     min(p.created_at) AS first_at, max(p.created_at) AS last_at
WITH t, a, times, own_attacks, first_at, last_at,
     [i IN range(0, size(times) - 1) WHERE i = 0 OR times[i] - times[i - 1] >= $gap | posts[i]]
       AS evidence
WHERE size(evidence) >= $min_waves
OPTIONAL MATCH (a)-[:POSTED]->(:Post)-[s:SUPPORTS]->(t)
WITH t, a, times, own_attacks, first_at, last_at, evidence,
     sum(CASE WHEN s IS NULL THEN 0 WHEN coalesce(s.own_words, true) THEN 2 ELSE 1 END) AS support
WHERE own_attacks + size(times) > support
RETURN a.id AS account, a.handle AS handle, t.id AS target, size(evidence) AS waves,
       size(times) AS attacks, own_attacks, first_at, last_at,
       round((times[size(times) - 1] - times[0]) / 8640.0) / 10.0 AS span_days, evidence
ORDER BY waves DESC, attacks DESC, account, target
LIMIT $limit
