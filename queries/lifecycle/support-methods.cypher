// ---
// question: In which ways can a system be kept supported, and what is to be known of each?
// params:
//   kind: {type: String, doc: "Only ways of this sort, such as materiel-return."}
// returns:
//   method: SupportMethod!
//   kind: String!
//   title: String!
//   notes: String
//   systems: {type: Int!, doc: "How many systems are known to be supported so."}
//   confidence: Confidence!
// example:
//   params: {kind: materiel-return}
//   rows:
//     - {method: materiel-return/ret-dx, kind: materiel-return, title: Direct exchange, notes: "Another item of the
//        same form, fit and function at once; original goes to stock", systems: 0, confidence: documented}
//     - {method: materiel-return/ret-rr, kind: materiel-return, title: Repair and return, notes: "Same item back,
//        exact cost billed, can be slow", systems: 0, confidence: documented}
// ---
MATCH (way:SupportMethod)
WHERE $kind IS NULL OR way.kind = $kind
OPTIONAL MATCH (way)<-[:SUPPORTED_BY]-(system:System)
RETURN way.id AS method,
       way.kind AS kind,
       way.title AS title,
       way.notes AS notes,
       count(system) AS systems,
       way.confidence AS confidence
ORDER BY kind, method
LIMIT 1000
