// ---
// title: The same picture from several accounts
// question: "Who showed the same picture or montage, and who was first?"
// category: narrative
// description: >
//   Pictures and videos that several accounts posted themselves; reposts are left out.
// reading: >
//   A row is a picture. handles begins with the account that showed it first, as far as the posts
//   at hand reach.
// caveats: >
//   A picture that was altered a little counts as another one unless the export gives a perceptual
//   hash.
// method: docs/loading.md
// companions: [copypasta, shared-links]
// parameters:
//   min_accounts: {type: integer, default: 3, minimum: 1, description: "Minimum number of accounts."}
//   limit: {type: integer, default: 200, minimum: 0, description: "Maximum number of pictures."}
// columns:
//   media: {type: string, description: "Id of the picture or video."}
//   url: {type: string, description: "Where it was."}
//   accounts: {type: integer, description: "Accounts that showed it."}
//   posts: {type: integer, description: "Posts that show it."}
//   first_at: {type: string, description: "First of them."}
//   handles: {type: list, description: "The accounts, by first use."}
// ---
MATCH (m:Media)<-[:SHOWS]-(p:Post)
WHERE p.kind <> 'repost'
MATCH (p)<-[:POSTED]-(a:Account)
WITH m, a, count(p) AS posts, min(p.created_at) AS first_at
ORDER BY first_at, a.id
WITH m, count(a) AS accounts, sum(posts) AS posts, min(first_at) AS first_at,
     collect(coalesce(a.handle, a.id)) AS handles
WHERE accounts >= $min_accounts
RETURN m.id AS media, m.url AS url, accounts, posts, first_at, handles
ORDER BY accounts DESC, posts DESC, media
LIMIT $limit
