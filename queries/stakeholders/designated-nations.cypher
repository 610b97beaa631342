// ---
// question: Which nations and bodies have this status on a day, since when, and under which authority?
// params:
//   designation: {type: Designation!, doc: "Id of the status, such as designation/qualifying-country."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   stakeholder: Stakeholder!
//   title: String!
//   from_on: PartialDate
//   to_on: PartialDate
//   seen_on: PartialDate
//   citation: String
//   treated_as: Boolean
//   confidence: Confidence!
// example:
//   params: {designation: designation/nato-plus, as_of: 2026-01-15}
//   rows:
//     - {stakeholder: nation/AU, title: Australia, from_on: 1981-12-29, citation: usc/22/2776, confidence: documented}
//     - {stakeholder: nation/IL, title: Israel, from_on: 2010-10-08, citation: usc/22/2776, confidence: documented}
//     - {stakeholder: nation/JP, title: Japan, from_on: 1981-12-29, citation: usc/22/2776, confidence: documented}
//     - {stakeholder: nation/KR, title: South Korea, from_on: 2008-10-15, citation: usc/22/2776, confidence:
//        documented}
//     - {stakeholder: nation/NZ, title: New Zealand, from_on: 1981-12-29, citation: usc/22/2776, confidence:
//        documented}
// ---
MATCH (:Designation {id: $designation})<-[status:DESIGNATED_AS]-(stakeholder:Stakeholder)
WHERE coalesce(status.from_on_earliest, $as_of) <= $as_of
  AND coalesce(status.to_on_latest, $as_of) >= $as_of
RETURN stakeholder.id AS stakeholder,
       stakeholder.title AS title,
       status.from_on AS from_on,
       status.to_on AS to_on,
       status.seen_on AS seen_on,
       status.citation AS citation,
       status.treated_as AS treated_as,
       status.confidence AS confidence
ORDER BY stakeholder, from_on
LIMIT 1000
