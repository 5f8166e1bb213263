// ---
// title: Figures that are drawn into an attack
// question: "Who was attacked next, and by whom?"
// category: targets
// description: >
//   Pairs of figures in the order in which the same accounts attacked them first: whom an attack
//   spread to, and who carried it over. Accounts that support a figure as often as they attack it
//   are not among its attackers.
// reading: >
//   A row is a figure and one that was attacked after it; handles begins with the account that
//   attacked the second one first.
// caveats: >
//   Whoever attacks many figures attacks them in some order: see target-overlap for what chance
//   would give.
// companions: [target-overlap, multi-target-attackers]
// parameters:
//   min_accounts: {type: integer, default: 1, minimum: 1, description: "Minimum number of accounts."}
//   top: {type: integer, default: 10, minimum: 0, description: "Maximum number of handles."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of pairs."}
// columns:
//   target: {type: string, description: "Id of the figure that was attacked first."}
//   second_target: {type: string, description: "Id of the figure that was attacked after it."}
//   accounts: {type: integer, description: "Accounts that did so in this order."}
//   first_ts: {type: integer, description: "When the first of them attacked the second figure, epoch seconds."}
//   handles: {type: list, description: "These accounts, by their first attack on the second figure."}
// ---
MATCH (t:Target)<-[:ATTACKS]-(p:Post)<-[:POSTED]-(a:Account)
WITH t, a, count(p) AS attacks, min(p.ts) AS first_ts
WHERE attacks > COUNT { (a)-[:POSTED]->(:Post)-[:SUPPORTS]->(t) }
WITH a, t.id AS target, first_ts
ORDER BY a.id, first_ts, target
WITH a, collect({target: target, ts: first_ts}) AS path
WHERE size(path) > 1
UNWIND range(0, size(path) - 2) AS i
UNWIND range(i + 1, size(path) - 1) AS j
WITH a, path[i].target AS target, path[j].target AS second_target, path[j].ts AS ts,
     path[i].ts AS before_ts
WHERE before_ts < ts
WITH target, second_target, ts, coalesce(a.handle, a.id) AS handle
ORDER BY target, second_target, ts, handle
WITH target, second_target, min(ts) AS first_ts, collect(handle) AS handles
WHERE size(handles) >= $min_accounts
RETURN target, second_target, size(handles) AS accounts, first_ts,
       handles[0..$top] AS handles
ORDER BY accounts DESC, target, second_target
LIMIT $limit
