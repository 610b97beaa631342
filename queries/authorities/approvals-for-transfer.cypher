// ---
// question: Which approvals, notices and waivers may this kind of transfer turn on, and who gives each?
// params:
//   kind: {type: TransferKind!, doc: "Kind of transfer, such as acsa-transfer."}
//   given: {type: ApprovalClass, doc: "Only those given this readily, such as discretionary."}
// returns:
//   approval: ID!
//   title: String!
//   form: ApprovalForm!
//   given: ApprovalClass!
//   by: Organization
//   rules: {type: "[Rule!]!", doc: "The rules that ask for it."}
// example:
//   params: {kind: surface-transport-exchange}
//   rows:
//     - {approval: approval/congressional-notice-10usc2350m, title: notice of a surface transport exchange
//        arrangement, form: notice, given: routine, by: org/secdef, rules: [rule/seos-notice]}
//     - {approval: approval/human-rights-extraordinary-circumstances-waiver, title: certificate of extraordinary
//        circumstances under FAA 502B, form: waiver, given: waiver, by: org/potus, rules: [rule/hr-502b-waived]}
//     - {approval: approval/nuclear-sanctions-waiver, title: "President's certificate under AECA 102(b)(5) or (6)",
//        form: waiver, given: waiver, by: org/potus, rules: [rule/nuclear-bar-waived]}
//     - {approval: approval/russia-cooperation-waiver, title: waiver of the limit on military cooperation with Russia,
//        form: waiver, given: waiver, by: org/secdef, rules: [rule/russia-military-cooperation-waived]}
//     - {approval: approval/secstate-concurrence, title: concurrence of the Secretary of State, form: approval, given:
//        discretionary, by: org/secstate, rules: [rule/seos-concurrence]}
//     - {approval: approval/yearly-report-10usc2350m, title: yearly report on the surface transport exchange, form:
//        notice, given: routine, by: org/secdef, rules: [rule/seos-report]}
// ---
MATCH (:TransferKind {slug: $kind})<-[:GOVERNS]-(rule:Rule)-[:NEEDS]->(approval:ApprovalKind)
WHERE $given IS NULL OR approval.approval_class = $given
OPTIONAL MATCH (approval)-[:GIVEN_BY]->(official:Organization)
WITH approval, official, rule
ORDER BY rule.id
RETURN approval.id AS approval,
       approval.title AS title,
       approval.form AS form,
       approval.approval_class AS given,
       official.id AS by,
       collect(DISTINCT rule.id) AS rules
ORDER BY approval, by
LIMIT 1000
