// ---
// title: Who joined an attack, step by step
// question: "Who joined the attack when?"
// category: targets
// description: >
//   For each step of time the accounts that attacked a figure for the first time, most followers
//   first.
// reading: >
//   A row is a step. The first rows are the first movers; a row with a prominent account is where
//   an attack widened.
// caveats: >
//   First in the case is not first on the platform.
// method: docs/figures.md
// companions: [attack-sparks, prominent-attackers, first-movers]
// parameters:
//   target: {type: string, source: target-dossier.target, description: "Only this figure; all by default."}
//   step: {type: integer, default: 3600, minimum: 1, description: "Length of a step in seconds."}
//   top: {type: integer, default: 10, minimum: 0, description: "Maximum number of handles per step."}
//   limit: {type: integer, default: 1000, minimum: 0, description: "Maximum number of steps."}
// columns:
//   target: {type: string, description: "Id of the figure."}
//   step_ts: {type: integer, description: "Where the step begins, epoch seconds."}
//   joined: {type: integer, description: "Accounts that attacked the figure for the first time."}
//   own_words: {type: integer, description: "How many of these had attacked in their own words by the end of the step."}
//   handles: {type: list, description: "These accounts, most followers first."}
// ---
MATCH (t:Target)<-[r:ATTACKS]-(p:Post)<-[:POSTED]-(a:Account)
WHERE ($target IS NULL OR t.id = $target) AND p.ts IS NOT NULL
WITH t, a, min(p.ts) AS first_ts, min(CASE WHEN coalesce(r.own_words, true) THEN p.ts END) AS own_ts
WITH t, a, first_ts - first_ts % $step AS step_ts, own_ts
ORDER BY coalesce(a.followers, 0) DESC, a.id
WITH t, step_ts, collect(coalesce(a.handle, a.id)) AS handles,
     sum(CASE WHEN own_ts < step_ts + $step THEN 1 ELSE 0 END) AS own_words
RETURN t.id AS target, step_ts, size(handles) AS joined, own_words, handles[0..$top] AS handles
ORDER BY target, step_ts
LIMIT $limit
