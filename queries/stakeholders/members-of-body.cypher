// ---
// question: Who is a member of this body on a day, and since when?
// params:
//   body: {type: Organization!, doc: "Id of the body, such as org/nato."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   member: Stakeholder!
//   title: String!
//   from_on: PartialDate
//   to_on: PartialDate
//   seen_on: PartialDate
//   confidence: Confidence!
// example:
//   params: {body: org/aukus, as_of: 2026-01-15}
//   rows:
//     - {member: nation/AU, title: Australia, from_on: 2021-09-15, confidence: secondary}
//     - {member: nation/GB, title: United Kingdom, from_on: 2021-09-15, confidence: secondary}
//     - {member: nation/US, title: United States, from_on: 2021-09-15, confidence: secondary}
// ---
MATCH (:Organization {id: $body})<-[membership:MEMBER_OF]-(stakeholder:Stakeholder)
WHERE coalesce(membership.from_on_earliest, $as_of) <= $as_of
  AND coalesce(membership.to_on_latest, $as_of) >= $as_of
RETURN stakeholder.id AS member,
       stakeholder.title AS title,
       membership.from_on AS from_on,
       membership.to_on AS to_on,
       membership.seen_on AS seen_on,
       membership.confidence AS confidence
ORDER BY member, from_on
LIMIT 1000
