// ---
// question: "What is documented and what is only repeated: how sure are things of this kind, and their relations?"
// params:
//   label: {type: String!, doc: "A label of the model, such as Acsa."}
// returns:
//   fact: {type: String!, doc: "The label, or the type of a relation that starts at such things."}
//   confidence: {type: Confidence!, doc: "How sure the facts are."}
//   facts: {type: Int!, doc: "How many facts."}
//   sources: {type: Int!, doc: "How many sources state them."}
// bounded: One row for each confidence of the nodes and of each type of relation.
// example:
//   params: {label: Charter}
//   rows:
//     - {fact: Charter, confidence: documented, facts: 1, sources: 1}
//     - {fact: IMPLEMENTS, confidence: documented, facts: 1, sources: 1}
// ---
MATCH (node:Entity)
WHERE $label IN labels(node)
CALL (node) {
  RETURN $label AS fact, node.confidence AS confidence, node.source AS source
  UNION ALL
  MATCH (node)-[edge]->(:Entity)
  WHERE edge.confidence IS NOT NULL
  RETURN type(edge) AS fact, edge.confidence AS confidence, edge.source AS source
}
WITH fact, confidence, source
WHERE confidence IS NOT NULL
RETURN fact, confidence, count(*) AS facts, count(DISTINCT source) AS sources
ORDER BY fact, confidence
