// ---
// title: What runs were made with
// description: >
//   By run the command, the versions, and the files it decided by, for reports and manifests.
// no_limit: There are no more rows than runs.
// columns:
//   run: {type: string, description: Id of the run.}
//   command: {type: string, description: The command that made it.}
//   environment: {type: string, description: "Versions, as JSON."}
//   inputs: {type: string, description: "Files it decided by, as JSON: name, SHA-256, text."}
// ---
MATCH (r:Run)
RETURN r.id AS run, r.command AS command, r.environment AS environment, r.inputs AS inputs
ORDER BY run
