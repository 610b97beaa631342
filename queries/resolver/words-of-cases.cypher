// ---
// question: Of which stages, sorts of risk, notices and letters of agencies do sheets of cases speak, and who says so?
// params: {}
// returns:
//   id: ID!
//   label: String!
//   title: String!
//   organization: String
//   source_title: String
//   source_url: String
//   confidence: Confidence
// ---
MATCH (word:Stage|RiskCategory|CaseCode|Notification)
OPTIONAL MATCH (word)-[stands:STANDS_FOR]->(organization:Organization)
OPTIONAL MATCH (source:Source {id: stands.source})
RETURN word.id AS id,
       CASE
         WHEN word:Stage THEN 'Stage'
         WHEN word:RiskCategory THEN 'RiskCategory'
         WHEN word:CaseCode THEN 'CaseCode'
         ELSE 'Notification'
       END AS label,
       word.title AS title,
       organization.id AS organization,
       source.title AS source_title,
       source.url AS source_url,
       stands.confidence AS confidence
ORDER BY id
