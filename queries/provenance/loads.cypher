// ---
// question: Which loads ran last, what did each read, and what came of it?
// params:
//   loader: {type: String, doc: "Only this loader, such as acsas."}
//   first: {type: Int, doc: "How many loads, the newest first.", default: 25}
// returns:
//   run: LoadRun!
//   loader: String!
//   file: String
//   state: String!
//   started_at: DateTime!
//   finished_at: DateTime
//   counts: JSON
// example:
//   params: {loader: none}
//   rows: []
// ---
MATCH (load:LoadRun)
WHERE $loader IS NULL OR load.loader_name = $loader
RETURN load.id AS run,
       load.loader_name AS loader,
       load.file AS file,
       load.state AS state,
       load.started_at AS started_at,
       load.finished_at AS finished_at,
       load.counts AS counts
ORDER BY started_at DESC, run
LIMIT $first
