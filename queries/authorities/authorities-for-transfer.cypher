// ---
// question: Which authorities grant this kind of transfer, by which rules, and which others bear on it?
// params:
//   kind: {type: TransferKind!, doc: "Kind of transfer, such as acsa-transfer."}
// returns:
//   authority: Authority!
//   citation: String!
//   title: String!
//   grants: {type: "[Rule!]!", doc: "Its rules that grant the kind of transfer."}
//   other_rules: {type: Int!, doc: "How many others of its rules bear on it."}
//   status: String
// example:
//   params: {kind: surface-transport-exchange}
//   rows:
//     - {authority: usc/10/2350m, citation: 10 U.S.C. 2350m, title: European surface transport exchange, grants:
//        [rule/seos], other_rules: 5, status: in force}
//     - {authority: pl/106-65/1201, citation: "Pub. L. 106-65, section 1201", title: Limits on contacts with the Chinese
//        forces, grants: [], other_rules: 1, status: in force}
//     - {authority: pl/114-328/1232, citation: "Pub. L. 114-328, section 1232", title: Limit on military cooperation with
//        Russia, grants: [], other_rules: 2, status: extended by later acts as far as known (the section was read only in
//        press)}
//     - {authority: usc/22/2301, citation: 22 U.S.C. 2301, title: Security assistance policy, grants: [],
//        other_rules: 1, status: in force}
//     - {authority: usc/22/2304, citation: 22 U.S.C. 2304, title: Human rights and security assistance, grants: [],
//        other_rules: 1, status: in force}
//     - {authority: usc/22/2799aa-1, citation: 22 U.S.C. 2799aa-1, title: Nuclear transfer and detonation cut-offs,
//        grants: [], other_rules: 1, status: in force}
//     - {authority: usc/50/1702, citation: 50 U.S.C. 1702, title: Powers of the President over dealings with foreign
//        countries and their nationals, grants: [], other_rules: 2, status: in force}
// ---
MATCH (:TransferKind {slug: $kind})<-[:GOVERNS]-(rule:Rule)-[:UNDER]->(authority:Authority)
WITH authority, rule
ORDER BY rule.id
WITH authority,
     collect(CASE WHEN rule.effect = 'grants' THEN rule.id END) AS grants,
     count(CASE WHEN rule.effect <> 'grants' THEN 1 END) AS other_rules
RETURN authority.id AS authority,
       authority.citation AS citation,
       authority.title AS title,
       grants,
       other_rules,
       authority.status AS status
ORDER BY CASE WHEN size(grants) > 0 THEN 0 ELSE 1 END, authority
LIMIT 1000
