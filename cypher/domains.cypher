// ---
// title: Sites that posts lead to
// question: "Which sites and outlets are linked to most?"
// category: narrative
// description: >
//   Hosts by how many accounts link to them, with how many of these posts attack a figure.
// reading: >
//   A row is a host. Many attacks among few posts say that its pages carry the attack.
// caveats: >
//   A post may attack a figure and link to a page that defends it.
// method: docs/loading.md
// companions: [pack-domains, shared-links]
// parameters:
//   limit: {type: integer, default: 100, minimum: 0, description: "Maximum number of hosts."}
// columns:
//   domain: {type: string, description: "The host."}
//   accounts: {type: integer, description: "Accounts that link to it."}
//   posts: {type: integer, description: "Posts that do."}
//   attacks: {type: integer, description: "Posts of these that attack a figure."}
// ---
MATCH (d:Domain)<-[:ON]-(:Link)<-[:LINKS_TO]-(p:Post)
WITH DISTINCT d, p
MATCH (p)<-[:POSTED]-(a:Account)
WITH d, a, count(p) AS posts,
     sum(CASE WHEN EXISTS { (p)-[:ATTACKS]->(:Target) } THEN 1 ELSE 0 END) AS attacks
RETURN d.id AS domain, count(a) AS accounts, sum(posts) AS posts, sum(attacks) AS attacks
ORDER BY accounts DESC, posts DESC, domain
LIMIT $limit
