// ---
// question: Which sorts of risk return in case after case, and what is done against risk?
// params:
//   kind: {type: String, doc: "Only risk-category, or only mitigation."}
// returns:
//   kind: String!
//   entity: Entity!
//   title: String!
//   notes: String
// bounded: A short list of the bundled facts, lengthened by hand.
// example:
//   params: {kind: mitigation}
//   rows:
//     - {kind: mitigation, entity: mitigation/mit-escalate, title: Agreed escalation paths}
//     - {kind: mitigation, entity: mitigation/mit-forecast, title: "Forecast absorption and readiness, not just
//        delivery"}
//     - {kind: mitigation, entity: mitigation/mit-integrator, title: Name an integrator}
//     - {kind: mitigation, entity: mitigation/mit-register, title: Keep a living risk register}
//     - {kind: mitigation, entity: mitigation/mit-reviews, title: Structured reviews and issue logs}
//     - {kind: mitigation, entity: mitigation/mit-traces, title: Trace every change to a baseline and record}
// ---
MATCH (part:RiskCategory|Mitigation)
WHERE $kind IS NULL OR part.kind = $kind
RETURN part.kind AS kind,
       part.id AS entity,
       part.title AS title,
       part.notes AS notes
ORDER BY kind DESC, entity
