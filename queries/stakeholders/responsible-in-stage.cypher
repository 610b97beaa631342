// ---
// question: Who acts in this stage of a case, and what does each of them do?
// params:
//   stage: {type: Stage!, doc: "Id of the stage, such as stage/stage-offer."}
//   kind: {type: String, doc: "Only organizations of this sort, such as implementing-agency."}
// returns:
//   organization: Organization!
//   title: String!
//   kind: String!
//   role: {type: String, doc: "Its part in the stage, or what it is for at all."}
//   source: {type: Source, doc: "Where that is stated."}
// example:
//   params: {stage: stage/stage-close, kind: agency}
//   rows:
//     - {organization: org/dfas, title: Defense Finance and Accounting Service, kind: agency, role: Bills partners and
//        keeps case accounts at Indianapolis, source: source/414d74f74c5e7a0c65e7}
//     - {organization: org/dsca, title: Defense Security Cooperation Agency, kind: agency, role: "Writes the
//        management manual, approves cases, runs the FMS trust fund and information systems; under Policy until the
//        memorandum of 2025-11-07 realigned it to A&S, completed 2026-02-10", source: source/17e4ee38521d2f19747a}
//     - {organization: org/role-case-mgr, title: FMS case manager, kind: agency, role: Plans the initial support
//        package into the LOA and runs the case to closure, source: source/86f2b5909105e9d2ff6a}
// ---
MATCH (:Stage {id: $stage})<-[part:RESPONSIBLE_FOR]-(actor:Organization)
WHERE $kind IS NULL OR actor.kind = $kind
RETURN actor.id AS organization,
       actor.title AS title,
       actor.kind AS kind,
       coalesce(part.role, actor.role) AS role,
       part.source AS source
ORDER BY organization
LIMIT 1000
