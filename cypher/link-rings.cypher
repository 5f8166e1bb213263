// ---
// title: Links pushed by tied accounts
// question: "Which pages were pushed by accounts that are tied by links?"
// category: coordination
// description: >
//   Pages that accounts tied by co-linking posted, most such accounts first.
// reading: >
//   A row is a page with the tied accounts that posted it.
// caveats: >
//   A widely read article is posted by many; the ties were tested, the page was not.
// method: docs/method.md
// companions: [pack-domains, shared-links]
// parameters:
//   run: {type: string, description: "Only ties of this run; all runs by default."}
//   limit: {type: integer, default: 100, description: Maximum number of links.}
// columns:
//   link: {type: string, description: The page.}
//   accounts: {type: integer, description: Tied accounts that posted it.}
//   posts: {type: integer, description: Their posts with it.}
//   first_at: {type: string, description: First of them.}
//   last_at: {type: string, description: Last of them.}
//   handles: {type: list, description: "The accounts, by first use."}
// ---
MATCH (a:Account)-[r:CO_LINKS]-(b:Account)
WHERE $run IS NULL OR r.run = $run
WITH DISTINCT a
MATCH (a)-[:POSTED]->(p:Post)-[:LINKS_TO]->(l:Link)
WITH l, a, count(p) AS posts, min(p.created_at) AS first_at, max(p.created_at) AS last_at
ORDER BY first_at, a.id
WITH l, count(a) AS accounts, sum(posts) AS posts, min(first_at) AS first_at,
     max(last_at) AS last_at, collect(coalesce(a.handle, a.id)) AS handles
WHERE accounts >= 2
RETURN l.id AS link, accounts, posts, first_at, last_at, handles
ORDER BY accounts DESC, posts DESC, link
LIMIT $limit
