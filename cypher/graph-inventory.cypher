// ---
// title: What the graph holds
// question: "What does the case hold, and how much of it?"
// category: overview
// description: >
//   Nodes by label and relationships by type, the largest first.
// reading: >
//   A row is a kind of node or relationship and how many there are.
// caveats: >
//   Counts include posts that are only referred to; missing-originals tells how many.
// method: docs/schema.md
// companions: [runs, collection-gaps]
// no_limit: there are no more rows than the schema has types
// columns:
//   element: {type: string, description: node or relationship}
//   kind: {type: string, description: The label or type.}
//   members: {type: integer, description: How many there are.}
// ---
// The embedded engine keeps these counts, and gives them for exactly these two subqueries.
CALL () {
  MATCH (n) RETURN labels(n) AS kinds, count(*) AS members
}
UNWIND kinds AS kind
RETURN 'node' AS element, kind, members
ORDER BY members DESC, kind
UNION ALL
CALL () {
  MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS members
}
RETURN 'relationship' AS element, kind, members
ORDER BY members DESC, kind
