// ---
// title: What was run
// question: "Which detections and matchings is the case made of?"
// category: overview
// description: >
//   Every detection and matching whose findings are in the graph, with its parameters.
// reading: >
//   A row is a run; its id stands beside every finding of it.
// caveats: >
//   A finding of another version or with other parameters is another finding.
// companions: [runs-compared, graph-inventory]
// parameters:
//   limit: {type: integer, default: 200, description: Maximum number of runs.}
// columns:
//   run: {type: string, description: Id of the run.}
//   method: {type: string, description: What was done.}
//   parameters: {type: string, description: "With what, as JSON."}
//   version: {type: string, description: Version of meute.}
//   finished_at: {type: string, description: When it ended.}
//   summary: {type: string, description: "Counts and caveats, as JSON."}
// ---
MATCH (r:Run)
WHERE r.began_at IS NULL OR r.finished_at IS NOT NULL
RETURN r.id AS run, r.method AS method, r.parameters AS parameters, r.version AS version,
       r.finished_at AS finished_at, r.summary AS summary
ORDER BY finished_at, run
LIMIT $limit
