// ---
// question: What does this code of cases, agencies or milestones mean?
// params:
//   code: {type: String, doc: "The code, such as XX-Y-ZZZ; absent for all."}
//   kind: {type: String, doc: "Only codes of this sort, such as implementing-agency."}
// returns:
//   entity: CaseCode!
//   code: String!
//   kind: String!
//   meaning: String!
//   confidence: Confidence!
// example:
//   params: {code: T27}
//   rows:
//     - {entity: code/T27, code: T27, kind: identifier-part, meaning: "Security cooperation implementing agency code,
//        one alphabetic", confidence: secondary}
// ---
MATCH (entry:CaseCode)
WHERE ($code IS NULL OR toLower(entry.title) = toLower($code))
  AND ($kind IS NULL OR entry.kind = $kind)
RETURN entry.id AS entity,
       entry.title AS code,
       entry.kind AS kind,
       entry.meaning AS meaning,
       entry.confidence AS confidence
ORDER BY kind, entity
LIMIT 1000
