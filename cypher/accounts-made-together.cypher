// ---
// title: Suspicious accounts created on the same day
// question: "Were the attacking accounts created on the same days?"
// category: coordination
// description: >
//   Days on which several accounts that attack a figure or belong to a pack were created.
// reading: >
//   A row is a day. Many accounts created on one day that then act alike are a sign of preparation.
// caveats: >
//   Platforms grow in waves, too: compare with accounts that did nothing wrong.
// method: docs/method.md
// companions: [newly-created-attackers, pack-members]
// parameters:
//   min_accounts: {type: integer, default: 3, minimum: 1, description: "Minimum number of accounts."}
//   min_confidence: {type: float, default: 0.5, minimum: 0, maximum: 1, description: "Minimum confidence of an attack, 0 to 1."}
//   limit: {type: integer, default: 100, minimum: 0, description: "Maximum number of days."}
// columns:
//   day: {type: string, description: "The day, UTC."}
//   accounts: {type: integer, description: "Accounts created on it."}
//   handles: {type: list, description: "Their handles, or ids."}
// ---
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
  RETURN attacker AS account
  UNION
  MATCH (a:Account)-[:MEMBER_OF]->(k:Pack)
  WHERE coalesce(k.kind, 'pack') = 'pack'
  RETURN a.id AS account
}
MATCH (a:Account {id: account})
WHERE a.created_at IS NOT NULL
WITH substring(a.created_at, 0, 10) AS day, a ORDER BY a.id
WITH day, collect(coalesce(a.handle, a.id)) AS handles
WHERE size(handles) >= $min_accounts
RETURN day, size(handles) AS accounts, handles
ORDER BY accounts DESC, day
LIMIT $limit
