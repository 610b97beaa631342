// ---
// question: What did the graph say of parties, lists, agreements, laws, rules and orders at that moment?
// params:
//   at: {type: DateTime!, doc: The moment}
// returns:
//   of: ID!
//   labels: "[String!]!"
//   props: JSON
//   was: JSON
//   recorded_at: DateTime
// ---
CALL () {
  MATCH (node:Entity)
  WHERE (node:Source OR node.recorded_at <= $at)
    AND (node:Stakeholder OR node:Designation OR node:Agreement OR node:Authority OR node:Rule OR node:Statement
         OR node:Order OR node:Edition OR node:System OR node:Program OR node:Source)
  RETURN node.id AS of, labels(node) AS labels, properties(node) AS props, NULL AS was,
         node.recorded_at AS recorded_at
  UNION ALL
  MATCH (revision:Revision)
  WHERE revision.known_from <= $at AND revision.known_to > $at AND NOT revision.of CONTAINS '|'
  RETURN revision.of AS of, revision.had_labels AS labels, NULL AS props, revision.was AS was,
         revision.known_from AS recorded_at
}
RETURN of, labels, props, was, recorded_at
ORDER BY of
