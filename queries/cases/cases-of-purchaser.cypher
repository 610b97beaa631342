// ---
// question: Which cases does this nation or organization buy on, who implements them, and how do they stand?
// params:
//   purchaser: {type: Stakeholder!, doc: "Id of the nation or organization, such as nation/TW."}
//   open: {type: Boolean, doc: "Whether to leave out what is closed.", default: true}
// returns:
//   case: Case!
//   title: String!
//   status: String
//   agencies: {type: "[Organization!]!", doc: "Those who carry the case out."}
//   value_usd: Decimal
//   offered_on: PartialDate
//   implemented_on: PartialDate
//   lines: {type: Int!, doc: "How many lines it has."}
//   delivered: {type: Int!, doc: "How many deliveries with a day are told of."}
// example:
//   params: {purchaser: nation/TW}
//   rows: []
// ---
MATCH (case:Case)-[:PURCHASED_BY]->(:Stakeholder {id: $purchaser})
WHERE NOT $open OR (case.closed_on IS NULL AND NOT toLower(coalesce(case.status, '')) STARTS WITH 'closed')
OPTIONAL MATCH (case)-[:IMPLEMENTED_BY]->(agency:Organization)
WITH case, agency
ORDER BY agency.id
WITH case, collect(agency.id) AS agencies
OPTIONAL MATCH (case)-[:HAS_LINE*1..2]->(line:CaseLine)
OPTIONAL MATCH (line)-[:DELIVERED_IN]->(delivery:Delivery)
WHERE delivery.delivered_on IS NOT NULL
RETURN case.id AS case,
       case.title AS title,
       case.status AS status,
       agencies,
       case.value_usd AS value_usd,
       case.offered_on AS offered_on,
       case.implemented_on AS implemented_on,
       count(DISTINCT line) AS lines,
       count(DISTINCT delivery) AS delivered
ORDER BY case
LIMIT 1000
