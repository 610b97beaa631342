// ---
// question: What did commercial licences to this nation authorize and ship, by year and category of the Munitions List?
// params:
//   nation: {type: Stakeholder!, doc: "Id of the nation, such as nation/TW."}
//   since: {type: Int, doc: "Only this fiscal year and later."}
// returns:
//   fiscal_year: Int!
//   usml_category: String!
//   quantity: {type: Int, doc: "How many articles were licensed, where it is told."}
//   authorized_usd: {type: Decimal, doc: "What was licensed, where it is told, in US dollars."}
//   shipped_usd: {type: Decimal, doc: "What was shipped under licences, where it is told, in US dollars."}
// bounded: One row for each year and category.
// example:
//   params: {nation: nation/TW}
//   rows: []
// ---
MATCH (total:LicenceTotal)-[:LICENSED_TO]->(:Stakeholder {id: $nation})
WHERE $since IS NULL OR total.fiscal_year >= $since
RETURN total.fiscal_year AS fiscal_year,
       total.usml_category AS usml_category,
       CASE WHEN count(total.quantity) > 0 THEN sum(total.quantity) END AS quantity,
       CASE
         WHEN count(total.authorized_usd) > 0 THEN round(100 * sum(total.authorized_usd)) / 100.0
       END AS authorized_usd,
       CASE
         WHEN count(total.shipped_usd) > 0 THEN round(100 * sum(total.shipped_usd)) / 100.0
       END AS shipped_usd
ORDER BY fiscal_year DESC, usml_category
