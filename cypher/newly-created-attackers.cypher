// ---
// title: Attackers with new accounts
// question: "Which attackers have brand-new accounts?"
// category: targets
// description: >
//   Accounts that attacked a figure within days of being made. New accounts are not false ones, but
//   many of them at once are a sign. Accounts that support the figure as often are left out.
// reading: >
//   A row is an account with its age in days at its first attack.
// caveats: >
//   A new account is not a false one; many in the same days are a sign.
// companions: [accounts-made-together, post-evidence]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   days: {type: integer, default: 30, description: Most days between the two.}
//   evidence: {type: integer, default: 5, description: Most posts given as evidence.}
//   limit: {type: integer, default: 500, description: Most rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   created_at: {type: string, description: When it was made.}
//   target: {type: string, description: Id of the figure.}
//   first_at: {type: string, description: Its first attack.}
//   age_days: {type: float, description: Days between the two.}
//   own_attacks: {type: integer, description: Attacks in words of its own.}
//   reposted_attacks: {type: integer, description: Attacks of others that it passed on.}
//   evidence: {type: list, description: "Posts to open, own words first: URLs, or ids."}
// ---
MATCH (t:Target)<-[r:ATTACKS]-(p:Post)
WHERE ($target IS NULL OR t.id = $target) AND p.ts IS NOT NULL
MATCH (p)<-[:POSTED]-(a:Account)
WHERE a.created_at IS NOT NULL
WITH t, a, p, r.own_words AS own ORDER BY t.id, a.id, own DESC, p.ts, p.id
WITH t, a, min(p.ts) AS first_ts, min(p.created_at) AS first_at,
     sum(CASE WHEN own THEN 1 ELSE 0 END) AS own_attacks,
     sum(CASE WHEN own THEN 0 ELSE 1 END) AS reposted_attacks,
     collect(coalesce(p.url, p.id)) AS posts
WITH t, a, first_at, own_attacks, reposted_attacks, posts,
     (first_ts - datetime(a.created_at).epochSeconds) / 86400.0 AS age
WHERE age >= 0 AND age <= $days AND (own_attacks > 0 OR reposted_attacks > 1)
OPTIONAL MATCH (a)-[:POSTED]->(:Post)-[s:SUPPORTS]->(t)
WITH t, a, first_at, own_attacks, reposted_attacks, posts, age,
     sum(CASE WHEN s IS NULL THEN 0 WHEN coalesce(s.own_words, true) THEN 2 ELSE 1 END) AS support
WHERE 2 * own_attacks + reposted_attacks > support
RETURN a.id AS account, a.handle AS handle, a.created_at AS created_at, t.id AS target, first_at,
       round(10.0 * age) / 10.0 AS age_days, own_attacks, reposted_attacks,
       posts[0..$evidence] AS evidence
ORDER BY age_days, account, target
LIMIT $limit
