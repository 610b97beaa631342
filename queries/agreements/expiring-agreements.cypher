// ---
// question: Which agreements end within so many months of a day, and with whom?
// params:
//   months: {type: Int, doc: "How many months ahead.", default: 24}
//   as_of: {type: Date, doc: "The day from which the months count.", default: today}
// returns:
//   agreement: Agreement!
//   title: String!
//   kinds: "[AgreementKind!]!"
//   in_force_to: PartialDate!
//   nations: {type: "[Nation!]!", doc: "The nations party to it, without the United States."}
//   status: AgreementStatus!
// example:
//   params: {months: 24, as_of: 2026-01-15}
//   rows:
//     - {agreement: agreement/sma-jp-2022, title: Japan Special Measures Agreement, kinds: [burden-sharing],
//        in_force_to: 2027-03-31, nations: [nation/JP], status: in-force}
// ---
MATCH (agreement:Agreement)
WHERE agreement.in_force_to_latest >= $as_of
  AND date(agreement.in_force_to_earliest) <= date($as_of) + duration({months: $months})
OPTIONAL MATCH (agreement)<-[:PARTY_TO]-(nation:Nation)
WHERE nation.id <> 'nation/US'
WITH agreement, nation
ORDER BY nation.id
RETURN agreement.id AS agreement,
       agreement.title AS title,
       agreement.kinds AS kinds,
       agreement.in_force_to AS in_force_to,
       collect(nation.id) AS nations,
       agreement.status AS status
ORDER BY in_force_to, agreement
LIMIT 1000
