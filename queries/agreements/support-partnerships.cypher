// ---
// question: Which NSPO support partnerships support such a system, who is a member, and is the United States?
// params:
//   words: {type: String, doc: "Words in the title, the system or the purpose, such as Patriot."}
//   member: {type: Stakeholder, doc: "Only partnerships of this nation or body, such as nation/NL."}
// returns:
//   partnership: SupportPartnership!
//   title: String!
//   systems: {type: "[System!]!", doc: "The systems that it supports."}
//   us_is_member: UsMembership
//   members: {type: "[Stakeholder!]!", doc: "All that take part in it."}
//   status: AgreementStatus!
// example:
//   params: {words: patriot}
//   rows:
//     - {partnership: agreement/wsp-patriot, title: PATRIOT Support Partnership, systems: [system/mim-104-patriot],
//        us_is_member: unknown, members: [nation/PL, nation/SE, org/nspa, org/nspo], status: in-force}
// ---
MATCH (partnership:SupportPartnership)
OPTIONAL MATCH (partnership)-[:CONCERNS]->(system:System)
WITH partnership, system
ORDER BY system.id
WITH partnership,
     collect(system.id) AS systems,
     collect(toLower(system.title)) + [toLower(partnership.title), toLower(coalesce(partnership.purpose, ''))] AS texts
WHERE any(text IN texts WHERE text CONTAINS toLower(coalesce($words, '')))
  AND ($member IS NULL OR EXISTS { (partnership)<-[:PARTY_TO]-(:Stakeholder {id: $member}) })
OPTIONAL MATCH (partnership)<-[:PARTY_TO]-(member:Stakeholder)
WITH partnership, systems, member
ORDER BY member.id
RETURN partnership.id AS partnership,
       partnership.title AS title,
       systems,
       partnership.us_is_member AS us_is_member,
       collect(member.id) AS members,
       partnership.status AS status
ORDER BY partnership
LIMIT 1000
