// ---
// question: Which regulations, directives and manuals carry this authority out, directly or through others?
// params:
//   authority: {type: Authority!, doc: "Id of the authority, such as usc/10/2342."}
// returns:
//   text: Authority!
//   citation: String!
//   title: String!
//   steps: {type: Int!, doc: "How many steps it is from the authority."}
//   through: {type: "[Authority!]!", doc: "The texts between, from the authority on."}
//   status: String
// example:
//   params: {authority: usc/10/2342}
//   rows:
//     - {text: dodd/2010.9, citation: DoDD 2010.09, title: ACSA policy, steps: 1, through: [], status: in force;
//        change 2 of 2018-08-31}
//     - {text: pl/113-291/1207, citation: "Pub. L. 113-291, section 1207", title: Loans of protective equipment to
//        coalition forces, steps: 1, through: [], status: in force until 2029-12-31}
//     - {text: usc/10/2343, citation: 10 U.S.C. 2343, title: Procurement laws that do not apply, steps: 1, through:
//        [], status: in force}
//     - {text: usc/10/2344, citation: 10 U.S.C. 2344, title: How cross-servicing support is paid for, steps: 1,
//        through: [], status: in force}
//     - {text: usc/10/2345, citation: 10 U.S.C. 2345, title: Deadlines for settling balances, steps: 1, through: [],
//        status: in force}
//     - {text: usc/10/2346, citation: 10 U.S.C. 2346, title: Where receipts are credited, steps: 1, through: [],
//        status: in force}
//     - {text: usc/10/2347, citation: 10 U.S.C. 2347, title: Yearly ceilings on balances, steps: 1, through: [],
//        status: in force}
//     - {text: usc/10/2348, citation: 10 U.S.C. 2348, title: No stock build-up for transfers, steps: 1, through: [],
//        status: in force}
//     - {text: cjcsi/2120.01, citation: CJCSI 2120.01D, title: ACSA instruction, steps: 2, through: [dodd/2010.9],
//        status: replaced by CJCSI 2120.01E at the latest in May 2025 (named in AR 550-52; its day was not found)}
//     - {text: fmr/vol11a-ch8, citation: "DoD 7000.14-R, volume 11A, chapter 8", title: ACSA accounting, steps: 2,
//        through: [usc/10/2344], status: in force}
// ---
MATCH chain = (text:Authority)-[:IMPLEMENTS*1..4]->(:Authority {id: $authority})
WITH text, chain
ORDER BY length(chain), reduce(names = '', step IN nodes(chain) | names + step.id + ' ')
WITH text, collect(chain)[0] AS shortest
RETURN text.id AS text,
       text.citation AS citation,
       text.title AS title,
       length(shortest) AS steps,
       [step IN tail(reverse(tail(nodes(shortest)))) | step.id] AS through,
       text.status AS status
ORDER BY steps, text
LIMIT 1000
