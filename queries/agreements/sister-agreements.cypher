// ---
// question: Which agreements are sisters of this one, of the same kind and resting on the same authority?
// params:
//   agreement: {type: Agreement!, doc: "Id of the agreement, such as agreement/mou-f35-psfd."}
// returns:
//   sister: Agreement!
//   title: String!
//   status: AgreementStatus!
//   signed_on: PartialDate
//   kinds: {type: "[AgreementKind!]!", doc: "The kinds that both are of."}
//   authorities: {type: "[Authority!]!", doc: "The authorities that both rest on."}
//   shared_parties: {type: "[Nation!]!", doc: "Nations that are party to both."}
// example:
//   params: {agreement: agreement/sma-jp-2022}
//   rows:
//     - {sister: agreement/sma-kr-12, title: ROK Special Measures Agreement (twelfth), status: in-force, signed_on:
//        2024-11-04, kinds: [burden-sharing], authorities: [usc/10/2350j], shared_parties: [nation/US]}
// ---
MATCH (agreement:Agreement {id: $agreement})-[:AUTHORIZED_BY]->(authority:Authority)
MATCH (authority)<-[:AUTHORIZED_BY]-(sister:Agreement)
WHERE sister <> agreement
  AND any(kind IN sister.kinds WHERE kind IN agreement.kinds)
WITH agreement, sister, authority
ORDER BY authority.id
WITH agreement, sister, collect(authority.id) AS authorities
OPTIONAL MATCH (agreement)<-[:PARTY_TO]-(nation:Nation)-[:PARTY_TO]->(sister)
WITH agreement, sister, authorities, nation
ORDER BY nation.id
RETURN sister.id AS sister,
       sister.title AS title,
       sister.status AS status,
       sister.signed_on AS signed_on,
       [kind IN sister.kinds WHERE kind IN agreement.kinds] AS kinds,
       authorities,
       collect(nation.id) AS shared_parties
ORDER BY sister
LIMIT 1000
