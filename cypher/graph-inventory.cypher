// ---
// title: What the graph holds
// description: >
//   Nodes by label and relationships by type, the largest first.
// tags: [overview]
// no_limit: there are no more rows than the schema has types
// columns:
//   element: {type: string, description: node or relationship}
//   kind: {type: string, description: The label or type.}
//   members: {type: integer, description: How many there are.}
// ---
MATCH (n)
UNWIND labels(n) AS kind
RETURN 'node' AS element, kind, count(*) AS members
ORDER BY members DESC, kind
UNION ALL
MATCH ()-[r]->()
RETURN 'relationship' AS element, type(r) AS kind, count(*) AS members
ORDER BY members DESC, kind
