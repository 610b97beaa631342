// ---
// question: On which sources does what is known of this thing rest, and how sure is each statement?
// params:
//   entity: {type: Entity!, doc: "Id of the thing, such as agreement/acsa-jp-2016."}
// returns:
//   statement: {type: String!, doc: "The id of the thing, or the key of a relation: start, type and end."}
//   source: Source!
//   title: String!
//   url: String
//   confidence: {type: Confidence!, doc: "How sure it is."}
// example:
//   params: {entity: ips-element/ips-it}
//   rows:
//     - {statement: ips-element/ips-it, source: source/86f2b5909105e9d2ff6a, title: "DAU ACQuipedia ALCL 058,
//        International Acquisition - Life Cycle Product Support", confidence: secondary}
// ---
MATCH (thing:Entity {id: $entity})
CALL (thing) {
  RETURN thing.id AS statement, thing.source AS origin, thing.confidence AS confidence
  UNION ALL
  MATCH (thing)-[edge]-(:Entity)
  WHERE edge.source IS NOT NULL
  RETURN edge.key AS statement, edge.source AS origin, edge.confidence AS confidence
}
MATCH (place:Source {id: origin})
RETURN statement, place.id AS source, place.title AS title, place.url AS url, confidence
ORDER BY statement, source
LIMIT 1000
