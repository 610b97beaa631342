// ---
// question: Which questions may be asked about this kind of transfer, who can answer each, and what is presumed?
// params:
//   kind: {type: TransferKind!, doc: "Kind of transfer, such as acsa-transfer."}
// returns:
//   statement: Statement!
//   question: String!
//   settled_by: SettledBy!
//   presumed: Reply
//   basis: String
//   rules: {type: Int!, doc: "How many rules ask it."}
// example:
//   params: {kind: surface-transport-exchange}
//   rows:
//     - {statement: statement/dealt-with-before-it-was-a-state, question: "On that day it was no state of its own yet, or
//        not one that the United States recognised. Did the law treat it as a country of its own all the same?",
//        settled_by: record, presumed: null, basis: null, rules: 1}
//     - {statement: statement/military-contact-exposes-nothing, question: "Has Defense found that the contact exposes
//        the Chinese forces to none of the fields that the act of 1999 lists (advanced logistics, combined operations,
//        space, laboratories, arms sales and the like)?", settled_by: official, rules: 1}
//     - {statement: statement/new-agreement-is-being-concluded, question: "Does the transfer wait for a new agreement
//        that is still to be concluded?", settled_by: asker, presumed: no, basis: "A transfer normally rests on an
//        agreement in force, which has passed designation, notices and approvals. Check the agreement's dates.",
//        rules: 2}
//     - {statement: statement/party-under-treasury-sanctions, question: "Is anybody in the transfer blocked by the
//        Treasury, or does another of its sanctions bar it?", settled_by: asker, presumed: no, basis: "The sanctions of
//        the Treasury (31 CFR chapter V) and its lists of blocked persons were not read, but for the embargoes on whole
//        governments. Check them for everybody in the transfer.", rules: 1}
//     - {statement: statement/treasury-sanctions-met, question: "Does a licence or exemption of the Treasury's sanctions
//        cover the transfer?", settled_by: asker, rules: 1}
//     - {statement: statement/us-supplies-go-by-foreign-ship, question: "Would supplies of the US forces be carried by
//        sea on a foreign ship?", settled_by: asker, rules: 1}
// ---
MATCH (:TransferKind {slug: $kind})<-[:GOVERNS]-(rule:Rule)-[:ASKS]->(statement:Statement)
RETURN statement.id AS statement,
       statement.title AS question,
       statement.settled_by AS settled_by,
       statement.presume AS presumed,
       statement.basis AS basis,
       count(DISTINCT rule) AS rules
ORDER BY statement
LIMIT 1000
