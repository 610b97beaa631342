// ---
// question: Which relations between parties, lists, agreements, laws, rules and orders did the graph hold at that moment?
// params:
//   at: {type: DateTime!, doc: The moment}
// returns:
//   of: String!
//   props: JSON
//   was: JSON
// ---
CALL () {
  MATCH (:Entity)-[edge]->(:Entity)
  WHERE edge.recorded_at <= $at
    AND type(edge) IN ['MEMBER_OF', 'DESIGNATED_AS', 'INCLUDES', 'PARTY_TO', 'AUTHORIZED_BY', 'SUPERSEDES', 'UNDER',
                       'PLACED_UNDER', 'PLACED_BY', 'SUPPLIED_BY', 'CONCERNS', 'LISTED_IN', 'PRINTS']
  RETURN edge.key AS of, properties(edge) AS props, NULL AS was
  UNION ALL
  MATCH (revision:Revision)
  WHERE revision.known_from <= $at AND revision.known_to > $at AND revision.of CONTAINS '|'
  RETURN revision.of AS of, NULL AS props, revision.was AS was
}
RETURN of, props, was
ORDER BY of
