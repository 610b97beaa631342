// ---
// question: Which agreements is this nation party to on a day, and on which authority does each rest?
// params:
//   nation: {type: Nation!, doc: "Id of the nation, such as nation/JP."}
//   kind: {type: AgreementKind, doc: "Only agreements of this kind."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   agreement: Agreement!
//   title: String!
//   kinds: "[AgreementKind!]!"
//   status: AgreementStatus!
//   seen_on: PartialDate
//   in_force_from: PartialDate
//   in_force_to: PartialDate
//   authorities: {type: "[Authority!]!", doc: "The authorities that it rests on."}
// example:
//   params: {nation: nation/JP, kind: acsa, as_of: 2026-01-15}
//   rows:
//     - {agreement: agreement/acsa-jp-2016, title: "ACSA with Japan, 2016", kinds: [acsa], status: in-force, seen_on:
//        2017-04-25, in_force_from: 2017-04-25, authorities: [usc/10/2342]}
// ---
MATCH (:Nation {id: $nation})-[party:PARTY_TO]->(agreement:Agreement)
WHERE ($kind IS NULL OR $kind IN agreement.kinds)
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
OPTIONAL MATCH (agreement)-[:AUTHORIZED_BY]->(authority:Authority)
WITH agreement, authority
ORDER BY authority.id
RETURN agreement.id AS agreement,
       agreement.title AS title,
       agreement.kinds AS kinds,
       agreement.status AS status,
       agreement.seen_on AS seen_on,
       agreement.in_force_from AS in_force_from,
       agreement.in_force_to AS in_force_to,
       collect(authority.id) AS authorities
ORDER BY agreement
LIMIT 1000
