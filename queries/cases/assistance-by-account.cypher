// ---
// question: How much security assistance came to this recipient out of which account in which year?
// params:
//   recipient: {type: Stakeholder!, doc: "Id of the nation or body, such as nation/TW."}
//   transaction_type: {type: String, doc: "Obligations or Disbursements, which are never to be added.", default: Obligations}
//   since: {type: Int, doc: "Only this fiscal year and later."}
// returns:
//   fiscal_year: Int!
//   account: String!
//   transactions: {type: Int!, doc: "How many transactions."}
//   amount_usd: {type: Decimal!, doc: "Their sum in US dollars; what was taken back is subtracted."}
// bounded: One row for each year and account.
// example:
//   params: {recipient: nation/TW}
//   rows: []
// ---
MATCH (transaction:AssistanceTransaction)-[:ASSISTS]->(:Stakeholder {id: $recipient})
WHERE transaction.transaction_type = $transaction_type
  AND ($since IS NULL OR transaction.fiscal_year >= $since)
RETURN transaction.fiscal_year AS fiscal_year,
       transaction.account AS account,
       count(*) AS transactions,
       round(100 * sum(transaction.amount_usd)) / 100.0 AS amount_usd
ORDER BY fiscal_year DESC, account
