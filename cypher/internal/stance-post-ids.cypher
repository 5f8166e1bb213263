// ---
// title: Which posts the figures' rules read
// description: >
//   The id of every post with words of its own. Reposts are left out, because they inherit; those
//   whose original is unknown are not. `meute figures load` reads this.
// no_limit: A post left out would be a mark left out.
// parameters:
//   first: {type: integer, required: true, description: "First second to read."}
//   last: {type: integer, required: true, description: "Last second to read."}
// columns:
//   post: {type: string, description: Id of the post.}
// ---
MATCH (p:Post)
WHERE coalesce(p.ts, 0) >= $first AND coalesce(p.ts, 0) <= $last AND p.text IS NOT NULL
      AND (coalesce(p.kind, '') <> 'repost' OR p.repost_key = 'weak')
RETURN p.id AS post
