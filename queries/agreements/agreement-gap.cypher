// ---
// question: Which nations have an agreement of one kind on a day, and none on record of another?
// params:
//   has: {type: AgreementKind!, doc: "Kind that they have, such as acsa."}
//   lacks: {type: AgreementKind!, doc: "Kind of which none is on record, such as information-security."}
//   command: {type: Organization, doc: "Only nations in the area of this combatant command, such as org/eucom."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   nation: Nation!
//   title: String!
//   agreements: {type: "[Agreement!]!", doc: "Its agreements of the kind that it has."}
//   not_in_force: {type: "[Agreement!]!", doc: "Agreements of the other kind that are over, or not yet in force."}
// example:
//   params: {has: acsa, lacks: information-security, command: org/northcom, as_of: 2026-01-15}
//   rows:
//     - {nation: nation/MX, title: Mexico, agreements: [agreement/acsa-mx-2025], not_in_force: []}
// ---
MATCH (:Nation {id: 'nation/US'})-[:PARTY_TO]->(agreement:Agreement)<-[party:PARTY_TO]-(nation:Nation)
WHERE nation.id <> 'nation/US'
  AND $has IN agreement.kinds
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
OPTIONAL MATCH (nation)-[joined:PARTY_TO]->(other:Agreement)
WHERE $lacks IN other.kinds
WITH nation,
     agreement,
     other,
     other IS NOT NULL
     AND coalesce(joined.from_on_earliest, joined.signed_on_earliest, $as_of) <= $as_of
     AND coalesce(joined.to_on_latest, $as_of) >= $as_of
     AND other.status <> 'negotiating'
     AND coalesce(other.in_force_from_earliest, other.signed_on_earliest, $as_of) <= $as_of
     AND coalesce(other.in_force_to_latest, $as_of) >= $as_of
     AND NOT (
       other.status IN ['completed', 'superseded', 'terminated', 'expired', 'historical']
       AND other.in_force_to IS NULL
       AND coalesce(other.seen_on_latest, left(other.recorded_at, 10)) <= $as_of
     ) AS stands
ORDER BY agreement.id, other.id
WITH nation,
     collect(DISTINCT agreement.id) AS agreements,
     collect(DISTINCT other.id) AS not_in_force,
     collect(CASE WHEN stands THEN other.id END) AS standing
WHERE size(standing) = 0
RETURN nation.id AS nation, nation.title AS title, agreements, not_in_force
ORDER BY nation
LIMIT 1000
