// ---
// question: What does this nation belong to on a day, and which statuses does it have?
// params:
//   nation: {type: Nation!, doc: "Id of the nation, such as nation/FI."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   standing: {type: String!, doc: "Whether it is a member or designated."}
//   entity: Entity!
//   title: String!
//   from_on: PartialDate
//   to_on: PartialDate
//   seen_on: PartialDate
//   citation: String
//   confidence: Confidence!
// example:
//   params: {nation: nation/FI, as_of: 2023-04-03}
//   rows:
//     - {standing: designated, entity: designation/imet_high_income, title: high-income countries barred from training
//        grants (FAA 546(b)), from_on: 1996-07-21, confidence: documented}
//     - {standing: designated, entity: designation/qualifying-country-by-purchase, title: qualifying country by
//        purchase, seen_on: 2022-03-18, citation: cfr/48/225.872-1, confidence: secondary}
//     - {standing: designated, entity: designation/security-of-supply-partner, title: security of supply partner,
//        from_on: 2007, citation: usc/50/4511, confidence: documented}
//     - {standing: designated, entity: designation/strategic_airlift_partners, title: nations of the Strategic Airlift
//        Capability, from_on: 2008-09-23, confidence: general-knowledge}
//     - {standing: member, entity: org/eu, title: European Union, from_on: 1995-01-01, confidence: documented}
//     - {standing: member, entity: org/osce, title: Organization for Security and Co-operation in Europe, seen_on:
//        2025, confidence: documented}
//     - {standing: member, entity: org/un, title: United Nations, from_on: 1955, confidence: secondary}
// ---
MATCH (:Nation {id: $nation})-[spell:MEMBER_OF|DESIGNATED_AS]->(place:Entity)
WHERE coalesce(spell.from_on_earliest, $as_of) <= $as_of
  AND coalesce(spell.to_on_latest, $as_of) >= $as_of
RETURN CASE type(spell) WHEN 'MEMBER_OF' THEN 'member' ELSE 'designated' END AS standing,
       place.id AS entity,
       place.title AS title,
       spell.from_on AS from_on,
       spell.to_on AS to_on,
       spell.seen_on AS seen_on,
       spell.citation AS citation,
       spell.confidence AS confidence
ORDER BY standing, entity, from_on
LIMIT 1000
