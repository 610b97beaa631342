// ---
// question: What share of each combatant command's partners has agreements of each of these kinds on a day?
// params:
//   kinds: {type: "[AgreementKind!]!", doc: "Kinds of agreement, such as acsa and information-security."}
//   command: {type: Organization, doc: "Only this command, such as org/northcom."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   command: Organization!
//   title: String!
//   kind: {type: AgreementKind!, doc: "The kind of agreement."}
//   partners: {type: Int!, doc: "How many nations are in its area."}
//   holders: {type: Int!, doc: "How many of them have such an agreement that may stand on the day."}
//   share: {type: Float!, doc: "That as a part of one, to three places."}
//   seen_in_force: {type: Int!, doc: "How many have one that a source shows in force."}
// example:
//   params: {kinds: [acsa, information-security], command: org/northcom, as_of: 2026-01-15}
//   rows:
//     - {command: org/northcom, title: US Northern Command, kind: acsa, partners: 3, holders: 2, share: 0.667,
//        seen_in_force: 0}
//     - {command: org/northcom, title: US Northern Command, kind: information-security, partners: 3, holders: 1,
//        share: 0.333, seen_in_force: 1}
// ---
MATCH (area:Organization {kind: 'combatant-command'})<-[:IN_AREA_OF]-(nation:Nation)
WHERE nation.id <> 'nation/US'
  AND ($command IS NULL OR area.id = $command)
UNWIND $kinds AS asked
OPTIONAL MATCH (nation)-[party:PARTY_TO]->(agreement:Agreement)
WHERE asked IN agreement.kinds
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
WITH area,
     asked,
     nation,
     count(agreement) AS agreements,
     count(CASE WHEN agreement.status = 'in-force' THEN 1 END) AS seen
WITH area,
     asked,
     count(*) AS partners,
     count(CASE WHEN agreements > 0 THEN 1 END) AS holders,
     count(CASE WHEN seen > 0 THEN 1 END) AS seen_in_force
RETURN area.id AS command,
       area.title AS title,
       asked AS kind,
       partners,
       holders,
       round(holders * 1000.0 / partners) / 1000 AS share,
       seen_in_force
ORDER BY command, kind
LIMIT 1000
