// ---
// question: Which buyers had notices of the greatest value between two days?
// params:
//   since: {type: Date, doc: "Only notices of this day or later."}
//   until: {type: Date, doc: "Only notices of this day or earlier."}
//   command: {type: Organization, doc: "Only buyers in the area of this combatant command, such as org/eucom."}
//   first: {type: Int, doc: "How many buyers.", default: 25}
// returns:
//   purchaser: Stakeholder!
//   title: String!
//   notices: {type: Int!, doc: "How many notices."}
//   total_value_usd: {type: Decimal, doc: "What they come to where they tell it, in US dollars; null where none does."}
//   latest_on: {type: PartialDate, doc: "Day of the last."}
// example:
//   params: {since: 2025-01-01, until: 2025-12-31, first: 3}
//   rows:
//     - {purchaser: nation/DK, title: Denmark, notices: 6, total_value_usd: 15299400000, latest_on: 2025-12-29}
//     - {purchaser: nation/TW, title: Taiwan, notices: 9, total_value_usd: 11435400000, latest_on: 2025-12-17}
//     - {purchaser: nation/IL, title: Israel, notices: 7, total_value_usd: 11110700000, latest_on: 2025-06-30}
// ---
MATCH (notice:Notification)-[:PURCHASED_BY]->(buyer:Stakeholder)
WHERE ($since IS NULL OR notice.notified_on_latest >= $since)
  AND ($until IS NULL OR notice.notified_on_earliest <= $until)
  AND ($command IS NULL OR EXISTS { (buyer)-[:IN_AREA_OF]->(:Organization {id: $command}) })
RETURN buyer.id AS purchaser,
       buyer.title AS title,
       count(*) AS notices,
       CASE
         WHEN count(notice.total_value_usd) > 0 THEN round(100 * sum(notice.total_value_usd)) / 100.0
       END AS total_value_usd,
       max(notice.notified_on) AS latest_on
ORDER BY total_value_usd DESC, purchaser
LIMIT $first
