// ---
// question: Which nations bought, or were to buy, systems with such a name, and which are in an agreement about one?
// params:
//   words: {type: String!, doc: "Words in the name of the system, such as HIMARS."}
// returns:
//   system: System!
//   title: String!
//   buyers: {type: "[Stakeholder!]!", doc: "Those of whose purchases Congress was told."}
//   notices: {type: Int!, doc: "How many notices name the system."}
//   agreements: {type: "[Agreement!]!", doc: "Agreements that concern the system."}
// example:
//   params: {words: himars}
//   rows:
//     - {system: system/m142-himars, title: M142 HIMARS, buyers: [nation/AU, nation/CA, nation/LV, nation/PL,
//        nation/SE], notices: 5, agreements: []}
//     - {system: system/m142-himars-common-fire-control-system, title: M142 HIMARS Common Fire Control System, buyers:
//        [nation/SG], notices: 1, agreements: []}
// ---
MATCH (system:System)
WHERE toLower(system.title) CONTAINS toLower($words)
OPTIONAL MATCH (system)<-[:FOR_SYSTEM]-(notice:Notification)-[:PURCHASED_BY]->(buyer:Stakeholder)
WITH system, notice, buyer
ORDER BY buyer.id
WITH system, collect(DISTINCT buyer.id) AS buyers, count(DISTINCT notice) AS notices
OPTIONAL MATCH (system)<-[:CONCERNS]-(agreement:Agreement)
WITH system, buyers, notices, agreement
ORDER BY agreement.id
RETURN system.id AS system, system.title AS title, buyers, notices, collect(agreement.id) AS agreements
ORDER BY system
LIMIT 1000
