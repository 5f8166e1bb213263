// ---
// title: Who joined a burst, step by step
// question: "Who joined the burst of a hashtag when?"
// category: narrative
// description: >
//   For each step of a burst the accounts that came to it, with how many of them wrote and how
//   many only reposted.
// reading: >
//   A row is a step. A burst made by reposts has few writers from the beginning to the end.
// caveats: >
//   Only posts that carry the hashtag, or repost one that does, are in a burst.
// method: docs/method.md
// companions: [hashtag-bursts, attack-joiners]
// parameters:
//   hashtag: {type: string, source: hashtag-bursts.hashtag, description: "Only bursts of this hashtag; all by default."}
//   step: {type: integer, default: 600, minimum: 1, description: "Length of a step in seconds."}
//   limit: {type: integer, default: 1000, minimum: 0, description: "Maximum number of steps."}
// columns:
//   hashtag: {type: string, description: "The hashtag."}
//   run: {type: string, description: "The run that found the burst."}
//   step_ts: {type: integer, description: "Where the step begins, epoch seconds."}
//   joined: {type: integer, description: "Accounts whose first post of the burst falls into it."}
//   writers: {type: integer, description: "How many of these wrote a post of their own straight away."}
//   followers: {type: integer, description: "Followers of all of them together."}
// ---
MATCH (b:Burst)<-[:IN_BURST]-(p:Post)<-[:POSTED]-(a:Account)
WHERE $hashtag IS NULL OR b.hashtag = $hashtag
WITH b, a, min(p.ts) AS first_ts, min(CASE WHEN p.kind <> 'repost' THEN p.ts END) AS own_ts
WITH b, a, first_ts - first_ts % $step AS step_ts, first_ts, own_ts
RETURN b.hashtag AS hashtag, b.run AS run, step_ts, count(a) AS joined,
       sum(CASE WHEN own_ts = first_ts THEN 1 ELSE 0 END) AS writers,
       sum(coalesce(a.followers, 0)) AS followers
ORDER BY hashtag, run, step_ts
LIMIT $limit
