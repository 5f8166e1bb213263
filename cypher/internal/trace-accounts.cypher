// ---
// title: "Trace: how old accounts are, and what they are called"
// description: >
//   When each account was made, and its handle, where that is known.
// no_limit: Detection needs every account.
// columns:
//   account: {type: string, description: Id of the account.}
//   created_at: {type: string, description: "When it was made, ISO 8601."}
//   handle: {type: string, description: Its handle.}
// ---
MATCH (a:Account)
WHERE a.created_at IS NOT NULL OR a.handle IS NOT NULL
RETURN a.id AS account, a.created_at AS created_at, a.handle AS handle
