// ---
// title: What is known of these accounts, for a picture
// description: >
//   Names, age and reach of a set of accounts.
// parameters:
//   accounts: {type: list, required: true, description: Ids of the accounts.}
//   limit: {type: integer, default: 100000, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   display_name: {type: string, description: The name beside the handle.}
//   created_at: {type: string, description: When the account was made.}
//   followers: {type: integer, description: Accounts that follow it.}
//   unclear: {type: integer, description: Its posts of which it is unclear what they do to a figure.}
// ---
MATCH (a:Account)
WHERE a.id IN $accounts
RETURN a.id AS account, a.handle AS handle, a.display_name AS display_name,
       a.created_at AS created_at, a.followers AS followers,
       COUNT { (a)-[:POSTED]->(:Post)-[r:CONCERNS]->(:Target) WHERE r.unclear } AS unclear
ORDER BY account
LIMIT $limit
