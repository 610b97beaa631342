// ---
// question: Who is party to this agreement on a day, since when, in what part, and who dropped out or has left?
// params:
//   agreement: {type: Agreement!, doc: "Id of the agreement, such as agreement/mou-f35-psfd."}
//   as_of: {type: Date, doc: "The day.", default: today}
// returns:
//   party: Stakeholder!
//   title: String!
//   state: {type: String!, doc: "Where it stands on the day: party, not yet, may have left, left or dropped out."}
//   role: String
//   signed_on: PartialDate
//   from_on: PartialDate
//   to_on: PartialDate
//   confidence: Confidence!
// example:
//   params: {agreement: agreement/mou-f35-psfd, as_of: 2026-01-15}
//   rows:
//     - {party: nation/AU, title: Australia, state: party, role: participant, signed_on: 2006-12-12, confidence:
//        secondary}
//     - {party: nation/CA, title: Canada, state: party, role: participant, signed_on: 2006-12-11, confidence:
//        documented}
//     - {party: nation/DK, title: Denmark, state: party, role: participant, signed_on: 2007-02-27, confidence:
//        secondary}
//     - {party: nation/GB, title: United Kingdom, state: party, role: participant, signed_on: 2006-12-12, confidence:
//        documented}
//     - {party: nation/IT, title: Italy, state: party, role: participant, signed_on: 2007-02-07, confidence:
//        secondary}
//     - {party: nation/NL, title: Netherlands, state: party, role: participant, signed_on: 2006-11-14, confidence:
//        documented}
//     - {party: nation/NO, title: Norway, state: party, role: participant, signed_on: 2007-01-31, confidence:
//        secondary}
//     - {party: nation/TR, title: Turkiye, state: left, role: participant, signed_on: 2007-01-25, to_on: 2021,
//        confidence: secondary}
//     - {party: nation/US, title: United States, state: party, role: participant, signed_on: 2006-11-14, confidence:
//        documented}
// ---
MATCH (:Agreement {id: $agreement})<-[member:PARTY_TO|DROPPED_OUT_OF]-(stakeholder:Stakeholder)
RETURN stakeholder.id AS party,
       stakeholder.title AS title,
       CASE
         WHEN type(member) = 'DROPPED_OUT_OF' THEN 'dropped out'
         WHEN member.to_on_latest < $as_of THEN 'left'
         WHEN member.to_on_earliest < $as_of THEN 'may have left'
         WHEN coalesce(member.from_on_earliest, member.signed_on_earliest) > $as_of THEN 'not yet'
         ELSE 'party'
       END AS state,
       member.role AS role,
       member.signed_on AS signed_on,
       member.from_on AS from_on,
       member.to_on AS to_on,
       member.confidence AS confidence
ORDER BY party, state
LIMIT 1000
