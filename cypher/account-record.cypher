// ---
// title: Why an account is here, and what speaks for it
// question: "Why is this account here, and what speaks for it?"
// category: evidence
// description: >
//   One row on an account: what was found of it, and beside it what speaks against a finding: its
//   support, its everyday activity, its unshared posts.
// reading: >
//   Read both sides. Many supports, ties to few members, most reposts outside the pack, and few
//   attacks among many posts speak for the account.
// caveats: >
//   The record holds what was loaded. Let the person answer before you publish.
// method: docs/figures.md
// companions: [post-evidence, pair-evidence, pack-members]
// no_limit: "one row"
// parameters:
//   account: {type: string, required: true, source: pack-members.account, description: "Id of the account."}
// columns:
//   account: {type: string, description: "Id of the account."}
//   handle: {type: string, description: "Its current handle."}
//   handles: {type: list, description: "Every handle seen."}
//   created_at: {type: string, description: "When it was created."}
//   posts: {type: integer, description: "Its posts at hand, reposts included."}
//   reposts: {type: integer, description: "How many of these are reposts."}
//   attacks: {type: integer, description: "Posts that attack a figure."}
//   own_attacks: {type: integer, description: "How many of these in its own words."}
//   supports: {type: integer, description: "Posts that support a figure."}
//   packs: {type: list, description: "Packs that it is a member of."}
//   first_at: {type: string, description: "Its first post at hand."}
//   last_at: {type: string, description: "Its last post at hand."}
//   unclear: {type: integer, description: "Posts whose stance on a figure is unclear."}
// ---
MATCH (a:Account {id: $account})
OPTIONAL MATCH (a)-[:MEMBER_OF]->(k:Pack)
WHERE coalesce(k.kind, 'pack') = 'pack'
WITH a, k ORDER BY k.id
WITH a, collect(k.id) AS packs
RETURN a.id AS account, a.handle AS handle, coalesce(a.handles, []) AS handles,
       a.created_at AS created_at,
       COUNT { (a)-[:POSTED]->(:Post) } AS posts,
       COUNT { (a)-[:POSTED]->(:Post)-[:REPOSTS]->(:Post) } AS reposts,
       COUNT { (a)-[:POSTED]->(:Post)-[:ATTACKS]->(:Target) } AS attacks,
       COUNT { (a)-[:POSTED]->(:Post)-[r:ATTACKS]->(:Target)
               WHERE coalesce(r.own_words, true) } AS own_attacks,
       COUNT { (a)-[:POSTED]->(:Post)-[:SUPPORTS]->(:Target) } AS supports,
       packs, a.first_seen_at AS first_at, a.last_seen_at AS last_at,
       COUNT { (a)-[:POSTED]->(:Post)-[r:CONCERNS]->(:Target) WHERE r.unclear } AS unclear
