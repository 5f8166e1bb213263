// ---
// title: What every account is or was called
// description: >
//   All ids, handles and names of every account. `--pseudonymise` takes each of them out of a page.
// no_limit: A name left out would be a name left in.
// columns:
//   account: {type: string, description: Id of the account.}
//   native_id: {type: string, description: The platform's own id.}
//   handle: {type: string, description: Its handle.}
//   handles: {type: list, description: Every handle seen.}
//   display_name: {type: string, description: The name beside the handle.}
// ---
MATCH (a:Account)
RETURN a.id AS account, a.native_id AS native_id, a.handle AS handle, a.handles AS handles,
       a.display_name AS display_name
ORDER BY account
