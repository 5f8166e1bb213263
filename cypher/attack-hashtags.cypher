// ---
// title: Hashtags of the attacks
// question: "Which hashtags do the attacks carry?"
// category: targets
// description: >
//   Hashtags of posts that attack a figure, with the share of their total use that this is. One that is used
//   for little else deserves a rule of its own; one that others use too is not evidence against anybody.
// reading: >
//   A row is a hashtag in attacks on one figure. A share near 1 says that the tag is used for
//   little else; a share near 0 says that it is everybody's.
// caveats: >
//   Using a tag of the attackers does not make an account an attacker.
// method: docs/figures.md
// companions: [hashtag-bursts, counter-speech]
// parameters:
//   target: {type: string, description: "Only this figure; all by default."}
//   min_attacks: {type: integer, default: 2, description: Minimum number of attacking posts.}
//   limit: {type: integer, default: 200, description: Maximum number of rows.}
// columns:
//   target: {type: string, description: Id of the figure.}
//   hashtag: {type: string, description: Id of the hashtag.}
//   display: {type: string, description: As somebody wrote it.}
//   attacks: {type: integer, description: "Attacking posts with it, reposts left out."}
//   accounts: {type: integer, description: Accounts that wrote them.}
//   supports: {type: integer, description: Supporting posts with it.}
//   uses: {type: integer, description: "All posts with it, reposts left out."}
//   share: {type: float, description: "Attacks of all uses, 0 to 1."}
//   first_at: {type: string, description: First attack with it.}
// ---
MATCH (t:Target)<-[:ATTACKS]-(p:Post)-[:TAGGED]->(h:Hashtag)
WHERE $target IS NULL OR t.id = $target
OPTIONAL MATCH (p)<-[:POSTED]-(a:Account)
WITH t, h, count(DISTINCT p) AS attacks, count(DISTINCT a) AS accounts,
     min(p.created_at) AS first_at
WHERE attacks >= $min_attacks
WITH t, h, attacks, accounts, first_at,
     COUNT { (h)<-[:TAGGED]-(:Post)-[:SUPPORTS]->(t) } AS supports,
     COUNT { (h)<-[:TAGGED]-(:Post) } AS uses
RETURN t.id AS target, h.id AS hashtag, h.display AS display, attacks, accounts, supports, uses,
       round(10000.0 * attacks / uses) / 10000.0 AS share, first_at
ORDER BY target, attacks DESC, hashtag
LIMIT $limit
