// ---
// question: Through which stages does a case go, and what is done in each, in order?
// params:
//   stage: {type: Stage, doc: "Only this stage, such as stage/stage-offer."}
// returns:
//   stage: Stage!
//   stage_title: String!
//   stage_order: Int
//   activity: Activity
//   title: String
//   order: Int
//   notes: String
// example:
//   params: {stage: stage/stage-offer}
//   rows:
//     - {stage: stage/stage-offer, stage_title: Offer and acceptance, stage_order: 2, activity: activity/act-validate,
//        title: US side validates the request, order: 1}
//     - {stage: stage/stage-offer, stage_title: Offer and acceptance, stage_order: 2, activity: activity/act-loadraft,
//        title: Draft the LOA, order: 2}
//     - {stage: stage/stage-offer, stage_title: Offer and acceptance, stage_order: 2, activity: activity/act-tpa,
//        title: Scope initial support in the same LOA, order: 3}
//     - {stage: stage/stage-offer, stage_title: Offer and acceptance, stage_order: 2, activity: activity/act-notify,
//        title: Notify Congress where required, order: 4}
//     - {stage: stage/stage-offer, stage_title: Offer and acceptance, stage_order: 2, activity: activity/act-accept,
//        title: Partner accepts and pays the initial deposit, order: 5}
// ---
MATCH (step:Stage)
WHERE $stage IS NULL OR step.id = $stage
OPTIONAL MATCH (step)<-[:PART_OF]-(deed:Activity)
RETURN step.id AS stage,
       step.title AS stage_title,
       step.order AS stage_order,
       deed.id AS activity,
       deed.title AS title,
       deed.order AS order,
       deed.notes AS notes
ORDER BY stage_order, stage, order, activity
LIMIT 1000
