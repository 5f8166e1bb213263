// ---
// title: Bursts of hashtags
// question: "When did a hashtag explode, and who started it?"
// category: overview
// description: >
//   For each hashtag the heaviest span of up to a day, how unlikely it is by the tag's and the
//   corpus's own rhythm, how few accounts made it, and with which post it began.
// reading: >
//   A row is the heaviest span of a hashtag. half_accounts is how few accounts made half of it;
//   surprise is -log10 of the chance by the rhythm of tag and corpus.
// caveats: >
//   News explodes too: a burst says that something happened, not that somebody arranged it.
//   Threads are allowed for; pushed or grown by itself, these numbers cannot tell.
// method: docs/method.md
// companions: [burst-joiners, attack-hashtags]
// parameters:
//   run: {type: string, description: "Only bursts of this run; all runs by default."}
//   min_posts: {type: integer, default: 20, description: Minimum number of posts.}
//   limit: {type: integer, default: 50, description: Maximum number of bursts.}
// columns:
//   hashtag: {type: string, description: The hashtag.}
//   start_at: {type: string, description: First post.}
//   end_at: {type: string, description: Last post.}
//   minutes: {type: float, description: Length in minutes.}
//   posts: {type: integer, description: Posts.}
//   accounts: {type: integer, description: Accounts.}
//   expected: {type: float, description: Posts that the rhythm would give.}
//   surprise: {type: float, description: "-log10 of the chance, by the rhythm."}
//   half_accounts: {type: integer, description: Fewest accounts that made half of it.}
//   first_handle: {type: string, description: Who began.}
//   first_post: {type: string, description: The post it began with.}
//   first_url: {type: string, description: Where it can be opened.}
//   run: {type: string, description: The run that found it.}
// ---
MATCH (b:Burst)
WHERE ($run IS NULL OR b.run = $run) AND b.posts >= $min_posts
OPTIONAL MATCH (p:Post {id: b.first_post})
OPTIONAL MATCH (a:Account {id: b.first_account})
RETURN b.hashtag AS hashtag, b.start_at AS start_at, b.end_at AS end_at,
       (b.end_ts - b.start_ts) / 60.0 AS minutes, b.posts AS posts, b.accounts AS accounts,
       b.expected AS expected, b.surprise AS surprise, b.half_accounts AS half_accounts,
       coalesce(a.handle, a.id) AS first_handle, b.first_post AS first_post, p.url AS first_url,
       b.run AS run
ORDER BY surprise DESC, posts DESC, hashtag, run
LIMIT $limit
