// ---
// question: Which agreements are about this program, under which authority, and who is party to each?
// params:
//   program: {type: Program!, doc: "Id of the program, such as program/f-35-lightning-ii."}
// returns:
//   agreement: Agreement!
//   title: String!
//   status: AgreementStatus!
//   signed_on: PartialDate
//   in_force_from: PartialDate
//   authorities: {type: "[Authority!]!", doc: "The authorities that it rests on."}
//   parties: {type: "[Stakeholder!]!", doc: "All that are party to it."}
// example:
//   params: {program: program/aukus-submarines}
//   rows:
//     - {agreement: agreement/agr-aukus-ennpia, title: AUKUS naval nuclear propulsion information agreement, status:
//        superseded, signed_on: 2021-11-22, in_force_from: 2022-02-08, authorities: [usc/42/2153], parties:
//        [nation/AU, nation/GB, nation/US]}
//     - {agreement: agreement/agr-aukus-nnp-2024, title: AUKUS naval nuclear propulsion cooperation agreement, status:
//        in-force, signed_on: 2024-08-05, in_force_from: 2025-01-17, authorities: [usc/42/2153], parties: [nation/AU,
//        nation/GB, nation/US]}
// ---
MATCH (:Program {id: $program})<-[:CONCERNS]-(agreement:Agreement)
OPTIONAL MATCH (agreement)-[:AUTHORIZED_BY]->(authority:Authority)
WITH agreement, authority
ORDER BY authority.id
WITH agreement, collect(authority.id) AS authorities
OPTIONAL MATCH (agreement)<-[:PARTY_TO]-(party:Stakeholder)
WITH agreement, authorities, party
ORDER BY party.id
RETURN agreement.id AS agreement,
       agreement.title AS title,
       agreement.status AS status,
       agreement.signed_on AS signed_on,
       agreement.in_force_from AS in_force_from,
       authorities,
       collect(DISTINCT party.id) AS parties
ORDER BY agreement
LIMIT 1000
