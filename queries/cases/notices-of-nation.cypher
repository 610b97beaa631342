// ---
// question: Of which proposed sales to this nation or body was Congress told, when, and for how much?
// params:
//   purchaser: {type: Stakeholder!, doc: "Id of the buyer, such as nation/DK."}
//   since: {type: Date, doc: "Only notices of this day or later."}
//   until: {type: Date, doc: "Only notices of this day or earlier."}
// returns:
//   notice: Notification!
//   title: String!
//   notified_on: PartialDate
//   total_value_usd: Decimal
//   mde_value_usd: Decimal
//   systems: {type: "[System!]!", doc: "The systems on offer."}
//   prime_contractors: {type: "[String!]!", doc: "The main contractors, as the notice prints them."}
//   amendments: {type: "[NoticeAmendment!]!", doc: "Papers that amend the notice."}
// example:
//   params: {purchaser: nation/DK, since: 2026-01-01, until: 2026-02-28}
//   rows:
//     - {notice: notice/25-101, title: Hellfire missiles with launchers and captive trainers, notified_on: 2026-01-08,
//        total_value_usd: 45000000, systems: [system/agm-114r-hellfire, system/bru-14-bomb-rack, system/m299-launcher,
//        system/mhu-191-m-trailer], prime_contractors: [Lockheed Martin Missile and Defense],
//        amendments: []}
// ---
MATCH (:Stakeholder {id: $purchaser})<-[:PURCHASED_BY]-(notice:Notification)
WHERE ($since IS NULL OR notice.notified_on_latest >= $since)
  AND ($until IS NULL OR notice.notified_on_earliest <= $until)
OPTIONAL MATCH (notice)-[:FOR_SYSTEM]->(system:System)
WITH notice, system
ORDER BY system.id
WITH notice, collect(system.id) AS systems
OPTIONAL MATCH (paper:NoticeAmendment)-[:AMENDS]->(notice)
WITH notice, systems, paper
ORDER BY paper.id
RETURN notice.id AS notice,
       notice.title AS title,
       notice.notified_on AS notified_on,
       notice.total_value_usd AS total_value_usd,
       notice.mde_value_usd AS mde_value_usd,
       systems,
       coalesce(notice.prime_contractors, []) AS prime_contractors,
       collect(paper.id) AS amendments
ORDER BY notified_on DESC, notice
LIMIT 1000
