// ---
// question: Which elements do cross-servicing orders leave out, and how many orders do?
// params: {}
// returns:
//   element: String!
//   orders: Int!
//   value_usd: Float!
// example:
//   params: {}
//   rows: []
// ---
MATCH (order:Order)
UNWIND coalesce(order.missing, []) AS element
RETURN element, count(order) AS orders, sum(coalesce(order.value_usd, 0.0)) AS value_usd
ORDER BY orders DESC, element
LIMIT 100
