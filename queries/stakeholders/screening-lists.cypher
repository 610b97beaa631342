// ---
// question: Is an organization of such a name on a screening list that is loaded, and on which?
// params:
//   words: {type: String!, doc: "Words of its name or of another name, such as Radar Research. Nothing found proves nothing."}
// returns:
//   entry: ScreeningEntry!
//   title: String!
//   list_name: String!
//   keeper: Organization!
//   programs: {type: "[String!]!", doc: "The sanctions programs that name it, as the list prints them."}
//   nations: {type: "[Nation!]!", doc: "Where it has an address."}
//   from_on: PartialDate
//   to_on: PartialDate
// example:
//   params: {words: radar research}
//   rows: []
// ---
MATCH (entry:ScreeningEntry)-[:LISTED_BY]->(keeper:Organization)
WHERE toLower(entry.title) CONTAINS toLower($words)
   OR any(alias IN coalesce(entry.aliases, []) WHERE toLower(alias) CONTAINS toLower($words))
OPTIONAL MATCH (entry)-[:ADDRESS_IN]->(nation:Nation)
WITH entry, keeper, nation
ORDER BY nation.id
WITH entry, keeper, collect(nation.id) AS nations
RETURN entry.id AS entry,
       entry.title AS title,
       entry.list_name AS list_name,
       keeper.id AS keeper,
       coalesce(entry.programs, []) AS programs,
       nations,
       entry.from_on AS from_on,
       entry.to_on AS to_on
ORDER BY title, entry
LIMIT 1000
