// ---
// question: Which notices to Congress name this case, as their own or as one that came before?
// params:
//   designator: {type: String!, doc: "Case designator, such as TW-D-QBA."}
// returns:
//   notice: Notification!
//   title: String!
//   notified_on: PartialDate
//   total_value_usd: Decimal
//   is_its_own: {type: Boolean!, doc: "Whether it is the case of the notice, and none from before that it names."}
// example:
//   params: {designator: TW-D-QBA}
//   rows:
//     - {notice: notice/22-44, title: Contractor logistics support for the surveillance radar programme,
//        total_value_usd: 665400000, is_its_own: true}
// ---
MATCH (notice:Notification)
WHERE $designator IN split(coalesce(notice.case_designator, ''), ', ')
   OR $designator IN coalesce(notice.prior_cases, [])
RETURN notice.id AS notice,
       notice.title AS title,
       notice.notified_on AS notified_on,
       notice.total_value_usd AS total_value_usd,
       $designator IN split(coalesce(notice.case_designator, ''), ', ') AS is_its_own
ORDER BY notified_on DESC, notice
LIMIT 1000
