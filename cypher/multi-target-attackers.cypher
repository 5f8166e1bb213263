// ---
// title: Accounts that attack several targets
// question: "Which accounts attack more than one figure?"
// category: targets
// description: >
//   Accounts whose posts attack two or more figures, with posts to open. An account that supports a
//   figure as often as it attacks it is not counted against that figure: many supporters repost an
//   attack to show it. Every row repeats how many such accounts chance would give: if whether an
//   account attacks one figure were independent of whether it attacks another, given how much it
//   posts. An account with n posts then attacks figure t with probability 1 - exp(-c n), and c is
//   chosen so that as many accounts attack t as do.
// reading: >
//   A row is an account with the posts to open. Compare the number of rows with expected, which
//   repeats in each: how many such accounts chance would give.
// caveats: >
//   An attack is what the rules found: open the posts in evidence before you name anybody.
// companions: [target-overlap, account-record, post-evidence]
// parameters:
//   min_targets: {type: integer, default: 2, description: Least number of figures.}
//   min_confidence: {type: float, default: 0.5, description: "Least confidence of a mark, 0 to 1."}
//   evidence: {type: integer, default: 10, description: Most posts given as evidence.}
//   limit: {type: integer, default: 500, description: Most accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   targets: {type: list, description: "Ids of the figures it attacks, sorted."}
//   own_attacks: {type: integer, description: Attacks in words of its own.}
//   reposted_attacks: {type: integer, description: Attacks of others that it passed on.}
//   first_at: {type: string, description: First attack.}
//   last_at: {type: string, description: Last attack.}
//   evidence: {type: list, description: "Posts to open, own words first: URLs, or ids."}
//   expected: {type: float, description: "How many such accounts chance would give, in all."}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)
WITH a, count(p) AS n
WITH n, count(a) AS accounts ORDER BY n
WITH collect({n: n, accounts: accounts}) AS activity
MATCH (t:Target)<-[r:ATTACKS]-(p:Post)
WHERE r.confidence >= $min_confidence
MATCH (p)<-[:POSTED]-(a:Account)
WITH activity, t, a, count(p) AS attacks
WHERE attacks > COUNT { (a)-[:POSTED]->(:Post)-[:SUPPORTS]->(t) }
WITH activity, t.id AS target, a.id AS attacker ORDER BY target, attacker
WITH activity, target, collect(attacker) AS attackers
WITH activity, target, attackers, reduce(b = [0.0, 50.0], i IN range(1, 50) |
       CASE WHEN reduce(s = 0.0, x IN activity |
                        s + x.accounts * (1.0 - exp(-0.5 * (b[0] + b[1]) * x.n))) < size(attackers)
         THEN [0.5 * (b[0] + b[1]), b[1]] ELSE [b[0], 0.5 * (b[0] + b[1])] END) AS rate
ORDER BY target
WITH activity, collect({target: target, attackers: attackers, rate: rate[0]}) AS attacked
WITH attacked, reduce(e = 0.0, x IN activity | e + x.accounts * reduce(s = 0.0, chance IN
       (reduce(d = [1.0], one IN attacked |
         [k IN range(0, size(d)) |
           (CASE WHEN k < size(d) THEN d[k] * exp(-one.rate * x.n) ELSE 0.0 END)
           + (CASE WHEN k > 0 THEN d[k - 1] * (1.0 - exp(-one.rate * x.n)) ELSE 0.0 END)])
       )[$min_targets..] | s + chance)) AS expected
UNWIND attacked AS one
UNWIND one.attackers AS attacker
WITH expected, one.target AS target, attacker ORDER BY attacker, target
WITH expected, attacker, collect(target) AS targets
WHERE size(targets) >= $min_targets
MATCH (a:Account {id: attacker})-[:POSTED]->(p:Post)-[r:ATTACKS]->(t:Target)
WHERE t.id IN targets AND r.confidence >= $min_confidence
WITH expected, a, targets, p, max(r.own_words) AS own
ORDER BY a.id, own DESC, p.ts, p.id
WITH expected, a, targets, collect(coalesce(p.url, p.id)) AS posts,
     sum(CASE WHEN own THEN 1 ELSE 0 END) AS own_attacks,
     sum(CASE WHEN own THEN 0 ELSE 1 END) AS reposted_attacks,
     min(p.created_at) AS first_at, max(p.created_at) AS last_at
RETURN a.id AS account, a.handle AS handle, targets, own_attacks, reposted_attacks, first_at,
       last_at, posts[0..$evidence] AS evidence, round(1000.0 * expected) / 1000.0 AS expected
ORDER BY size(targets) DESC, own_attacks + reposted_attacks DESC, account
LIMIT $limit
