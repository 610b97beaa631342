// ---
// question: Which texts cite this authority, rest on it or carry it out, and what are they about?
// params:
//   authority: {type: Authority!, doc: "The text that is cited, such as 22 U.S.C. 2776."}
// returns:
//   text: Authority!
//   relation: {type: String!, doc: "CITES, or IMPLEMENTS where it carries the authority out or rests on it."}
//   citation: String!
//   title: {type: String!, doc: "What its own words have as heading, where these are loaded."}
//   amended_on: {type: PartialDate, doc: "When it was last changed, as its credit tells."}
// example:
//   params: {authority: usc/22/2785}
//   rows:
//     - {text: eo/13637, relation: IMPLEMENTS, citation: Executive Order 13637, title: Delegates AECA functions}
// ---
MATCH (citing:Authority)-[link:CITES|IMPLEMENTS]->(:Authority {id: $authority})
OPTIONAL MATCH (words:Text)-[:TEXT_OF]->(citing)
WITH citing, type(link) AS relation, max(words.heading) AS heading, max(words.amended_on) AS amended_on
RETURN citing.id AS text,
       relation,
       citing.citation AS citation,
       CASE WHEN citing.title = citing.citation THEN coalesce(heading, citing.title) ELSE citing.title END AS title,
       amended_on
ORDER BY relation, text
LIMIT 5000
