// ---
// question: What are the words of these texts of law, and as of which edition?
// params:
//   ids: {type: "[ID!]!", doc: Ids of texts}
// returns:
//   id: ID!
//   words: String
//   paragraphs: JSON
//   url: String
//   edition: String
//   recorded_at: DateTime
// ---
UNWIND $ids AS id
MATCH (text:Text {id: id})
OPTIONAL MATCH (edition:Edition) WHERE edition.source = text.source
RETURN id,
       text.words AS words,
       text.paragraphs AS paragraphs,
       text.url AS url,
       edition.title AS edition,
       text.recorded_at AS recorded_at
ORDER BY id
