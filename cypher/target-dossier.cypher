// ---
// title: What was done to a figure
// question: "What was done to each figure, in one row?"
// category: targets
// description: >
//   One row per figure: how many posts attack, support or merely mention it, or are unclear, from how
//   many accounts, since when, with which hashtags and by which kinds of rule. Who is an attacker is explained in
//   multi-target-attackers.
// reading: >
//   A row is a figure with its attacks, supports, people and rules.
// caveats: >
//   Counts are of what the rules found; `meute figures evaluate` tells how far they can be
//   trusted.
// method: docs/figures.md
// companions: [attack-timeline, threats, counter-speech]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   top: {type: integer, default: 10, description: Maximum number of hashtags and kinds listed.}
//   min_confidence: {type: float, default: 0.5, minimum: 0, maximum: 1, description: "Minimum confidence of an attack, 0 to 1."}
//   limit: {type: integer, default: 100, description: Maximum number of figures.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   display_name: {type: string, description: Its name.}
//   accounts: {type: list, description: Its own accounts.}
//   own_attacks: {type: integer, description: Attacks in the author's own words.}
//   reposted_attacks: {type: integer, description: Attacks passed on.}
//   attackers: {type: integer, description: Accounts that attack it.}
//   supports: {type: integer, description: Posts that support it.}
//   supporters: {type: integer, description: Accounts that support it.}
//   unclear: {type: integer, description: Posts whose words may or may not attack or support it.}
//   concerns: {type: integer, description: Other posts about it.}
//   threats: {type: integer, description: Threats in the author's own words.}
//   first_at: {type: string, description: First attack.}
//   last_at: {type: string, description: Last attack.}
//   hashtags: {type: list, description: "Hashtags of the attacks, most frequent first."}
//   rules: {type: list, description: "Rules that found them, most frequent first."}
// ---
MATCH (t:Target)
WHERE $target IS NULL OR t.id = $target
CALL (t) {
  MATCH (t)-[:HAS_ACCOUNT]->(a:Account)
  WITH coalesce(a.handle, a.id) AS name ORDER BY a.id
  RETURN collect(name) AS accounts
}
CALL (t) {
  MATCH (t)<-[r:ATTACKS]-(p:Post)
  RETURN sum(CASE WHEN coalesce(r.own_words, true) THEN 1 ELSE 0 END) AS own_attacks,
         count(r) AS attacks, min(p.created_at) AS first_at, max(p.created_at) AS last_at,
         sum(CASE WHEN coalesce(r.own_words, true) AND r.category CONTAINS 'threat' THEN 1
             ELSE 0 END) AS threats
}
CALL (t) {
  MATCH (t:Target)<-[r:ATTACKS|SUPPORTS]-(p:Post)<-[:POSTED]-(a:Account)
  WHERE type(r) = 'SUPPORTS' OR r.confidence >= $min_confidence
  WITH t.id AS target, a.id AS attacker, type(r) = 'ATTACKS' AS attack,
       CASE WHEN coalesce(r.own_words, true) THEN 2 ELSE 1 END AS weight
  WITH target, attacker, sum(CASE WHEN attack THEN 1 ELSE 0 END) AS attacks,
       sum(CASE WHEN attack AND weight = 2 THEN 1 ELSE 0 END) AS own,
       sum(CASE WHEN attack THEN weight ELSE 0 END) AS against,
       sum(CASE WHEN attack THEN 0 ELSE weight END) AS support
  WHERE against > support AND (own > 0 OR attacks > 1)
  RETURN count(attacker) AS attackers
}
CALL (t) {
  MATCH (t)<-[:SUPPORTS]-(p:Post)
  OPTIONAL MATCH (p)<-[:POSTED]-(a:Account)
  RETURN count(p) AS supports, count(DISTINCT a.id) AS supporters
}
CALL (t) {
  MATCH (t)<-[c:CONCERNS]-(:Post)
  RETURN sum(CASE WHEN c.unclear THEN 1 ELSE 0 END) AS unclear,
         sum(CASE WHEN c.unclear THEN 0 ELSE 1 END) AS concerns
}
CALL (t) {
  MATCH (t)<-[:ATTACKS]-(p:Post)-[:TAGGED]->(h:Hashtag)
  WITH h.id AS tag, count(p) AS uses ORDER BY uses DESC, tag
  RETURN collect(tag) AS hashtags
}
CALL (t) {
  MATCH (t)<-[r:ATTACKS]-(:Post)
  WITH r.rule AS rule, count(*) AS fired ORDER BY fired DESC, rule
  RETURN collect(rule) AS rules
}
RETURN t.id AS target, t.display_name AS display_name, accounts, own_attacks,
       attacks - own_attacks AS reposted_attacks, attackers, supports, supporters, unclear, concerns,
       threats, first_at, last_at, hashtags[0..$top] AS hashtags, rules[0..$top] AS rules
ORDER BY target
LIMIT $limit
