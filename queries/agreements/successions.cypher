// ---
// question: Which agreement takes the place of which, amends it, or is made under it?
// params:
//   agreement: {type: Agreement, doc: "Only what this agreement has a part in, such as agreement/acsa-jp-2016."}
// returns:
//   later: Agreement!
//   relation: {type: String!, doc: "SUPERSEDES, AMENDS or IMPLEMENTS, from the later to the earlier."}
//   earlier: Agreement!
//   later_from: {type: PartialDate, doc: "First day of the later one, else the day of its signature; null if unknown."}
//   earlier_to: PartialDate
//   earlier_status: AgreementStatus!
// example:
//   params: {agreement: agreement/acsa-jp-2016}
//   rows:
//     - {later: agreement/acsa-jp-2016, relation: SUPERSEDES, earlier: agreement/acsa-jp-1996, later_from: 2017-04-25,
//        earlier_to: 2017-04-24, earlier_status: superseded}
// ---
MATCH (newer:Agreement)-[link:SUPERSEDES|AMENDS|IMPLEMENTS]->(older:Agreement)
WHERE $agreement IS NULL OR $agreement IN [newer.id, older.id]
RETURN newer.id AS later,
       type(link) AS relation,
       older.id AS earlier,
       coalesce(newer.in_force_from, newer.signed_on) AS later_from,
       older.in_force_to AS earlier_to,
       older.status AS earlier_status
ORDER BY later, relation, earlier
LIMIT 1000
