// ---
// question: To which offices does one turn to reach this nation or organization, and when was that last seen?
// params:
//   stakeholder: {type: Stakeholder!, doc: "Id of the nation or organization, such as org/dsca."}
// returns:
//   contact: Contact!
//   title: String!
//   role: String
//   email: String
//   phone: String
//   url: String
//   seen_on: PartialDate
// example:
//   params: {stakeholder: org/dsca}
//   rows: []
// ---
MATCH (contact:Contact)-[:CONTACT_OF]->(:Stakeholder {id: $stakeholder})
RETURN contact.id AS contact,
       contact.title AS title,
       contact.role AS role,
       contact.email AS email,
       contact.phone AS phone,
       contact.url AS url,
       contact.seen_on AS seen_on
ORDER BY contact
LIMIT 1000
