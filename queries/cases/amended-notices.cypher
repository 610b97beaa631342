// ---
// question: Which notices to Congress were amended later, by a report of enhanced capability or a correction?
// params:
//   purchaser: {type: Stakeholder, doc: "Only notices of this buyer, such as nation/KR."}
// returns:
//   notice: Notification!
//   title: String!
//   amendment: NoticeAmendment!
//   kind: String!
//   notified_on: PartialDate
//   description: String
// example:
//   params: {}
//   rows: []
// ---
MATCH (paper:NoticeAmendment)-[:AMENDS]->(notice:Notification)
WHERE $purchaser IS NULL
   OR EXISTS { (notice)-[:PURCHASED_BY]->(:Stakeholder {id: $purchaser}) }
   OR EXISTS { (paper)-[:PURCHASED_BY]->(:Stakeholder {id: $purchaser}) }
RETURN notice.id AS notice,
       notice.title AS title,
       paper.id AS amendment,
       paper.kind AS kind,
       paper.notified_on AS notified_on,
       paper.description AS description
ORDER BY notice, notified_on, amendment
LIMIT 1000
