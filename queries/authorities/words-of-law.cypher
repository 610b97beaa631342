// ---
// question: What are the words of this section or regulation, paragraph by paragraph, and as of which edition?
// params:
//   authority: {type: Authority!, doc: "The text, such as 22 U.S.C. 2776."}
//   paragraph: {type: String, doc: "Only this paragraph and what is below it, such as (b)(1).", default: ""}
// returns:
//   paragraph: {type: String!, doc: "Where the words stand, such as (b)(1); empty for the text itself."}
//   words: {type: String!, doc: "The words as printed, one row for each line."}
//   text: Text!
//   edition: String
// example:
//   params: {authority: usc/22/2776, paragraph: (b)(1)}
//   rows: []
// ---
MATCH (text:Text)-[:TEXT_OF]->(:Authority {id: $authority})
WHERE text.words IS NOT NULL
OPTIONAL MATCH (edition:Edition) WHERE edition.source = text.source
WITH text,
     edition,
     split(text.words, '\n') AS lines,
     split(replace(replace(text.paragraphs, '["', ''), '"]', ''), '","') AS places
UNWIND range(0, size(lines) - 1) AS number
WITH text, edition, number, lines[number] AS words, coalesce(places[number], '') AS paragraph
WHERE $paragraph = '' OR paragraph = $paragraph OR paragraph STARTS WITH $paragraph + '('
RETURN paragraph,
       words,
       text.id AS text,
       edition.title AS edition
ORDER BY text, number
LIMIT 5000
