// ---
// title: Members of the packs
// question: "Who belongs to the packs?"
// category: coordination
// description: >
//   Every member with what is known of the account, how many other members it is tied to, how much
//   of its reposting stays inside the pack, and whether it is tied to other packs too.
// reading: >
//   A row is a member. ties counts the other members that it is tied to, inside_share how much of
//   its reposting stays inside.
// caveats: >
//   Membership is statistical: a member may have followed the others without knowing them.
// method: docs/method.md
// companions: [account-record, pack-evidence, bridge-accounts]
// parameters:
//   pack: {type: string, description: "Only this pack, audience or schedule; all packs by default."}
//   run: {type: string, description: "Only packs of this run; all runs by default."}
//   limit: {type: integer, default: 1000, description: Maximum number of rows.}
// columns:
//   pack: {type: string, description: Id of the pack.}
//   account: {type: string, description: Id of the account.}
//   handle: {type: string, description: Its handle.}
//   display_name: {type: string, description: The name beside the handle.}
//   created_at: {type: string, description: When the account was made.}
//   followers: {type: integer, description: Accounts that follow it.}
//   ties: {type: integer, description: Members that it is tied to.}
//   inside_share: {type: float, description: "Share of its reposts that repost a member, 0 to 1."}
//   bridge: {type: boolean, description: Whether it is tied to other packs too.}
// ---
MATCH (k:Pack)
WHERE ($pack IS NULL OR k.id = $pack) AND ($run IS NULL OR k.run = $run)
      AND ($pack IS NOT NULL OR coalesce(k.kind, 'pack') = 'pack')
MATCH (k)<-[m:MEMBER_OF]-(a:Account)
RETURN k.id AS pack, a.id AS account, a.handle AS handle, a.display_name AS display_name,
       a.created_at AS created_at, a.followers AS followers, m.ties AS ties,
       m.inside_share AS inside_share, coalesce(m.bridge, false) AS bridge
ORDER BY pack, ties DESC, account
LIMIT $limit
