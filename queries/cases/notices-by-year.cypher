// ---
// question: How many sales was Congress told of in each year, and what were they worth?
// params:
//   purchaser: {type: Stakeholder, doc: "Only this buyer, such as nation/DK."}
// returns:
//   year: {type: String, doc: "The year; null for notices of which the day is not known."}
//   notices: {type: Int!, doc: "How many notices."}
//   total_value_usd: {type: Decimal, doc: "What they come to where they tell it, in US dollars; null where none does."}
//   mde_value_usd: {type: Decimal, doc: "Of it the major defense equipment, where it is told, in US dollars."}
//   without_value: {type: Int!, doc: "How many of them do not tell their value."}
// bounded: One row a year.
// example:
//   params: {purchaser: nation/DK}
//   rows:
//     - {year: 2018, notices: 2, total_value_usd: 242000000, mde_value_usd: 205000000, without_value: 0}
//     - {year: 2024, notices: 4, total_value_usd: 1165500000, mde_value_usd: 1066600000, without_value: 0}
//     - {year: 2025, notices: 6, total_value_usd: 15299400000, mde_value_usd: 8528000000, without_value: 0}
//     - {year: 2026, notices: 2, total_value_usd: 887000000, without_value: 0}
// ---
MATCH (notice:Notification)
WHERE $purchaser IS NULL OR EXISTS { (notice)-[:PURCHASED_BY]->(:Stakeholder {id: $purchaser}) }
RETURN left(notice.notified_on, 4) AS year,
       count(*) AS notices,
       CASE
         WHEN count(notice.total_value_usd) > 0 THEN round(100 * sum(notice.total_value_usd)) / 100.0
       END AS total_value_usd,
       CASE
         WHEN count(notice.mde_value_usd) > 0 THEN round(100 * sum(notice.mde_value_usd)) / 100.0
       END AS mde_value_usd,
       count(CASE WHEN notice.total_value_usd IS NULL THEN 1 END) AS without_value
ORDER BY year
