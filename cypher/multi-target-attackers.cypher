// ---
// title: Accounts that attack several targets
// question: "Which accounts attack more than one figure?"
// category: targets
// description: >
//   Accounts whose posts attack two or more figures, with posts to open. An account is called an
//   attacker of a figure by its own words or by more than one repost, and only where these outweigh its
//   support of the figure, own words counting twice: many supporters repost an attack to show it.
//   Per figure there is an interval for the share of attacks among its posts about the figure
//   (Wilson, 90 %; one post gives a wide one), and whether it would be called so without any one of
//   them; sure attackers come first. Unclear posts count for nothing. How many accounts would attack
//   two figures by chance is explained in target-overlap.
// reading: >
//   A row is an account with the posts to open. target-overlap says whether there are more of
//   them than expected by chance.
// caveats: >
//   An attack is what the rules found: open the posts in evidence before you name anybody.
// method: docs/figures.md
// companions: [target-overlap, account-record, post-evidence]
// parameters:
//   min_targets: {type: integer, default: 2, description: Minimum number of figures.}
//   min_confidence: {type: float, default: 0.5, description: "Minimum confidence of a mark, 0 to 1."}
//   only_stable: {type: boolean, default: false, description: "Only those who would attack as many figures if any one of its attacks on each were none."}
//   evidence: {type: integer, default: 10, description: Maximum number of posts given as evidence.}
//   limit: {type: integer, default: 500, description: Maximum number of accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   targets: {type: list, description: "Ids of the figures it attacks, sorted."}
//   low: {type: list, description: "Per figure, the lower bound of the share of attacks among its posts on the figure."}
//   high: {type: list, description: "Per figure, the upper bound of that share."}
//   stable: {type: integer, description: Figures that it attacks even without any one of its posts.}
//   own_attacks: {type: integer, description: Attacks in words of its own.}
//   reposted_attacks: {type: integer, description: Attacks of others that it passed on.}
//   first_at: {type: string, description: First attack.}
//   last_at: {type: string, description: Last attack.}
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
WITH target, attacker, 0.5 * (against + support) AS n,
     1.0 * against / (against + support) AS share,
     against - (CASE WHEN own > 0 THEN 2 ELSE 1 END) > support
       AND (own > 1 OR attacks > 2) AS stable
WITH target, attacker, stable, 1.0 + 2.706 / n AS wide, (share + 1.353 / n) AS middle,
     1.645 * sqrt(share * (1.0 - share) / n + 0.6765 / (n * n)) AS half
WITH target, attacker, stable, round(1000.0 * (middle - half) / wide) / 1000.0 AS low,
     round(1000.0 * (middle + half) / wide) / 1000.0 AS high
ORDER BY attacker, target
WITH attacker, collect(target) AS targets, collect(low) AS low, collect(high) AS high,
     sum(CASE WHEN stable THEN 1 ELSE 0 END) AS stable
WHERE size(targets) >= $min_targets
  AND (NOT $only_stable OR stable >= $min_targets)
MATCH (a:Account {id: attacker})-[:POSTED]->(p:Post)-[r:ATTACKS]->(t:Target)
WHERE t.id IN targets AND r.confidence >= $min_confidence
WITH a.id AS account, a.handle AS handle, targets, low, high, stable, p.id AS post,
     coalesce(p.url, p.id) AS url, p.ts AS ts, p.created_at AS created_at,
     max(coalesce(r.own_words, true)) AS own
ORDER BY account, own DESC, ts, post
WITH account, handle, targets, low, high, stable, collect(url) AS posts,
     sum(CASE WHEN own THEN 1 ELSE 0 END) AS own_attacks,
     sum(CASE WHEN own THEN 0 ELSE 1 END) AS reposted_attacks,
     min(created_at) AS first_at, max(created_at) AS last_at
RETURN account, handle, targets, low, high, stable, own_attacks, reposted_attacks,
       first_at, last_at, posts[0..$evidence] AS evidence
ORDER BY stable DESC, size(targets) DESC, own_attacks + reposted_attacks DESC, account
LIMIT $limit
