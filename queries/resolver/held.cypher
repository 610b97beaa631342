// ---
// question: Which of these ids are there, and what is each?
// params:
//   ids: {type: "[ID!]!", doc: Ids of anything.}
// returns:
//   id: ID!
//   labels: "[String!]!"
// ---
UNWIND $ids AS id
MATCH (thing:Entity {id: id})
RETURN id, labels(thing) AS labels
ORDER BY id
