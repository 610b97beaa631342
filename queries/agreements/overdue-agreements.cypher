// ---
// question: Which agreements said to be in force were last seen so long ago that somebody should look again?
// params:
//   years: {type: Int, doc: "How many years are too many.", default: 10}
//   kind: {type: AgreementKind, doc: "Only agreements of this kind."}
//   as_of: {type: Date, doc: "The day from which the years count back.", default: today}
// returns:
//   agreement: Agreement!
//   title: String!
//   seen_on: PartialDate!
//   kinds: "[AgreementKind!]!"
//   nations: {type: "[Nation!]!", doc: "The nations party to it, without the United States."}
//   confidence: Confidence!
// example:
//   params: {years: 10, kind: information-security, as_of: 2026-01-15}
//   rows:
//     - {agreement: agreement/gsomia-ie, title: GSOMIA Ireland, seen_on: 2006-02-22, kinds: [information-security],
//        nations: [nation/IE], confidence: documented}
//     - {agreement: agreement/gsomia-jp, title: GSOMIA JP, seen_on: 2007-08-10, kinds: [information-security],
//        nations: [nation/JP], confidence: documented}
//     - {agreement: agreement/gsomia-cz, title: GSOMIA Czechia, seen_on: 2007-08-31, kinds: [information-security],
//        nations: [nation/CZ], confidence: documented}
//     - {agreement: agreement/gsomia-au, title: Australia General Security Agreement, seen_on: 2007-09-05, kinds:
//        [information-security], nations: [nation/AU], confidence: documented}
//     - {agreement: agreement/gsomia-br, title: GSOMIA BR, seen_on: 2015-08-29, kinds: [information-security],
//        nations: [nation/BR], confidence: documented}
// ---
MATCH (agreement:Agreement)
WHERE agreement.status = 'in-force'
  AND agreement.seen_on_latest <= toString(date($as_of) - duration({years: $years}))
  AND ($kind IS NULL OR $kind IN agreement.kinds)
OPTIONAL MATCH (agreement)<-[:PARTY_TO]-(nation:Nation)
WHERE nation.id <> 'nation/US'
WITH agreement, nation
ORDER BY nation.id
RETURN agreement.id AS agreement,
       agreement.title AS title,
       agreement.seen_on AS seen_on,
       agreement.kinds AS kinds,
       collect(nation.id) AS nations,
       agreement.confidence AS confidence
ORDER BY seen_on, agreement
LIMIT 1000
