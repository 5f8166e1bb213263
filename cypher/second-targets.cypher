// ---
// title: Figures that are drawn into an attack
// question: "Who was attacked next, and by whom?"
// category: targets
// description: >
//   Pairs of figures in the order in which the same accounts attacked them first: whom an attack
//   spread to, and who carried it over. Accounts whose support of a figure outweighs their attacks on
//   it are not among its attackers.
// reading: >
//   A row is a figure and one that was attacked after it; handles begins with the account that
//   attacked the second one first.
// caveats: >
//   Whoever attacks many figures attacks them in some order: see target-overlap for what to
//   expect by chance.
// method: docs/figures.md
// companions: [target-overlap, multi-target-attackers]
// parameters:
//   min_accounts: {type: integer, default: 1, minimum: 1, description: "Minimum number of accounts."}
//   top: {type: integer, default: 10, minimum: 0, description: "Maximum number of handles."}
//   min_confidence: {type: float, default: 0.5, minimum: 0, maximum: 1, description: "Minimum confidence of an attack, 0 to 1."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of pairs."}
// columns:
//   target: {type: string, description: "Id of the figure that was attacked first."}
//   second_target: {type: string, description: "Id of the figure that was attacked after it."}
//   accounts: {type: integer, description: "Accounts that did so in this order."}
//   first_ts: {type: integer, description: "When the first of them attacked the second figure, epoch seconds."}
//   handles: {type: list, description: "These accounts, by their first attack on the second figure."}
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
MATCH (a:Account {id: attacker})-[:POSTED]->(p:Post)-[r:ATTACKS]->(:Target {id: target})
WHERE r.confidence >= $min_confidence AND p.ts IS NOT NULL
WITH attacker, coalesce(a.handle, a.id) AS handle, target, min(p.ts) AS first_ts
WITH attacker, handle, collect({target: target, ts: first_ts}) AS path
UNWIND path AS earlier
UNWIND path AS later
WITH handle, earlier.target AS target, later.target AS second_target, later.ts AS ts,
     earlier.ts AS before_ts
WHERE before_ts < ts
WITH target, second_target, ts, handle ORDER BY ts, handle
WITH target, second_target, min(ts) AS first_ts, collect(handle) AS handles
WHERE size(handles) >= $min_accounts
RETURN target, second_target, size(handles) AS accounts, first_ts,
       handles[0..$top] AS handles
ORDER BY accounts DESC, target, second_target
LIMIT $limit
