// ---
// title: Supporters, for the report
// description: >
//   Accounts that support figures more than they attack any, own words counting twice, and how often
//   they used the hashtag of the attack in doing so.
// parameters:
//   hashtag: {type: string, description: "Hashtag of the attack, casefolded, without #."}
//   min_confidence: {type: float, default: 0.5, minimum: 0, maximum: 1, description: "Minimum confidence of an attack, 0 to 1."}
//   limit: {type: integer, default: 100000, description: Maximum number of accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   supports: {type: integer, description: Posts that support a figure.}
//   attacks: {type: integer, description: Posts that attack one.}
//   targets: {type: list, description: Ids of the supported figures.}
//   with_tag: {type: integer, description: Its posts with the hashtag.}
// ---
MATCH (t:Target)<-[r:ATTACKS|SUPPORTS]-(p:Post)<-[:POSTED]-(a:Account)
WHERE type(r) = 'SUPPORTS' OR r.confidence >= $min_confidence
WITH t.id AS target, a.id AS account, type(r) = 'ATTACKS' AS attack,
     CASE WHEN coalesce(r.own_words, true) THEN 2 ELSE 1 END AS weight
WITH target, account, sum(CASE WHEN attack THEN 1 ELSE 0 END) AS attacks,
     sum(CASE WHEN attack THEN 0 ELSE 1 END) AS supports,
     sum(CASE WHEN attack THEN weight ELSE -weight END) AS balance
WITH target, account, attacks, supports, balance ORDER BY target
WITH account, sum(attacks) AS attacks, sum(supports) AS supports, sum(balance) AS balance,
     collect(CASE WHEN balance < 0 THEN target ELSE NULL END) AS targets
WHERE balance < 0
MATCH (a:Account {id: account})
RETURN account, coalesce(a.handle, a.id) AS handle, supports, attacks, targets,
       COUNT { (a)-[:POSTED]->(:Post)-[:TAGGED]->(:Hashtag {id: $hashtag}) } AS with_tag
ORDER BY supports DESC, account
LIMIT $limit
