// ---
// question: Which nations have an agreement of this kind with the United States on a day, and how sure is that?
// params:
//   kind: {type: AgreementKind!, doc: "Kind of agreement, such as acsa."}
//   command: {type: Organization, doc: "Only nations in the area of this combatant command, such as org/eucom."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   nation: Nation!
//   title: String!
//   agreement: Agreement!
//   status: AgreementStatus!
//   seen_on: PartialDate
//   in_force_from: PartialDate
//   in_force_to: PartialDate
//   confidence: Confidence!
// example:
//   params: {kind: acsa, command: org/northcom, as_of: 2026-01-15}
//   rows:
//     - {nation: nation/CA, title: Canada, agreement: agreement/acsa-ca, status: unknown, confidence:
//        general-knowledge}
//     - {nation: nation/MX, title: Mexico, agreement: agreement/acsa-mx-2025, status: unknown, seen_on: 2025-05,
//        confidence: secondary}
// ---
MATCH (:Nation {id: 'nation/US'})-[:PARTY_TO]->(agreement:Agreement)<-[party:PARTY_TO]-(nation:Nation)
WHERE nation.id <> 'nation/US'
  AND $kind IN agreement.kinds
  AND ($command IS NULL OR EXISTS { (nation)-[:IN_AREA_OF]->(:Organization {id: $command}) })
  AND coalesce(party.from_on_earliest, party.signed_on_earliest, $as_of) <= $as_of
  AND coalesce(party.to_on_latest, $as_of) >= $as_of
  AND agreement.status <> 'negotiating'
  AND coalesce(agreement.in_force_from_earliest, agreement.signed_on_earliest, $as_of) <= $as_of
  AND coalesce(agreement.in_force_to_latest, $as_of) >= $as_of
  AND NOT (
    agreement.status IN ['completed', 'superseded', 'terminated', 'expired', 'historical']
    AND agreement.in_force_to IS NULL
    AND coalesce(agreement.seen_on_latest, left(agreement.recorded_at, 10)) <= $as_of
  )
RETURN nation.id AS nation,
       nation.title AS title,
       agreement.id AS agreement,
       agreement.status AS status,
       agreement.seen_on AS seen_on,
       agreement.in_force_from AS in_force_from,
       agreement.in_force_to AS in_force_to,
       agreement.confidence AS confidence
ORDER BY nation, agreement
LIMIT 1000
