// ---
// title: Accounts between packs
// question: "Which accounts connect two packs?"
// category: coordination
// description: >
//   Members of one pack that are also tied to members of others in the same run. A bridge may
//   lead two packs, or merely follow both: look at the posts before you judge.
// reading: >
//   A row is a member of one pack that is tied to members of another in the same run.
// caveats: >
//   A bridge may lead two packs, or merely follow both.
// method: docs/method.md
// companions: [pack-members, pack-links, post-evidence]
// parameters:
//   limit: {type: integer, default: 200, description: Maximum number of rows.}
// columns:
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   pack: {type: string, description: The pack it is a member of.}
//   other_pack: {type: string, description: The other pack it is tied to.}
//   ties: {type: integer, description: Members of the other pack it is tied to.}
// ---
MATCH (a:Account)-[m:MEMBER_OF]->(k:Pack)
WHERE m.bridge AND coalesce(k.kind, 'pack') = 'pack'
MATCH (a)-[r:CO_REPOSTS|CO_LINKS|CO_DOMAINS|CO_TAGS|CO_SEQUENCES|CO_REPLIES|CO_TEXTS|CO_NEAR_TEXTS|CO_MEDIA|CO_MENTIONS]-(b:Account)
MATCH (b)-[:MEMBER_OF]->(other:Pack)
WHERE other.id <> k.id AND other.run = k.run AND r.run = k.run
      AND coalesce(other.kind, 'pack') = 'pack'
RETURN a.id AS account, a.handle AS handle, k.id AS pack, other.id AS other_pack,
       count(DISTINCT b) AS ties
ORDER BY ties DESC, account, pack, other_pack
LIMIT $limit
