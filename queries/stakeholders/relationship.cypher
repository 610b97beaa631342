// ---
// question: What is the whole relationship with this nation on a day, on one page?
// params:
//   nation: {type: Nation!, doc: "Id of the nation, such as nation/JP."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   section: {type: String!, doc: "What it is: agreement, membership, status, notice to Congress, combatant command."}
//   entity: {type: Entity!, doc: "The thing itself."}
//   title: {type: String!, doc: "Its title."}
//   detail: {type: String, doc: "What there is to tell of it in a word: status, abbreviation, citation or number."}
//   from_on: {type: PartialDate, doc: "First day; null if not known."}
//   to_on: {type: PartialDate, doc: "Last day; null if not known to have ended."}
//   source: {type: Source, doc: "Where it is stated."}
//   confidence: {type: Confidence!, doc: "How sure it is."}
// example:
//   params: {nation: nation/IS, as_of: 2026-01-15}
//   rows:
//     - {section: agreement, entity: agreement/da-is, title: Iceland Defense Agreement, detail: in-force, from_on:
//        1951-05-05, source: source/f0457e9f03e4bbb5a59b, confidence: general-knowledge}
//     - {section: combatant command, entity: org/eucom, title: US European Command, detail: EUCOM, source:
//        source/3167e0615ba4ecc9c09a, confidence: general-knowledge}
//     - {section: membership, entity: org/nato, title: North Atlantic Treaty Organization, detail: NATO, from_on:
//        1949-08-24, source: source/5ce4282e1563f7115219, confidence: secondary}
//     - {section: membership, entity: org/nspo, title: NATO Support and Procurement Organisation, detail: NSPO,
//        from_on: 2012-07-01, source: source/eaf73c9b3814966c9f55, confidence: documented}
//     - {section: membership, entity: org/osce, title: Organization for Security and Co-operation in Europe, detail:
//        OSCE, source: source/900f4370e501bf8fed96, confidence: documented}
//     - {section: membership, entity: org/un, title: United Nations, detail: UN, from_on: 1946, source:
//        source/6a069afe4572e579c98c, confidence: secondary}
//     - {section: status, entity: designation/nato_members, title: NATO members, from_on: 1949-08-24, source:
//        source/a2f4f7cf41d9c8a4f3c9, confidence: general-knowledge}
// ---
MATCH (nation:Nation {id: $nation})
CALL (nation) {
  MATCH (nation)-[area:IN_AREA_OF]->(command:Organization)
  RETURN 'combatant command' AS section, command AS found, command.short_name AS detail,
         null AS from_on, null AS to_on, area AS told
  UNION ALL
  MATCH (nation)-[membership:MEMBER_OF]->(body:Organization)
  WHERE coalesce(membership.from_on_earliest, $as_of) <= $as_of
    AND coalesce(membership.to_on_latest, $as_of) >= $as_of
  RETURN 'membership' AS section, body AS found, body.short_name AS detail,
         membership.from_on AS from_on, membership.to_on AS to_on, membership AS told
  UNION ALL
  MATCH (nation)-[status:DESIGNATED_AS]->(designation:Designation)
  WHERE coalesce(status.from_on_earliest, $as_of) <= $as_of
    AND coalesce(status.to_on_latest, $as_of) >= $as_of
  RETURN 'status' AS section, designation AS found, status.citation AS detail,
         status.from_on AS from_on, status.to_on AS to_on, status AS told
  UNION ALL
  MATCH (nation)-[party:PARTY_TO]->(agreement:Agreement)
  WHERE coalesce(party.from_on_earliest, party.signed_on_earliest, $as_of) <= $as_of
    AND coalesce(party.to_on_latest, $as_of) >= $as_of
    AND agreement.status <> 'negotiating'
    AND coalesce(agreement.in_force_from_earliest, agreement.signed_on_earliest, $as_of) <= $as_of
    AND coalesce(agreement.in_force_to_latest, $as_of) >= $as_of
    AND NOT (
      agreement.status IN ['completed', 'superseded', 'terminated', 'expired', 'historical']
      AND agreement.in_force_to IS NULL
      AND coalesce(agreement.seen_on_latest, left(agreement.recorded_at, 10)) <= $as_of
    )
  RETURN 'agreement' AS section, agreement AS found, agreement.status AS detail,
         coalesce(agreement.in_force_from, agreement.signed_on) AS from_on,
         agreement.in_force_to AS to_on, party AS told
  UNION ALL
  MATCH (nation)<-[purchase:PURCHASED_BY]-(notice:Notification)
  WHERE coalesce(notice.notified_on_earliest, $as_of) <= $as_of
  RETURN 'notice to Congress' AS section, notice AS found, notice.transmittal_no AS detail,
         notice.notified_on AS from_on, null AS to_on, purchase AS told
}
RETURN section,
       found.id AS entity,
       found.title AS title,
       detail,
       from_on,
       to_on,
       told.source AS source,
       told.confidence AS confidence
ORDER BY section, entity, from_on
LIMIT 1000
