// ---
// title: Groups that something else explains
// question: "Which groups act alike without being a pack?"
// category: coordination
// description: >
//   Accounts tied closer in time than chance allows, but led by one account, fond of one author, or
//   bound to an hour: audiences and schedules, which are not packs, with what explains them.
// reading: >
//   An audience follows led_by, or reads author; a schedule keeps to an hour of the day or week.
// caveats: >
//   A pack that one account always leads is called an audience too: only its posts can tell.
// method: docs/method.md
// companions: [tight-amplification-clusters, pack-members]
// parameters:
//   run: {type: string, description: "Only groups of this run; all runs by default."}
//   limit: {type: integer, default: 100, description: Maximum number of groups.}
// columns:
//   group: {type: string, description: "Id of the group, which pack-members takes as pack."}
//   run: {type: string, description: The run that found it.}
//   kind: {type: string, description: "What it is called: audience or schedule."}
//   size: {type: integer, description: Accounts.}
//   led_by: {type: string, description: Id of the account that acted first most often.}
//   led_share: {type: float, description: "Share of what they share on which it did, 0 to 1."}
//   author: {type: string, description: Id of the account that wrote most of what they share.}
//   author_share: {type: float, description: "Share of it that it wrote, 0 to 1."}
//   scheduled_share: {type: float, description: "Share of occasions in few slots of day or week."}
//   at_once_share: {type: float, description: "Share of it on which they came within two minutes."}
//   shared: {type: integer, description: Different objects that two of them shared.}
//   explanation: {type: string, description: What explains it.}
// ---
MATCH (k:Pack)
WHERE ($run IS NULL OR k.run = $run) AND coalesce(k.kind, 'pack') <> 'pack'
RETURN k.id AS group, k.run AS run, k.kind AS kind, k.size AS size, k.led_by AS led_by,
       k.led_share AS led_share, k.author AS author, k.author_share AS author_share,
       k.scheduled_share AS scheduled_share, k.at_once_share AS at_once_share,
       k.shared AS shared, k.explanation AS explanation
ORDER BY run, size DESC, group
LIMIT $limit
