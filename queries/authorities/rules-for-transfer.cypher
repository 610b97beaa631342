// ---
// question: How many rules of each effect bear on this kind of transfer, and on how many authorities do they rest?
// params:
//   kind: {type: TransferKind!, doc: "Kind of transfer, such as acsa-transfer."}
// returns:
//   effect: Effect!
//   rules: {type: Int!, doc: "How many rules have that effect and are that sure."}
//   authorities: {type: Int!, doc: "How many authorities they stand under."}
//   confidence: Confidence!
// bounded: One row for each effect and confidence.
// example:
//   params: {kind: surface-transport-exchange}
//   rows:
//     - {effect: grants, rules: 1, authorities: 1, confidence: documented}
//     - {effect: lifts, rules: 3, authorities: 3, confidence: documented}
//     - {effect: lifts, rules: 1, authorities: 1, confidence: secondary}
//     - {effect: limits, rules: 1, authorities: 1, confidence: documented}
//     - {effect: notifies, rules: 2, authorities: 1, confidence: documented}
//     - {effect: prohibits, rules: 2, authorities: 2, confidence: documented}
//     - {effect: prohibits, rules: 1, authorities: 1, confidence: secondary}
//     - {effect: requires, rules: 2, authorities: 2, confidence: documented}
//     - {effect: requires, rules: 1, authorities: 1, confidence: general-knowledge}
// ---
MATCH (:TransferKind {slug: $kind})<-[:GOVERNS]-(rule:Rule)-[:UNDER]->(authority:Authority)
RETURN rule.effect AS effect,
       count(DISTINCT rule) AS rules,
       count(DISTINCT authority) AS authorities,
       rule.confidence AS confidence
ORDER BY effect, confidence
