// ---
// question: Which cross-servicing orders leave out elements that an order is to have, and which?
// params:
//   element: {type: String, doc: "Only those that leave this out, such as fund citation."}
// returns:
//   order: Order!
//   number: String!
//   agreement: Agreement
//   ordered_on: PartialDate
//   value_usd: Decimal
//   missing: "[String!]!"
// example:
//   params: {element: fund citation}
//   rows: []
// ---
MATCH (order:Order)
WHERE size(coalesce(order.missing, [])) > 0
  AND ($element IS NULL OR $element IN order.missing)
OPTIONAL MATCH (order)-[:PLACED_UNDER]->(agreement:Agreement)
RETURN order.id AS order,
       order.number AS number,
       agreement.id AS agreement,
       order.ordered_on AS ordered_on,
       order.value_usd AS value_usd,
       order.missing AS missing
ORDER BY order, agreement
LIMIT 1000
