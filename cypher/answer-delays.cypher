// ---
// title: Who answers, and how late
// question: "Who came to the defence of the figure, and how late?"
// category: targets
// description: >
//   Accounts that support a figure in their own words, with the time from the first attack on the
//   figure to their first support.
// reading: >
//   A row is an account that supports a figure, the quickest first.
// caveats: >
//   The first attack is the first in the case, which may be years before the one of interest.
// method: docs/figures.md
// companions: [counter-speech, attack-timeline]
// parameters:
//   target: {type: string, source: target-dossier.target, description: "Only this figure; all by default."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of accounts."}
// columns:
//   target: {type: string, description: "Id of the figure."}
//   account: {type: string, description: "Id of the account."}
//   handle: {type: string, description: "Its handle."}
//   supports: {type: integer, description: "Its posts that support the figure in its own words."}
//   first_at: {type: string, description: "First of them."}
//   delay_s: {type: integer, description: "Seconds from the first attack on the figure to it."}
// ---
MATCH (t:Target)<-[:ATTACKS]-(p:Post)
WHERE $target IS NULL OR t.id = $target
WITH t, min(p.ts) AS attack_ts
MATCH (t)<-[s:SUPPORTS]-(q:Post)
WHERE coalesce(s.own_words, true) AND q.ts >= attack_ts
MATCH (q)<-[:POSTED]-(a:Account)
WITH t, attack_ts, a, count(q) AS supports, min(q.created_at) AS first_at, min(q.ts) AS first_ts
RETURN t.id AS target, a.id AS account, a.handle AS handle, supports, first_at,
       first_ts - attack_ts AS delay_s
ORDER BY delay_s, target, account
LIMIT $limit
