// ---
// question: What is part of this organization on a day, and through what?
// params:
//   root: {type: Organization!, doc: "Id of the organization at the top, such as org/ousd-as."}
//   as_of: {type: Date, doc: "The day; what is not known to begin later or to have ended is in.", default: today}
// returns:
//   organization: Organization!
//   title: String!
//   kind: String!
//   depth: {type: Int!, doc: "How many steps it is below the top."}
//   through: {type: "[Organization!]!", doc: "What lies between, from the top down."}
// example:
//   params: {root: org/congress, as_of: 2026-01-15}
//   rows:
//     - {organization: org/congress, title: United States Congress, kind: congress, depth: 0, through: []}
//     - {organization: org/gao, title: Government Accountability Office, kind: agency, depth: 1, through:
//        [org/congress]}
//     - {organization: org/hasc, title: House Committee on Armed Services, kind: congress, depth: 1, through:
//        [org/congress]}
//     - {organization: org/hfac, title: House Committee on Foreign Affairs, kind: congress, depth: 1, through:
//        [org/congress]}
//     - {organization: org/sasc, title: Senate Committee on Armed Services, kind: congress, depth: 1, through:
//        [org/congress]}
//     - {organization: org/sfrc, title: Senate Committee on Foreign Relations, kind: congress, depth: 1, through:
//        [org/congress]}
// ---
MATCH tree = (part:Organization)-[:PART_OF*0..6]->(:Organization {id: $root})
WHERE all(step IN relationships(tree) WHERE
  coalesce(step.from_on_earliest, $as_of) <= $as_of AND coalesce(step.to_on_latest, $as_of) >= $as_of
)
RETURN part.id AS organization,
       part.title AS title,
       part.kind AS kind,
       length(tree) AS depth,
       [above IN reverse(tail(nodes(tree))) | above.id] AS through
ORDER BY through, organization
LIMIT 1000
