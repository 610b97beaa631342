// ---
// question: Which kinds of agreement and which statuses does this nation lack on a day that many others have?
// params:
//   nation: {type: Nation!, doc: "Id of the nation, such as nation/PE."}
//   at_least: {type: Int, doc: "How many others must have it.", default: 10}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   what: {type: String!, doc: "Whether it is an agreement or a status."}
//   name: {type: String!, doc: "The kind of agreement, or the word for the status."}
//   holders: {type: Int!, doc: "How many other nations have it."}
// example:
//   params: {nation: nation/NO, at_least: 10, as_of: 2026-01-15}
//   rows:
//     - {what: agreement, name: information-security, holders: 22}
//     - {what: status, name: western_hemisphere_countries, holders: 34}
//     - {what: status, name: yearly_act_notified, holders: 29}
//     - {what: status, name: major_non_nato_allies, holders: 22}
//     - {what: status, name: major-non-nato-ally, holders: 21}
//     - {what: status, name: yearly_act_conditions, holders: 20}
//     - {what: status, name: child_soldier_last_read, holders: 17}
//     - {what: status, name: itar_126_1_d2, holders: 15}
//     - {what: status, name: middle_east_without_israel, holders: 13}
//     - {what: status, name: trafficking_assistance_barred, holders: 13}
//     - {what: status, name: gsomia-holder, holders: 11}
//     - {what: status, name: itar_126_1_d1, holders: 11}
//     - {what: status, name: major-non-nato-ally-10usc2350a, holders: 11}
//     - {what: status, name: major_non_nato_allies_title_10, holders: 11}
// ---
CALL () {
  MATCH (holder:Nation)-[party:PARTY_TO]->(agreement:Agreement)
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
  RETURN 'agreement' AS what, kind AS name, holder.id AS holder
  UNION ALL
  MATCH (holder:Nation)-[status:DESIGNATED_AS]->(designation:Designation)
  WHERE coalesce(status.from_on_earliest, $as_of) <= $as_of
    AND coalesce(status.to_on_latest, $as_of) >= $as_of
  RETURN 'status' AS what, designation.slug AS name, holder.id AS holder
}
WITH what, name, collect(DISTINCT holder) AS having
WHERE NOT $nation IN having
  AND size(having) >= $at_least
RETURN what, name, size(having) AS holders
ORDER BY what, holders DESC, name
LIMIT 1000
