// ---
// title: What a set of accounts shared, for the evidence behind a tie
// description: >
//   What the accounts linked to, tagged, answered, wrote, showed and mentioned, and when: the acts
//   of the stored queries whose names are asked for, of these accounts alone.
// no_limit: there are no more rows than acts of the accounts
// parameters:
//   accounts: {type: list, required: true, description: Ids of the accounts.}
//   traces: {type: list, required: true, description: "Names of the queries of traces, as trace-links."}
// columns:
//   trace: {type: string, description: Name of the trace's query.}
//   account: {type: string, description: Id of the account.}
//   object: {type: string, description: "What is shared, as the trace's query has it."}
//   ts: {type: integer, description: "When, epoch seconds."}
//   post: {type: string, description: Id of the post that shows it.}
// ---
UNWIND [name IN $traces WHERE name = 'trace-links'] AS trace
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:LINKS_TO]->(o:Link)
WHERE p.ts IS NOT NULL AND p.kind <> 'repost'
RETURN trace, a.id AS account, o.id AS object, p.ts AS ts, p.id AS post
UNION ALL
UNWIND [name IN $traces WHERE name = 'trace-domains'] AS trace
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:LINKS_TO]->(:Link)-[:ON]->(o:Domain)
WHERE p.ts IS NOT NULL AND p.kind <> 'repost'
RETURN trace, a.id AS account, o.id AS object, p.ts AS ts, p.id AS post
UNION ALL
UNWIND [name IN $traces WHERE name = 'trace-hashtags'] AS trace
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:TAGGED]->(o:Hashtag)
WHERE p.ts IS NOT NULL AND p.kind <> 'repost'
RETURN trace, a.id AS account, o.id AS object, p.ts AS ts, p.id AS post
UNION ALL
UNWIND [name IN $traces WHERE name = 'trace-replies'] AS trace
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:REPLIES_TO]->(o:Post)
WHERE p.ts IS NOT NULL
RETURN trace, a.id AS account, o.id AS object, p.ts AS ts, p.id AS post
UNION ALL
UNWIND [name IN $traces WHERE name = 'trace-texts'] AS trace
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)
WHERE p.ts IS NOT NULL AND p.kind <> 'repost' AND p.text IS NOT NULL
RETURN trace, a.id AS account, p.text AS object, p.ts AS ts, p.id AS post
UNION ALL
UNWIND [name IN $traces WHERE name = 'trace-media'] AS trace
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:SHOWS]->(o:Media)
WHERE p.ts IS NOT NULL AND p.kind <> 'repost'
RETURN trace, a.id AS account, o.id AS object, p.ts AS ts, p.id AS post
UNION ALL
UNWIND [name IN $traces WHERE name = 'trace-mentions'] AS trace
MATCH (a:Account)
WHERE a.id IN $accounts
MATCH (a)-[:POSTED]->(p:Post)-[:MENTIONS]->(o:Account)
WHERE p.ts IS NOT NULL AND p.kind <> 'repost'
RETURN trace, a.id AS account, o.id AS object, p.ts AS ts, p.id AS post
