// ---
// question: Which cross-servicing orders are not settled so long after the transfer (10 U.S.C. 2345)?
// params:
//   months: {type: Int, doc: "How many months the law gives; after 18 a credit may be offset.", default: 12}
//   as_of: {type: Date, doc: "The day on which it is asked.", default: today}
// returns:
//   order: Order!
//   number: String!
//   partners: {type: "[Stakeholder!]!", doc: "With whom."}
//   transferred_on: PartialDate!
//   payment: PaymentForm
//   value_usd: Decimal
//   settled_usd: Decimal
//   may_be_offset: {type: Boolean!, doc: "Whether it may be offset: the receiver is foreign, 18 months are over."}
// example:
//   params: {as_of: 2026-01-15}
//   rows: []
// ---
MATCH (order:Order)
WHERE date(order.transferred_on_latest) + duration({months: $months}) < date($as_of)
  AND coalesce(order.settled_on_earliest, '9999') > $as_of
OPTIONAL MATCH (order)-[:PLACED_BY|SUPPLIED_BY]->(partner:Stakeholder)
WHERE partner.id <> 'nation/US'
OPTIONAL MATCH (order)-[:PLACED_BY]->(receiver:Stakeholder)
WITH order, partner, receiver
ORDER BY partner.id
WITH order, receiver, collect(DISTINCT partner.id) AS partners
RETURN order.id AS order,
       order.number AS number,
       partners,
       order.transferred_on AS transferred_on,
       order.payment AS payment,
       order.value_usd AS value_usd,
       order.settled_usd AS settled_usd,
       coalesce(receiver.id, 'nation/US') <> 'nation/US'
         AND date(order.transferred_on_latest) + duration({months: 18}) < date($as_of) AS may_be_offset
ORDER BY transferred_on, order
LIMIT 1000
