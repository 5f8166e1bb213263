// ---
// title: Times without a single post
// question: "Are there gaps in what was collected?"
// category: overview
// description: >
//   Spans in which the case holds no post at all, longest first. An attack that seems to begin
//   after a gap may have begun in it.
// reading: >
//   A row is a span between two posts, cut to whole steps. Collect it again, or say in the report
//   that it is missing.
// caveats: >
//   A small case has quiet nights: compare the hours with daily-rhythm.
// method: docs/loading.md
// companions: [missing-originals, daily-rhythm, attack-timeline]
// parameters:
//   step: {type: integer, default: 3600, minimum: 1, description: "Length of a step in seconds."}
//   min_steps: {type: integer, default: 6, minimum: 1, description: "Minimum number of empty steps in a row."}
//   limit: {type: integer, default: 100, minimum: 0, description: "Maximum number of gaps."}
// columns:
//   from_ts: {type: integer, description: "Where the gap begins, epoch seconds."}
//   until_ts: {type: integer, description: "Where the next step with a post begins, epoch seconds."}
//   hours: {type: float, description: "Its length in hours."}
// ---
MATCH (p:Post)
WHERE p.stub = false AND p.ts IS NOT NULL
WITH DISTINCT p.ts - p.ts % $step AS step_ts
ORDER BY step_ts
WITH collect(step_ts) AS steps
UNWIND range(0, size(steps) - 2) AS i
WITH steps[i] + $step AS from_ts, steps[i + 1] AS until_ts
WHERE until_ts - from_ts >= $step * $min_steps
RETURN from_ts, until_ts, (until_ts - from_ts) / 3600.0 AS hours
ORDER BY hours DESC, from_ts
LIMIT $limit
