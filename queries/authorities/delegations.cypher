// ---
// question: Who exercises the powers that this authority, or the texts in it, hand on, and by which rule?
// params:
//   authority: {type: Authority, doc: "Only powers under this authority, such as usc/10/2342."}
//   organization: {type: Organization, doc: "Only powers of this organization, such as org/secdef."}
// returns:
//   rule: Rule!
//   title: String!
//   cite: String!
//   organization: Organization!
//   kinds: {type: "[TransferKind!]!", doc: "The kinds of transfer that the rule governs."}
// example:
//   params: {organization: org/ousd-as}
//   rows:
//     - {rule: rule/coop-rd-delegation, title: Only the Deputy Secretary of Defense or the Under Secretaries for
//        Acquisition and Sustainment and for Research and Engineering may make that finding for the Secretary., cite:
//        usc/10/2350a(b)(2), organization: org/ousd-as, kinds: [cooperative-rd]}
// ---
MATCH (official:Organization)<-[:DELEGATES_TO]-(rule:Rule)-[:UNDER]->(text:Authority)
WHERE ($organization IS NULL OR official.id = $organization)
  AND ($authority IS NULL OR EXISTS { (text)-[:PART_OF*0..3]->(:Authority {id: $authority}) })
OPTIONAL MATCH (rule)-[:GOVERNS]->(kind:TransferKind)
WITH rule, official, kind
ORDER BY kind.slug
RETURN rule.id AS rule,
       rule.title AS title,
       rule.cite AS cite,
       official.id AS organization,
       collect(DISTINCT kind.slug) AS kinds
ORDER BY rule, organization
LIMIT 1000
