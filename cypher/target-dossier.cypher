// ---
// title: What was done to a figure
// question: "What was done to each figure, in one row?"
// category: targets
// description: >
//   One row a figure: how many posts attack, support or merely concern it, or are unclear, by how
//   many accounts, since when, with which hashtags and in which kinds. Who is an attacker is told in
//   multi-target-attackers.
// reading: >
//   A row is a figure with its attacks, supports, people and rules.
// caveats: >
//   Counts are of what the rules found; `meute figures evaluate` tells how far they can be
//   trusted.
// companions: [attack-timeline, threats, counter-speech]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   top: {type: integer, default: 10, description: Most hashtags and kinds listed.}
//   limit: {type: integer, default: 100, description: Most figures.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   display_name: {type: string, description: Its name.}
//   accounts: {type: list, description: Its own accounts.}
//   own_attacks: {type: integer, description: Attacks in the author's own words.}
//   reposted_attacks: {type: integer, description: Attacks passed on.}
//   attackers: {type: integer, description: Accounts that attack it.}
//   supports: {type: integer, description: Posts that support it.}
//   supporters: {type: integer, description: Accounts that support it.}
//   unclear: {type: integer, description: Posts whose words may attack or support it and may not.}
//   concerns: {type: integer, description: Other posts about it.}
//   threats: {type: integer, description: Threats in the author's own words.}
//   first_at: {type: string, description: First attack.}
//   last_at: {type: string, description: Last attack.}
//   hashtags: {type: list, description: "Hashtags of the attacks, most frequent first."}
//   rules: {type: list, description: "Rules that found them, most frequent first."}
// ---
MATCH (t:Target)
WHERE $target IS NULL OR t.id = $target
OPTIONAL MATCH (t)-[:HAS_ACCOUNT]->(own:Account)
WITH t, own ORDER BY t.id, own.id
WITH t, collect(coalesce(own.handle, own.id)) AS accounts
OPTIONAL MATCH (t)<-[r:ATTACKS]-(p:Post)
WITH t, accounts, sum(CASE WHEN r.own_words THEN 1 ELSE 0 END) AS own_attacks,
     count(r) AS attacks, min(p.created_at) AS first_at, max(p.created_at) AS last_at,
     sum(CASE WHEN r.own_words AND r.category CONTAINS 'threat' THEN 1 ELSE 0 END) AS threats
OPTIONAL MATCH (t)<-[r:ATTACKS]-(p:Post)
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats,
     head([(p)<-[:POSTED]-(a:Account) | a.id]) AS attacker, count(p) AS hits,
     sum(CASE WHEN coalesce(r.own_words, true) THEN 1 ELSE 0 END) AS spoken
OPTIONAL MATCH (:Account {id: attacker})-[:POSTED]->(:Post)-[s:SUPPORTS]->(t)
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats, attacker, hits, spoken,
     sum(CASE WHEN s IS NULL THEN 0 WHEN coalesce(s.own_words, true) THEN 2 ELSE 1 END) AS support
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats,
     sum(CASE WHEN attacker IS NOT NULL AND hits + spoken > support AND (spoken > 0 OR hits > 1)
         THEN 1 ELSE 0 END) AS attackers
OPTIONAL MATCH (t)<-[:SUPPORTS]-(s:Post)
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats, attackers, s,
     head([(s)<-[:POSTED]-(b:Account) | b.id]) AS supporter
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats, attackers,
     count(s) AS supports, count(DISTINCT supporter) AS supporters
OPTIONAL MATCH (t)<-[c:CONCERNS]-(:Post)
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats, attackers, supports,
     supporters, sum(CASE WHEN c.unclear THEN 1 ELSE 0 END) AS unclear,
     sum(CASE WHEN c IS NULL OR c.unclear THEN 0 ELSE 1 END) AS concerns
OPTIONAL MATCH (t)<-[:ATTACKS]-(p:Post)-[:TAGGED]->(h:Hashtag)
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats, attackers, supports,
     supporters, unclear, concerns, h.id AS tag, count(p) AS uses
ORDER BY t.id, uses DESC, tag
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats, attackers, supports,
     supporters, unclear, concerns, collect(tag) AS hashtags
OPTIONAL MATCH (t)<-[r:ATTACKS]-(:Post)
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats, attackers, supports,
     supporters, unclear, concerns, hashtags, r.rule AS rule, count(*) AS fired
ORDER BY t.id, fired DESC, rule
WITH t, accounts, own_attacks, attacks, first_at, last_at, threats, attackers, supports,
     supporters, unclear, concerns, hashtags, collect(rule) AS rules
RETURN t.id AS target, t.display_name AS display_name, accounts, own_attacks,
       attacks - own_attacks AS reposted_attacks, attackers, supports, supporters, unclear, concerns,
       threats, first_at, last_at, hashtags[0..$top] AS hashtags, rules[0..$top] AS rules
ORDER BY target
LIMIT $limit
