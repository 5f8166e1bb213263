// ---
// title: Accounts that attack several targets
// question: "Which accounts attack more than one figure?"
// category: targets
// description: >
//   Accounts whose posts attack two or more figures, with posts to open. An account is called an
//   attacker of a figure by own words or by more than one repost, and only where these outweigh its
//   support of the figure, own words counting twice: many supporters repost an attack to show it.
//   Per figure there is an interval for the share of attacks among its posts about the figure
//   (Wilson, 90 %; one post gives a wide one), and whether it would be called so without any one of
//   them; sure attackers come first. Unclear posts count for nothing. Every row repeats how many such accounts chance would give: if whether an
//   account attacks one figure were independent of whether it attacks another, given how much it
//   posts. An account with n posts then attacks figure t with probability 1 - exp(-c n), and c is
//   chosen so that as many accounts attack t as do.
// reading: >
//   A row is an account with the posts to open. Compare the number of rows with expected, which
//   repeats in each: how many such accounts chance would give.
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
//   low: {type: list, description: "Per figure, the least share of attacks that its posts speak for."}
//   high: {type: list, description: "Per figure, the largest such share."}
//   stable: {type: integer, description: Figures that it attacks even without any one of its posts.}
//   own_attacks: {type: integer, description: Attacks in words of its own.}
//   reposted_attacks: {type: integer, description: Attacks of others that it passed on.}
//   first_at: {type: string, description: First attack.}
//   last_at: {type: string, description: Last attack.}
//   evidence: {type: list, description: "Posts to open, own words first: URLs, or ids."}
//   expected: {type: float, description: "How many such accounts chance would give, in all."}
// ---
CALL () {
  MATCH (a:Account)
  WITH COUNT { (a)-[:POSTED]->(:Post) } AS n WHERE n > 0
  WITH n, count(*) AS accounts ORDER BY n
  RETURN collect({n: n, accounts: accounts}) AS activity
}
CALL () {
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
  ORDER BY target, attacker
  WITH target, collect({attacker: attacker, low: low, high: high, stable: stable}) AS attackers
  ORDER BY target
  RETURN collect({target: target, attackers: attackers}) AS figures,
         collect(size(attackers)) AS sizes
}
WITH activity, figures, [attackers IN sizes | reduce(b = [0.0, 50.0], i IN range(1, 50) |
       CASE WHEN reduce(s = 0.0, x IN activity |
                        s + x.accounts * (1.0 - exp(-0.5 * (b[0] + b[1]) * x.n))) < attackers
         THEN [0.5 * (b[0] + b[1]), b[1]] ELSE [b[0], 0.5 * (b[0] + b[1])] END)[0]] AS rates
WITH figures, reduce(e = 0.0, x IN activity | e + x.accounts * reduce(s = 0.0, chance IN
       (reduce(d = [1.0], rate IN rates |
         [k IN range(0, size(d)) |
           (CASE WHEN k < size(d) THEN d[k] * exp(-rate * x.n) ELSE 0.0 END)
           + (CASE WHEN k > 0 THEN d[k - 1] * (1.0 - exp(-rate * x.n)) ELSE 0.0 END)])
       )[$min_targets..] | s + chance)) AS expected
UNWIND figures AS figure
WITH expected, figure.target AS target, figure.attackers AS attackers
UNWIND attackers AS sure
WITH expected, target, sure, sure.attacker AS attacker ORDER BY attacker, target
WITH expected, attacker, collect(target) AS targets, collect(sure.low) AS low,
     collect(sure.high) AS high, sum(CASE WHEN sure.stable THEN 1 ELSE 0 END) AS stable
WHERE size(targets) >= $min_targets
  AND (NOT $only_stable OR stable >= $min_targets)
MATCH (a:Account {id: attacker})-[:POSTED]->(p:Post)-[r:ATTACKS]->(t:Target)
WHERE t.id IN targets AND r.confidence >= $min_confidence
WITH expected, a.id AS account, a.handle AS handle, targets, low, high, stable, p.id AS post,
     coalesce(p.url, p.id) AS url, p.ts AS ts, p.created_at AS created_at,
     max(r.own_words) AS own
ORDER BY account, own DESC, ts, post
WITH expected, account, handle, targets, low, high, stable, collect(url) AS posts,
     sum(CASE WHEN own THEN 1 ELSE 0 END) AS own_attacks,
     sum(CASE WHEN own THEN 0 ELSE 1 END) AS reposted_attacks,
     min(created_at) AS first_at, max(created_at) AS last_at
RETURN account, handle, targets, low, high, stable, own_attacks, reposted_attacks,
       first_at, last_at, posts[0..$evidence] AS evidence,
       round(1000.0 * expected) / 1000.0 AS expected
ORDER BY stable DESC, size(targets) DESC, own_attacks + reposted_attacks DESC, account
LIMIT $limit
