// ---
// question: Which sources state the most facts?
// params:
//   first: {type: Int, doc: "How many sources.", default: 25}
// returns:
//   source: Source!
//   title: String!
//   url: String
//   facts: {type: Int!, doc: "How many things are stated there."}
// example:
//   params: {first: 2}
//   rows:
//     - {source: source/3167e0615ba4ecc9c09a, title: "General knowledge, not checked against a page", facts: 834}
//     - {source: source/daca1c943f6ab31f8f30, title: "Accord, vocabulary of transfers", facts: 334}
// ---
MATCH (place:Source)<-[:STATED_IN]-(thing:Entity)
RETURN place.id AS source, place.title AS title, place.url AS url, count(thing) AS facts
ORDER BY facts DESC, source
LIMIT $first
