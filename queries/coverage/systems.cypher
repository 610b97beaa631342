// ---
// question: Which systems and programs are known, by their ids?
// params: {}
// returns:
//   id: ID!
// ---
MATCH (system:System|Program)
RETURN system.id AS id
ORDER BY id
