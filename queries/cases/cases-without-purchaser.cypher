// ---
// question: Which cases are told without a purchaser, their identifier having no customer code known here?
// params:
//   told_by: {type: Source, doc: "Only cases that this source tells."}
// returns:
//   case: Case!
//   title: String!
//   code: {type: String!, doc: "What stands in the identifier for a customer code."}
//   agency: {type: Organization, doc: "The agency that implements the case."}
//   told_by: {type: Source!, doc: "Who tells the case."}
// example:
//   params: {}
//   rows: []
// ---
MATCH (case:Case)
WHERE case.source IS NOT NULL AND ($told_by IS NULL OR case.source = $told_by)
  AND NOT EXISTS { (case)-[:PURCHASED_BY]->(:Stakeholder) }
OPTIONAL MATCH (case)-[:IMPLEMENTED_BY]->(agency:Organization)
RETURN case.id AS case,
       case.title AS title,
       split(case.designator, '-')[0] AS code,
       agency.id AS agency,
       case.source AS told_by
ORDER BY case, agency
LIMIT 1000
