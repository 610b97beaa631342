// ---
// question: Which kinds of agreement and which statuses do two nations have on a day, side by side?
// params:
//   one: {type: Nation!, doc: "Id of the first nation, such as nation/NO."}
//   other: {type: Nation!, doc: "Id of the second nation, such as nation/SE."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   what: {type: String!, doc: "Whether it is an agreement, a membership or a status."}
//   name: {type: String!, doc: "The kind of agreement, or the title of the body or status."}
//   one: {type: "[Entity!]!", doc: "What the first nation has of it."}
//   other: {type: "[Entity!]!", doc: "What the second nation has of it."}
// example:
//   params: {one: nation/IS, other: nation/LU, as_of: 2026-01-15}
//   rows:
//     - {what: agreement, name: acsa, one: [], other: [agreement/acsa-lu]}
//     - {what: agreement, name: cooperative-project, one: [], other: [agreement/mmou-awacs, agreement/mou-mmf-mrtt,
//        agreement/mou-wgs9, agreement/pmou-ags]}
//     - {what: agreement, name: defense-cooperation, one: [agreement/da-is], other: []}
//     - {what: agreement, name: nato-project, one: [], other: [agreement/wsp-ceps]}
//     - {what: agreement, name: reciprocal-procurement, one: [], other: [agreement/rdp-lu]}
//     - {what: agreement, name: support-partnership, one: [], other: [agreement/wsp-iafsc, agreement/wsp-mmf]}
//     - {what: membership, name: European Union, one: [], other: [org/eu]}
//     - {what: membership, name: NATO Support and Procurement Organisation, one: [org/nspo], other: [org/nspo]}
//     - {what: membership, name: North Atlantic Treaty Organization, one: [org/nato], other: [org/nato]}
//     - {what: membership, name: Organization for Security and Co-operation in Europe, one: [org/osce], other:
//        [org/osce]}
//     - {what: membership, name: United Nations, one: [org/un], other: [org/un]}
//     - {what: status, name: NATO members, one: [designation/nato_members], other: [designation/nato_members]}
//     - {what: status, name: qualifying country, one: [], other: [designation/qualifying-country]}
// ---
MATCH (nation:Nation)
WHERE nation.id IN [$one, $other]
CALL (nation) {
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
  UNWIND agreement.kinds AS kind
  RETURN 'agreement' AS what, kind AS name, agreement.id AS thing
  UNION ALL
  MATCH (nation)-[spell:DESIGNATED_AS|MEMBER_OF]->(place:Entity)
  WHERE coalesce(spell.from_on_earliest, $as_of) <= $as_of
    AND coalesce(spell.to_on_latest, $as_of) >= $as_of
  RETURN CASE type(spell) WHEN 'MEMBER_OF' THEN 'membership' ELSE 'status' END AS what,
         place.title AS name,
         place.id AS thing
}
WITH what, name, nation, thing
ORDER BY thing
WITH what,
     name,
     collect(DISTINCT CASE WHEN nation.id = $one THEN thing END) AS first,
     collect(DISTINCT CASE WHEN nation.id = $other THEN thing END) AS second
RETURN what, name, first AS one, second AS other
ORDER BY what, name
LIMIT 1000
