// ---
// question: How many agreements of each kind are there, in which state were they last seen, and how sure is that?
// params:
//   kind: {type: AgreementKind, doc: "Only this kind."}
// returns:
//   kind: {type: AgreementKind!, doc: "What the agreements are for; one of two kinds counts under both."}
//   status: AgreementStatus!
//   agreements: {type: Int!, doc: "How many there are."}
//   documented: {type: Int!, doc: "How many of them an official paper states."}
//   secondary: {type: Int!, doc: "How many of them others report."}
//   general_knowledge: {type: Int!, doc: "How many of them are only generally known."}
// bounded: One row for each kind and state.
// example:
//   params: {kind: stockpile}
//   rows:
//     - {kind: stockpile, status: in-force, agreements: 1, documented: 1, secondary: 0, general_knowledge: 0}
//     - {kind: stockpile, status: terminated, agreements: 2, documented: 0, secondary: 1, general_knowledge: 1}
// ---
MATCH (agreement:Agreement)
UNWIND agreement.kinds AS each_kind
WITH agreement, each_kind
WHERE $kind IS NULL OR each_kind = $kind
RETURN each_kind AS kind,
       agreement.status AS status,
       count(*) AS agreements,
       count(CASE WHEN agreement.confidence = 'documented' THEN 1 END) AS documented,
       count(CASE WHEN agreement.confidence = 'secondary' THEN 1 END) AS secondary,
       count(CASE WHEN agreement.confidence = 'general-knowledge' THEN 1 END) AS general_knowledge
ORDER BY kind, status
