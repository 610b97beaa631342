// ---
// question: Which agreements rest on this authority, or on a text that stands in it?
// params:
//   authority: {type: Authority!, doc: "Id of the authority, such as usc/10/2350a."}
// returns:
//   agreement: Agreement!
//   title: String!
//   kinds: "[AgreementKind!]!"
//   status: AgreementStatus!
//   citation: String!
//   nations: {type: "[Nation!]!", doc: "The nations party to it, without the United States."}
// example:
//   params: {authority: usc/10/2350j}
//   rows:
//     - {agreement: agreement/sma-jp-2022, title: Japan Special Measures Agreement, kinds: [burden-sharing], status:
//        in-force, citation: usc/10/2350j, nations: [nation/JP]}
//     - {agreement: agreement/sma-kr-12, title: ROK Special Measures Agreement (twelfth), kinds: [burden-sharing],
//        status: in-force, citation: usc/10/2350j, nations: [nation/KR]}
// ---
MATCH (:Authority {id: $authority})<-[:PART_OF*0..3]-(text:Authority)<-[basis:AUTHORIZED_BY]-(agreement:Agreement)
OPTIONAL MATCH (agreement)<-[:PARTY_TO]-(nation:Nation)
WHERE nation.id <> 'nation/US'
WITH agreement, basis, nation
ORDER BY nation.id
RETURN agreement.id AS agreement,
       agreement.title AS title,
       agreement.kinds AS kinds,
       agreement.status AS status,
       basis.citation AS citation,
       collect(nation.id) AS nations
ORDER BY agreement, citation
LIMIT 1000
