// ---
// question: Which organizations came under another, or left it, between two days?
// params:
//   since: {type: Date!, doc: "The first day, such as 2025-01-01."}
//   until: {type: Date, doc: "The last day.", default: today}
// returns:
//   organization: Organization!
//   title: String!
//   change: {type: String!, doc: "Whether it joined or left."}
//   parent: Organization!
//   changed_on: {type: PartialDate!, doc: "When."}
//   notes: String
// example:
//   params: {since: 2025-01-01, until: 2026-01-15}
//   rows:
//     - {organization: org/dsca, title: Defense Security Cooperation Agency, change: left, parent: org/ousd-p,
//        changed_on: 2025-11-07, notes: Until it came under its present parent on 2025-11-07; the last day is not
//        given.}
//     - {organization: org/dsca, title: Defense Security Cooperation Agency, change: joined, parent: org/ousd-as,
//        changed_on: 2025-11-07}
//     - {organization: org/dtsa, title: Defense Technology Security Administration, change: left, parent: org/ousd-p,
//        changed_on: 2025-11-07, notes: Until it came under its present parent on 2025-11-07; the last day is not
//        given.}
//     - {organization: org/dtsa, title: Defense Technology Security Administration, change: joined, parent:
//        org/ousd-as, changed_on: 2025-11-07}
// ---
MATCH (part:Organization)-[spell:PART_OF]->(whole:Organization)
UNWIND [
  {change: 'left', day: spell.to_on, earliest: spell.to_on_earliest, latest: spell.to_on_latest},
  {change: 'joined', day: spell.from_on, earliest: spell.from_on_earliest, latest: spell.from_on_latest}
] AS event
WITH part, spell, whole, event
WHERE event.latest >= $since
  AND event.earliest <= $until
RETURN part.id AS organization,
       part.title AS title,
       event.change AS change,
       whole.id AS parent,
       event.day AS changed_on,
       spell.notes AS notes
ORDER BY changed_on, organization, change DESC
LIMIT 1000
