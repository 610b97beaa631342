// ---
// question: Which cases are told to be of an agency that is not the one by the letter in their identifier?
// params:
//   purchaser: {type: Stakeholder, doc: "Only cases on which this nation or organization buys, such as nation/TW."}
// returns:
//   case: Case!
//   title: String!
//   agency: {type: Organization!, doc: "The agency that is told."}
//   told_by: Source
//   letter: {type: String!, doc: "The letter in the identifier."}
//   by_letter: {type: Organization!, doc: "The agency that the letter stands for."}
//   meaning: {type: String!, doc: "What is known of the letter, with others who use it."}
//   confidence: {type: Confidence!, doc: "How sure it is what the letter stands for."}
// example:
//   params: {}
//   rows: []
// ---
MATCH (case:Case)-[told:IMPLEMENTED_BY]->(agency:Organization)
WHERE $purchaser IS NULL OR EXISTS { (case)-[:PURCHASED_BY]->(:Stakeholder {id: $purchaser}) }
WITH case, told, agency, split(case.id, '-')[1] AS letter
MATCH (code:CaseCode {kind: 'implementing-agency', title: letter})-[stands:STANDS_FOR]->(expected:Organization)
WHERE NOT EXISTS { (agency)-[:PART_OF*0..6]->(expected) }
  AND NOT EXISTS { (expected)-[:PART_OF*0..6]->(agency) }
RETURN case.id AS case,
       case.title AS title,
       agency.id AS agency,
       told.source AS told_by,
       letter,
       expected.id AS by_letter,
       code.meaning AS meaning,
       stands.confidence AS confidence
ORDER BY case, agency, by_letter
LIMIT 1000
