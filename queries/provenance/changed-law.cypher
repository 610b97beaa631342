// ---
// question: Which sections and regulations read otherwise since a moment, such as the last release point?
// params:
//   since: {type: DateTime!, doc: "The moment, such as 2026-01-15T00:00:00Z; each load has its own in `loads`."}
//   within: {type: String, doc: "Only texts whose ids begin so, such as text/usc/22/.", default: text/}
// returns:
//   text: ID!
//   change: String!
//   of: {type: String!, doc: "What changed: words, or what stands around them alone (notes, history, or the file that tells it)."}
//   citation: String
//   amended_on: {type: PartialDate, doc: "The day of its last amendment as it is told now."}
//   known_to: {type: DateTime!, doc: "When the new text was loaded."}
//   file: String
// example:
//   params: {since: 2100-01-01T00:00:00Z}
//   rows: []
// ---
MATCH (revision:Revision)
WHERE revision.known_to > $since AND revision.of STARTS WITH $within AND NOT revision.of CONTAINS '|'
OPTIONAL MATCH (text:Text {id: revision.of})
OPTIONAL MATCH (revision)-[:WRITTEN_BY]->(load:LoadRun)
RETURN revision.of AS text,
       revision.change AS change,
       CASE WHEN text IS NOT NULL AND revision.was CONTAINS text.digest THEN 'notes, history or source' ELSE 'words' END AS of,
       text.title AS citation,
       text.amended_on AS amended_on,
       revision.known_to AS known_to,
       load.file AS file
ORDER BY text, known_to
LIMIT 5000
