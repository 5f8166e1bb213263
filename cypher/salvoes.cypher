// ---
// title: Salvoes
// question: "Which accounts came together on one evening?"
// category: coordination
// description: >
//   Accounts that came to one post after another within a minute, long after each began, on one
//   occasion or a few: the salvoes of a detection, the largest first, with what else explains them.
// reading: >
//   A row is a salvo. Of those who came within a quarter of an hour, close_share came within a
//   minute; their own pace and the crowd's would give expected_share.
// caveats: >
//   A salvo says less than a pack: whoever is sent the same list of older posts at the same moment
//   does the same. Readers follow one another through a list, an audience one account.
// method: docs/method.md
// companions: [salvo-evidence, tight-amplification-clusters, explained-groups]
// parameters:
//   run: {type: string, description: "Only salvoes of this run; all runs by default."}
//   min_size: {type: integer, default: 5, description: Minimum number of accounts.}
//   limit: {type: integer, default: 100, description: Maximum number of salvoes.}
// columns:
//   salvo: {type: string, description: Id of the salvo.}
//   run: {type: string, description: The run that found it.}
//   rank: {type: integer, description: "Rank within its run, 1 is the largest."}
//   kind: {type: string, description: "What it is called: salvo, readers, audience or schedule."}
//   size: {type: integer, description: Accounts.}
//   shared: {type: integer, description: Posts or other objects on which they came together.}
//   days: {type: integer, description: As few days as hold nine tenths of it.}
//   start_at: {type: string, description: Their first act.}
//   end_at: {type: string, description: Their last act.}
//   median_gap_s: {type: float, description: "Median seconds from the middle one."}
//   close_share: {type: float, description: "Of those there, within a minute, 0 to 1."}
//   expected_share: {type: float, description: "What the pace would give of that, 0 to 1."}
//   max_q: {type: float, description: "Maximum q-value among its accounts."}
//   explanation: {type: string, description: What else could explain it.}
//   members: {type: list, description: "Handles, or ids where no handle is known."}
// ---
MATCH (k:Salvo)
WHERE ($run IS NULL OR k.run = $run) AND k.size >= $min_size
MATCH (k)<-[m:IN_SALVO]-(a:Account)
WITH k, a, m.shared AS shared
ORDER BY shared DESC, a.id
WITH k, collect(coalesce(a.handle, a.id)) AS members
RETURN k.id AS salvo, k.run AS run, k.rank AS rank, k.kind AS kind, k.size AS size,
       k.shared AS shared, k.days AS days, k.start_at AS start_at, k.end_at AS end_at,
       k.median_gap_s AS median_gap_s, k.close_share AS close_share,
       k.expected_share AS expected_share, k.max_q AS max_q, k.explanation AS explanation, members
ORDER BY run, rank, salvo
LIMIT $limit
