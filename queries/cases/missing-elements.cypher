// ---
// question: Which elements do cross-servicing orders leave out, and how many orders do?
// params: {}
// returns:
//   element: {type: String!, doc: "The element, by the word that orders use for it."}
//   orders: {type: Int!, doc: "How many orders leave it out."}
//   value_usd: {type: Float!, doc: "Their worth in US dollars; what is not told adds nothing."}
// example:
//   params: {}
//   rows: []
// ---
MATCH (order:Order)
UNWIND coalesce(order.missing, []) AS element
RETURN element, count(order) AS orders, round(100 * sum(coalesce(order.value_usd, 0.0))) / 100.0 AS value_usd
ORDER BY orders DESC, element
LIMIT 100
