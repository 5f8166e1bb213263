// ---
// title: Attacks and support over time
// question: "When was each figure attacked and supported, hour by hour?"
// category: targets
// description: >
//   Posts that attack or support each figure, by the hour or any other step, so that an attack
//   stands out from everyday activity, and apart from them those that are unclear. Steps without a
//   post have no row.
// reading: >
//   A row is a step of time with at least one post. Compare own_attacks with reposted_attacks:
//   many reposts of few posts are amplification. What is unclear waits for a reader and makes
//   nobody an attacker.
// caveats: >
//   The counts follow what was collected: a quiet hour may be one without a collection.
// method: docs/figures.md
// companions: [attack-sparks, target-dossier, collection-gaps]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   step: {type: integer, default: 3600, description: Length of a step in seconds.}
//   start_ts: {type: integer, default: 0, description: "Start of the span, epoch seconds."}
//   end_ts: {type: integer, default: 4102444800, description: "End of the span, epoch seconds."}
//   limit: {type: integer, default: 5000, description: Maximum number of steps.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   step_ts: {type: integer, description: "When the step begins, epoch seconds."}
//   first_at: {type: string, description: First post in the step.}
//   own_attacks: {type: integer, description: Attacks in the author's own words.}
//   reposted_attacks: {type: integer, description: Attacks passed on.}
//   supports: {type: integer, description: Posts that support the figure.}
//   unclear: {type: integer, description: Posts whose words may attack or support it and may not.}
//   accounts: {type: integer, description: Accounts that attacked or supported it.}
// ---
MATCH (t:Target)<-[r:ATTACKS|SUPPORTS|CONCERNS]-(p:Post)
WHERE (type(r) <> 'CONCERNS' OR coalesce(r.unclear, false))
  AND ($target IS NULL OR t.id = $target) AND p.ts >= $start_ts AND p.ts <= $end_ts
OPTIONAL MATCH (p)<-[:POSTED]-(a:Account)
WITH t.id AS target, p.ts - p.ts % $step AS step_ts, min(p.created_at) AS first_at,
     sum(CASE WHEN type(r) = 'ATTACKS' AND coalesce(r.own_words, true) THEN 1 ELSE 0 END)
       AS own_attacks,
     sum(CASE WHEN type(r) = 'ATTACKS' AND NOT coalesce(r.own_words, true) THEN 1 ELSE 0 END)
       AS reposted_attacks,
     sum(CASE WHEN type(r) = 'SUPPORTS' THEN 1 ELSE 0 END) AS supports,
     sum(CASE WHEN type(r) = 'CONCERNS' THEN 1 ELSE 0 END) AS unclear,
     count(DISTINCT CASE WHEN type(r) <> 'CONCERNS' THEN a ELSE null END) AS accounts
RETURN target, step_ts, first_at, own_attacks, reposted_attacks, supports, unclear,
       accounts
ORDER BY target, step_ts
LIMIT $limit
