// ---
// title: Attackers by reach
// question: "Which attackers have most reach?"
// category: targets
// description: >
//   Accounts that attack a figure, those with most followers first, with how often their attacks
//   were passed on. Who is an attacker is told in multi-target-attackers.
// reading: >
//   A row is an account and a figure, those with most followers first; reposts_received counts
//   reposts of its attacks.
// caveats: >
//   Followers are as last seen, and may be bought.
// companions: [attack-sparks, post-evidence]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   min_followers: {type: integer, default: 0, description: Least followers.}
//   min_confidence: {type: float, default: 0.5, description: "Least confidence of a mark, 0 to 1."}
//   evidence: {type: integer, default: 5, description: Most posts given as evidence.}
//   limit: {type: integer, default: 100, description: Most rows.}
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
MATCH (t:Target)<-[r:ATTACKS]-(p:Post)
WHERE ($target IS NULL OR t.id = $target) AND r.confidence >= $min_confidence
MATCH (p)<-[:POSTED]-(a:Account)
WHERE coalesce(a.followers, 0) >= $min_followers
WITH t, a, p, r.own_words AS own, COUNT { (p)<-[:REPOSTS]-(:Post) } AS received
ORDER BY t.id, a.id, own DESC, received DESC, p.ts, p.id
WITH t, a, sum(CASE WHEN own THEN 1 ELSE 0 END) AS own_attacks,
     sum(CASE WHEN own THEN 0 ELSE 1 END) AS reposted_attacks,
     sum(CASE WHEN own THEN received ELSE 0 END) AS reposts_received,
     min(p.created_at) AS first_at, collect(coalesce(p.url, p.id)) AS posts
OPTIONAL MATCH (a)-[:POSTED]->(:Post)-[s:SUPPORTS]->(t)
WITH t, a, own_attacks, reposted_attacks, reposts_received, first_at, posts,
     sum(CASE WHEN s IS NULL THEN 0 WHEN coalesce(s.own_words, true) THEN 2 ELSE 1 END) AS support
WHERE 2 * own_attacks + reposted_attacks > support AND (own_attacks > 0 OR reposted_attacks > 1)
RETURN a.id AS account, a.handle AS handle, a.followers AS followers, a.verified AS verified,
       t.id AS target, own_attacks, reposted_attacks, reposts_received, first_at,
       posts[0..$evidence] AS evidence
ORDER BY coalesce(followers, -1) DESC, account, target
LIMIT $limit
