// ---
// title: The figures, for a picture
// description: >
//   The figures under attack, as the investigator declared them.
// parameters:
//   limit: {type: integer, default: 200, description: Maximum number of figures.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   display_name: {type: string, description: Its name.}
//   kind: {type: string, description: "person, group or organisation"}
//   accounts: {type: list, description: Ids of its own accounts.}
//   unclear: {type: integer, description: Posts of which it is unclear what they do to it.}
// ---
MATCH (t:Target)
OPTIONAL MATCH (t)-[:HAS_ACCOUNT]->(a:Account)
WITH t, a ORDER BY t.id, a.id
WITH t, collect(a.id) AS accounts
RETURN t.id AS target, t.display_name AS display_name, t.kind AS kind, accounts,
       COUNT { (t)<-[r:CONCERNS]-(:Post) WHERE r.unclear } AS unclear
ORDER BY target
LIMIT $limit
