// ---
// title: Accounts that changed their handle
// question: "Which accounts were renamed?"
// category: evidence
// description: >
//   Accounts that were seen under more than one handle, most attacks first.
// reading: >
//   A row is an account; its id stays, whatever it calls itself. Cite the id.
// caveats: >
//   Only names that the loaded exports show are known.
// method: docs/loading.md
// companions: [account-record, silent-accounts]
// parameters:
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of accounts."}
// columns:
//   account: {type: string, description: "Id of the account."}
//   handle: {type: string, description: "Its current handle."}
//   handles: {type: list, description: "Every handle seen."}
//   attacks: {type: integer, description: "Posts of it that attack a figure."}
// ---
MATCH (a:Account)
WHERE size(a.handles) > 1
RETURN a.id AS account, a.handle AS handle, a.handles AS handles,
       COUNT { (a)-[:POSTED]->(:Post)-[:ATTACKS]->(:Target) } AS attacks
ORDER BY attacks DESC, account
LIMIT $limit
