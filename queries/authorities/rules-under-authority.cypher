// ---
// question: What does this authority say, rule by rule, and about which kinds of transfer?
// params:
//   authority: {type: Authority!, doc: "Id of the authority, such as usc/10/2342."}
//   effect: {type: Effect, doc: "Only rules with this effect, such as prohibits."}
// returns:
//   rule: Rule!
//   paragraph: String
//   effect: Effect!
//   title: String!
//   kinds: {type: "[TransferKind!]!", doc: "The kinds of transfer that the rule governs."}
//   lifted_by: {type: "[Rule!]!", doc: "The rules that are exceptions to it."}
// example:
//   params: {authority: usc/10/2342, effect: grants}
//   rows:
//     - {rule: rule/acsa-transfer, paragraph: (a)(1), effect: grants, title: US forces may supply the forces of a
//        partner that has a cross-servicing agreement with the US in force., kinds: [acsa-transfer], lifted_by: []}
//     - {rule: rule/acsa-receive, paragraph: (a)(2), effect: grants, title: "US forces may receive support, wherever
//        they are, from a partner with a cross-servicing agreement in force.", kinds: [acsa-acquisition,
//        host-nation-support], lifted_by: []}
// ---
MATCH (:Authority {id: $authority})<-[:PART_OF*0..3]-(text:Authority)<-[:UNDER]-(rule:Rule)
WHERE $effect IS NULL OR rule.effect = $effect
OPTIONAL MATCH (rule)-[:GOVERNS]->(kind:TransferKind)
WITH rule, kind
ORDER BY kind.slug
WITH rule, collect(DISTINCT kind.slug) AS kinds
OPTIONAL MATCH (rule)<-[:LIFTS]-(exception:Rule)
WITH rule, kinds, exception
ORDER BY exception.id
RETURN rule.id AS rule,
       rule.paragraph AS paragraph,
       rule.effect AS effect,
       rule.title AS title,
       kinds,
       collect(exception.id) AS lifted_by
ORDER BY paragraph, rule
LIMIT 1000
