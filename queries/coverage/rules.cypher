// ---
// question: Which rules, statements and lists does the graph hold, where does each rule stand, what is each nation called?
// params: {}
// returns:
//   version: Int
//   changed_at: DateTime
//   what: String!
//   id: ID!
//   title: String
//   body: JSON
//   authority: ID
//   source: ID
//   url: String
//   includes: "[ID!]"
// ---
OPTIONAL MATCH (data:DataVersion {id: 'data'})
CALL () {
  MATCH (rule:Rule)
  OPTIONAL MATCH (rule)-[:UNDER]->(authority:Authority)
  OPTIONAL MATCH (source:Source {id: rule.source})
  RETURN 'rule' AS what, rule.id AS id, authority.citation AS title, rule.body AS body, authority.id AS authority,
         source.id AS source, source.url AS url, [] AS includes
  UNION ALL
  MATCH (statement:Statement)
  RETURN 'statement' AS what, statement.id AS id, statement.title AS title, statement.body AS body,
         NULL AS authority, statement.source AS source, NULL AS url, [] AS includes
  UNION ALL
  MATCH (list:Designation)
  OPTIONAL MATCH (list)-[:INCLUDES]->(other:Designation|Organization)
  WITH list, collect(other.id) AS includes
  RETURN 'list' AS what, list.id AS id, list.title AS title, NULL AS body,
         NULL AS authority, list.source AS source, NULL AS url, includes
  UNION ALL
  MATCH (nation:Nation)
  RETURN 'nation' AS what, nation.id AS id, nation.title AS title, NULL AS body,
         NULL AS authority, nation.source AS source, NULL AS url, [] AS includes
  UNION ALL
  MATCH (:Rule)-[:UNDER]->(cited:Authority)
  WITH DISTINCT cited
  RETURN 'authority' AS what, cited.id AS id, cited.citation AS title, NULL AS body,
         NULL AS authority, cited.source AS source, cited.url AS url, [] AS includes
}
RETURN data.version AS version, data.changed_at AS changed_at, what, id, title, body, authority, source, url, includes
ORDER BY what, id
