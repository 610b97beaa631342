// ---
// question: Which deliveries to this nation or organization were promised by a day and are not known to have happened?
// params:
//   purchaser: {type: Stakeholder, doc: "Only for this buyer, such as nation/TW."}
//   as_of: {type: Date, doc: "The day on which it is asked.", default: today}
// returns:
//   delivery: Delivery!
//   case: Case!
//   line: CaseLine!
//   description: String
//   quantity: Int
//   planned_on: PartialDate!
// example:
//   params: {as_of: 2026-01-15}
//   rows: []
// ---
MATCH (case:Case)-[:HAS_LINE*1..2]->(line:CaseLine)-[:DELIVERED_IN]->(delivery:Delivery)
WHERE delivery.planned_on_latest < $as_of
  AND coalesce(delivery.delivered_on_earliest, '9999') > $as_of
  AND ($purchaser IS NULL OR EXISTS { MATCH (case)-[:PURCHASED_BY]->(:Stakeholder {id: $purchaser}) })
RETURN delivery.id AS delivery,
       case.id AS case,
       line.id AS line,
       line.description AS description,
       delivery.quantity AS quantity,
       delivery.planned_on AS planned_on
ORDER BY planned_on, delivery
LIMIT 1000
