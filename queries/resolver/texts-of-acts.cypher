// ---
// question: What are the words of the section of an act that stands in the Code there, and as of which edition?
// params:
//   ids: {type: "[ID!]!", doc: "Ids of sections of the Code, such as usc/22/2776."}
// returns:
//   id: ID!
//   words: String
//   paragraphs: JSON
//   url: String
//   edition: String
// ---
UNWIND $ids AS id
MATCH (:Authority {id: id})<-[place:CLASSIFIED_TO]-(:Authority)<-[:TEXT_OF]-(text:Text)
WHERE place.paragraph IS NULL
OPTIONAL MATCH (edition:Edition) WHERE edition.source = text.source
RETURN id,
       text.words AS words,
       text.paragraphs AS paragraphs,
       text.url AS url,
       edition.title AS edition
ORDER BY id, words
LIMIT 1000
