// ---
// title: Supporters, for the report
// description: >
//   Accounts that support figures more often than they attack any, and how often they used the
//   hashtag of the attack in doing so.
// parameters:
//   hashtag: {type: string, description: "Hashtag of the attack, casefolded, without #."}
//   limit: {type: integer, default: 100000, description: Most accounts.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   supports: {type: integer, description: Posts that support a figure.}
//   attacks: {type: integer, description: Posts that attack one.}
//   targets: {type: list, description: Ids of the supported figures.}
//   with_tag: {type: integer, description: Its posts with the hashtag.}
// ---
MATCH (a:Account)-[:POSTED]->(p:Post)-[x:ATTACKS|SUPPORTS]->(t:Target)
WITH a, t, sum(CASE WHEN type(x) = 'ATTACKS' THEN 1 ELSE 0 END) AS attacks,
     sum(CASE WHEN type(x) = 'SUPPORTS' THEN 1 ELSE 0 END) AS supports
ORDER BY a.id, t.id
WITH a, sum(attacks) AS attacks, sum(supports) AS supports,
     collect(CASE WHEN supports > attacks THEN t.id ELSE NULL END) AS targets
WHERE supports > attacks
RETURN a.id AS account, coalesce(a.handle, a.id) AS handle, supports, attacks, targets,
       COUNT { (a)-[:POSTED]->(:Post)-[:TAGGED]->(:Hashtag {id: $hashtag}) } AS with_tag
ORDER BY supports DESC, account
LIMIT $limit
