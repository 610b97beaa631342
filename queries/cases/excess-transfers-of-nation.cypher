// ---
// question: How many lots of excess defense articles stand in which status for this recipient, and what are they worth?
// params:
//   recipient: {type: Stakeholder!, doc: "Id of the nation or body, such as nation/MA."}
//   since: {type: Int, doc: "Only requests of this fiscal year or later."}
// returns:
//   status: String!
//   transfer_authority: String!
//   lots: {type: Int!, doc: "How many lots of articles."}
//   quantity_delivered: {type: Int, doc: "How many articles were delivered, where it is told."}
//   acquisition_value_usd: {type: Decimal, doc: "What they cost when they were new, where it is told, in US dollars."}
//   current_value_usd: {type: Decimal, doc: "What they are worth now, where it is told, in US dollars."}
//   latest_on: {type: PartialDate, doc: "Day of the last status."}
// bounded: One row for each status and authority of the report.
// example:
//   params: {recipient: nation/MA}
//   rows: []
// ---
MATCH (lot:ExcessTransfer)-[:TRANSFERRED_TO]->(:Stakeholder {id: $recipient})
WHERE $since IS NULL OR lot.fiscal_year >= $since
RETURN lot.status AS status,
       lot.transfer_authority AS transfer_authority,
       count(*) AS lots,
       CASE WHEN count(lot.quantity_delivered) > 0 THEN sum(lot.quantity_delivered) END AS quantity_delivered,
       CASE
         WHEN count(lot.acquisition_value_usd) > 0 THEN round(100 * sum(lot.acquisition_value_usd)) / 100.0
       END AS acquisition_value_usd,
       CASE
         WHEN count(lot.current_value_usd) > 0 THEN round(100 * sum(lot.current_value_usd)) / 100.0
       END AS current_value_usd,
       max(lot.status_on) AS latest_on
ORDER BY lots DESC, status, transfer_authority
