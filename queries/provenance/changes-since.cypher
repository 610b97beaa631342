// ---
// question: "What has changed here since a moment: what was believed before, until when, and by which load?"
// params:
//   since: {type: DateTime!, doc: "The moment, such as 2026-01-15T00:00:00Z."}
//   first: {type: Int, doc: "How many changes, the newest first.", default: 100}
// returns:
//   of: String!
//   change: String!
//   known_from: DateTime!
//   known_to: DateTime!
//   was: JSON!
//   run: LoadRun
//   file: String
// example:
//   params: {since: 2100-01-01T00:00:00Z}
//   rows: []
// ---
MATCH (revision:Revision)
WHERE revision.known_to > $since
OPTIONAL MATCH (revision)-[:WRITTEN_BY]->(load:LoadRun)
RETURN revision.of AS of,
       revision.change AS change,
       revision.known_from AS known_from,
       revision.known_to AS known_to,
       revision.was AS was,
       load.id AS run,
       load.file AS file
ORDER BY known_to DESC, of
LIMIT $first
