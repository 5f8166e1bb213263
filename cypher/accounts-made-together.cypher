// ---
// title: Suspicious accounts made on the same day
// question: "Were the accounts of the attack made in the same days?"
// category: coordination
// description: >
//   Days on which several accounts that attack a figure or belong to a pack were made.
// reading: >
//   A row is a day. Many accounts made on one day that then act alike are a sign of preparation.
// caveats: >
//   Platforms grow in waves, too: compare with accounts that did nothing wrong.
// companions: [newly-created-attackers, pack-members]
// parameters:
//   min_accounts: {type: integer, default: 3, minimum: 1, description: "Minimum number of accounts."}
//   limit: {type: integer, default: 100, minimum: 0, description: "Maximum number of days."}
// columns:
//   day: {type: string, description: "The day, UTC."}
//   accounts: {type: integer, description: "Accounts made on it."}
//   handles: {type: list, description: "Their handles, or ids."}
// ---
MATCH (a:Account)
WHERE a.created_at IS NOT NULL
  AND (EXISTS { MATCH (a)-[:MEMBER_OF]->(k:Pack) WHERE coalesce(k.kind, 'pack') = 'pack' }
       OR EXISTS { (a)-[:POSTED]->(:Post)-[:ATTACKS]->(:Target) })
WITH substring(a.created_at, 0, 10) AS day, a
ORDER BY day, a.id
WITH day, collect(coalesce(a.handle, a.id)) AS handles
WHERE size(handles) >= $min_accounts
RETURN day, size(handles) AS accounts, handles
ORDER BY accounts DESC, day
LIMIT $limit
