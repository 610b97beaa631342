// ---
// question: What are nations, organizations, authorities and agreements called, by themselves and by others?
// params: {}
// returns:
//   id: ID!
//   label: String!
//   title: String!
//   iso2: String
//   iso3: String
//   dsca_code: String
//   short_name: String
//   citation: String
//   act: String
//   act_section: String
//   instrument_no: String
//   name: String
// ---
MATCH (entity:Nation|Organization|Authority|Agreement)
OPTIONAL MATCH (other:Name)-[:NAMES]->(entity)
RETURN entity.id AS id,
       CASE
         WHEN entity:Nation THEN 'Nation'
         WHEN entity:Organization THEN 'Organization'
         WHEN entity:Authority THEN 'Authority'
         ELSE 'Agreement'
       END AS label,
       entity.title AS title,
       entity.iso2 AS iso2,
       entity.iso3 AS iso3,
       entity.dsca_code AS dsca_code,
       entity.short_name AS short_name,
       CASE WHEN entity.loader = '' THEN NULL ELSE entity.citation END AS citation,
       entity.act AS act,
       entity.act_section AS act_section,
       entity.instrument_no AS instrument_no,
       other.title AS name
ORDER BY id, name
