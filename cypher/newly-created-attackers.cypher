// ---
// title: Attackers with new accounts
// question: "Which attackers have brand-new accounts?"
// category: targets
// description: >
//   Accounts that attacked a figure within days of being created. New accounts are not false ones, but
//   many of them at once are a sign. Accounts that support the figure as often are left out.
// reading: >
//   A row is an account with its age in days at its first attack.
// caveats: >
//   A new account is not a false one; many in the same days are a sign.
// method: docs/figures.md
// companions: [accounts-made-together, post-evidence]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   days: {type: integer, default: 30, description: Maximum number of days between the two.}
//   evidence: {type: integer, default: 5, description: Maximum number of posts given as evidence.}
//   min_confidence: {type: float, default: 0.5, minimum: 0, maximum: 1, description: "Minimum confidence of an attack, 0 to 1."}
//   limit: {type: integer, default: 500, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   created_at: {type: string, description: When it was created.}
//   target: {type: string, description: Id of the figure.}
//   first_at: {type: string, description: Its first attack.}
//   age_days: {type: float, description: Days between the two.}
//   own_attacks: {type: integer, description: Attacks in words of its own.}
//   reposted_attacks: {type: integer, description: Attacks of others that it passed on.}
//   evidence: {type: list, description: "Posts to open, own words first: URLs, or ids."}
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
MATCH (a:Account {id: attacker})
WHERE a.created_at IS NOT NULL
MATCH (a)-[:POSTED]->(p:Post)-[r:ATTACKS]->(:Target {id: target})
WHERE r.confidence >= $min_confidence
WITH a, target, own, attacks, p, coalesce(r.own_words, true) AS own_words
ORDER BY own_words DESC, p.ts, p.id
WITH a, target, own, attacks, min(p.ts) AS first_ts, min(p.created_at) AS first_at,
     collect(coalesce(p.url, p.id)) AS posts
WITH a, target, own, attacks, first_at, posts,
     (first_ts - datetime(a.created_at).epochSeconds) / 86400.0 AS age
WHERE age >= 0 AND age <= $days
RETURN a.id AS account, a.handle AS handle, a.created_at AS created_at, target, first_at,
       round(10.0 * age) / 10.0 AS age_days, own AS own_attacks,
       attacks - own AS reposted_attacks, posts[0..$evidence] AS evidence
ORDER BY age_days, account, target
LIMIT $limit
