// ---
// title: The posts and relays with which an attack began
// question: "Which posts started the attack, and who passed them on?"
// category: targets
// description: >
//   An attack begins in a step of ten minutes with many attacking posts and no such step in the days
//   before. Its sparks are the attacking posts from the hour before to the end of that step that
//   reached most people until the end of the next one; their relays are the accounts that passed
//   them on, most followers first. That a post was early and spread is not proof that
//   its author planned what followed.
// reading: >
//   A row is an early attacking post with its relays, the most followed ones first. reach adds up
//   the followers of those who passed it on; the same follower counts several times.
// caveats: >
//   That a post was early and spread is not proof that its author planned what followed.
// method: docs/figures.md
// companions: [attack-timeline, prominent-attackers, post-evidence]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   step: {type: integer, default: 600, description: Length of a step in seconds.}
//   min_attacks: {type: integer, default: 10, description: Attacking posts that make a step count.}
//   quiet: {type: integer, default: 172800, description: Seconds without such a step before.}
//   lead: {type: integer, default: 3600, description: Seconds before the step in which a spark may lie.}
//   relays: {type: integer, default: 5, description: Maximum number of relays listed.}
//   top: {type: integer, default: 10, description: Maximum number of posts of one attack.}
//   limit: {type: integer, default: 200, description: Maximum number of posts.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   attack_ts: {type: integer, description: "Step in which the attack begins, epoch seconds."}
//   post: {type: string, description: Id of the post.}
//   created_at: {type: string, description: When it was posted.}
//   account: {type: string, description: Id of its author.}
//   handle: {type: string, description: The author's handle.}
//   text: {type: string, description: Its text.}
//   url: {type: string, description: Where it can be opened.}
//   reposts: {type: integer, description: Reposts of it in that time.}
//   reach: {type: integer, description: Followers of those who reposted it.}
//   relays: {type: list, description: "Handles of relays, most followers first."}
// ---
MATCH (t:Target)<-[:ATTACKS]-(p:Post)
WHERE ($target IS NULL OR t.id = $target) AND p.ts IS NOT NULL
WITH t, p.ts - p.ts % $step AS step, count(p) AS attacks
WHERE attacks >= $min_attacks
WITH t, collect(step) AS busy
UNWIND busy AS attack_ts
WITH t, busy, attack_ts
WHERE none(step IN busy WHERE step < attack_ts AND step >= attack_ts - $quiet)
MATCH (t)<-[x:ATTACKS]-(p:Post)
WHERE coalesce(x.own_words, true) AND p.ts >= attack_ts - $lead AND p.ts < attack_ts + $step
MATCH (p)<-[:REPOSTS]-(q:Post)
WHERE q.ts < attack_ts + 2 * $step
MATCH (q)<-[:POSTED]-(b:Account)
WITH t, attack_ts, p, q, b
ORDER BY coalesce(b.followers, 0) DESC, q.ts, b.id
WITH t, attack_ts, p, count(q) AS reposts, sum(coalesce(b.followers, 0)) AS reach,
     collect(coalesce(b.handle, b.id)) AS relays
ORDER BY reach DESC, reposts DESC, p.ts, p.id
WITH t, attack_ts, collect({post: p.id, reposts: reposts, reach: reach,
                            relays: relays[0..$relays]})[0..$top] AS sparks
UNWIND sparks AS spark
MATCH (p:Post {id: spark.post})
OPTIONAL MATCH (p)<-[:POSTED]-(a:Account)
RETURN t.id AS target, attack_ts, p.id AS post, p.created_at AS created_at, a.id AS account,
       a.handle AS handle, p.text AS text, p.url AS url, spark.reposts AS reposts,
       spark.reach AS reach, spark.relays AS relays
ORDER BY target, attack_ts, reach DESC, reposts DESC, created_at, post
LIMIT $limit
