// ---
// title: Attackers by reach
// question: "Which attackers have most reach?"
// category: targets
// description: >
//   Accounts that attack a figure, most followers first, with how often their attacks
//   were passed on. Who is an attacker is explained in multi-target-attackers.
// reading: >
//   A row is an account and a figure, most followers first; reposts_received counts
//   reposts of its attacks.
// caveats: >
//   Followers are as last seen, and may be bought.
// method: docs/figures.md
// companions: [attack-sparks, post-evidence]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   min_followers: {type: integer, default: 0, description: Minimum number of followers.}
//   min_confidence: {type: float, default: 0.5, description: "Minimum confidence of a mark, 0 to 1."}
//   evidence: {type: integer, default: 5, description: Maximum number of posts given as evidence.}
//   limit: {type: integer, default: 100, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   followers: {type: integer, description: Accounts that follow it.}
//   verified: {type: boolean, description: Whether it carries the platform's mark.}
//   target: {type: string, description: Id of the figure.}
//   own_attacks: {type: integer, description: Attacks in words of its own.}
//   reposted_attacks: {type: integer, description: Attacks of others that it passed on.}
//   reposts_received: {type: integer, description: Reposts of its own attacks.}
//   first_at: {type: string, description: First attack.}
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
WHERE coalesce(a.followers, 0) >= $min_followers
MATCH (a)-[:POSTED]->(p:Post)-[r:ATTACKS]->(:Target {id: target})
WHERE r.confidence >= $min_confidence
WITH a, target, own, attacks, p, coalesce(r.own_words, true) AS own_words,
     COUNT { (p)<-[:REPOSTS]-(:Post) } AS received
ORDER BY own_words DESC, received DESC, p.ts, p.id
WITH a, target, own, attacks, sum(CASE WHEN own_words THEN received ELSE 0 END) AS received,
     min(p.created_at) AS first_at, collect(coalesce(p.url, p.id)) AS posts
RETURN a.id AS account, a.handle AS handle, a.followers AS followers, a.verified AS verified,
       target, own AS own_attacks, attacks - own AS reposted_attacks,
       received AS reposts_received, first_at, posts[0..$evidence] AS evidence
ORDER BY coalesce(followers, -1) DESC, account, target
LIMIT $limit
