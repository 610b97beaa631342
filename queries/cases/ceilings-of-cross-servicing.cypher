// ---
// question: How much of each yearly ceiling on cross-servicing is used by orders, petroleum apart (10 U.S.C. 2347)?
// params:
//   fiscal_year: {type: Int, doc: "Only this fiscal year; orders of which it is not known are always told."}
// returns:
//   fiscal_year: {type: Int, doc: "Fiscal year of the orders; null where their day is not known well enough."}
//   direction: {type: Direction, doc: "Which way support flows; null where the order does not tell."}
//   ceiling: {type: String!, doc: "Which ceiling of the law counts them."}
//   partners: {type: "[Stakeholder!]!", doc: "With whom."}
//   orders: {type: Int!, doc: "How many orders."}
//   value_usd: {type: Float!, doc: "Their worth in US dollars without petroleum; what is not told adds nothing."}
//   limit_usd: {type: Int, doc: "The ceiling in US dollars; null where the law sets none."}
//   supplies_usd: {type: Float!, doc: "Of that, what the items with a class of supply are worth, in US dollars."}
//   supplies_limit_usd: {type: Int, doc: "Its part for supplies in US dollars; null where there is none."}
//   without_value: {type: Int!, doc: "How many of the orders do not tell their value."}
//   petroleum_unknown: {type: Int!, doc: "How many orders do not tell how much of it is petroleum."}
// example:
//   params: {fiscal_year: 2025}
//   rows: []
// ---
MATCH (order:Order)
OPTIONAL MATCH (order)-[:PLACED_BY]->(receiver:Stakeholder)
OPTIONAL MATCH (order)-[:SUPPLIED_BY]->(supplier:Stakeholder)
OPTIONAL MATCH (order)-[:HAS_ITEM]->(item:OrderItem)
WITH order,
     receiver,
     supplier,
     sum(
       CASE
         WHEN item.class_of_supply IS NULL OR coalesce(item.pol, false) THEN 0.0
         ELSE coalesce(item.value_usd, 0.0)
       END
     ) AS supplies,
     toInteger(left(order.ordered_on_earliest, 4))
     + CASE WHEN substring(order.ordered_on_earliest, 5, 2) >= '10' THEN 1 ELSE 0 END AS first_year,
     toInteger(left(order.ordered_on_latest, 4))
     + CASE WHEN substring(order.ordered_on_latest, 5, 2) >= '10' THEN 1 ELSE 0 END AS last_year
WITH order,
     supplies,
     CASE WHEN first_year = last_year THEN first_year ELSE NULL END AS fiscal_year,
     CASE
       WHEN receiver.id = 'nation/US' THEN 'to-us'
       WHEN receiver IS NOT NULL THEN 'from-us'
       WHEN supplier.id = 'nation/US' THEN 'from-us'
       WHEN supplier IS NOT NULL THEN 'to-us'
       ELSE NULL
     END AS direction,
     CASE WHEN receiver.id <> 'nation/US' THEN receiver WHEN supplier.id <> 'nation/US' THEN supplier ELSE NULL END AS partner
WHERE $fiscal_year IS NULL OR fiscal_year IS NULL OR fiscal_year = $fiscal_year
WITH order,
     supplies,
     fiscal_year,
     direction,
     partner,
     CASE
       WHEN partner IS NULL OR direction IS NULL THEN 'not known'
       WHEN EXISTS {
         MATCH (partner)-[member:MEMBER_OF]->(:Organization {id: 'org/nato'})
         WHERE coalesce(member.from_on_latest, '') <= coalesce(order.ordered_on_earliest, '')
           AND coalesce(member.to_on_earliest, '9999') >= coalesce(order.ordered_on_latest, '9999')
       } THEN 'NATO, UN and regional bodies'
       WHEN partner:Nation THEN 'each other nation'
       WHEN any(class IN coalesce(partner.classes, []) WHERE class IN ['nato-subsidiary-body', 'united-nations'])
         THEN 'NATO, UN and regional bodies'
       WHEN 'regional-international-organisation' IN coalesce(partner.classes, [])
         AND EXISTS { MATCH (:Nation {id: 'nation/US'})-[:MEMBER_OF]->(partner) } THEN 'NATO, UN and regional bodies'
       ELSE 'none that the law sets'
     END AS ceiling
ORDER BY partner.id
WITH fiscal_year,
     direction,
     ceiling,
     CASE WHEN ceiling = 'NATO, UN and regional bodies' THEN '' ELSE coalesce(partner.id, '') END AS whose,
     collect(DISTINCT partner.id) AS partners,
     count(order) AS orders,
     round(100 * sum(coalesce(order.value_usd, 0.0) - coalesce(order.pol_usd, 0.0))) / 100.0 AS value_usd,
     round(100 * sum(supplies)) / 100.0 AS supplies_usd,
     sum(CASE WHEN order.value_usd IS NULL THEN 1 ELSE 0 END) AS without_value,
     sum(CASE WHEN order.pol_usd IS NULL THEN 1 ELSE 0 END) AS petroleum_unknown
RETURN fiscal_year,
       direction,
       ceiling,
       partners,
       orders,
       value_usd,
       CASE
         WHEN ceiling = 'NATO, UN and regional bodies' THEN CASE direction WHEN 'to-us' THEN 200000000 ELSE 150000000 END
         WHEN ceiling = 'each other nation' THEN CASE direction WHEN 'to-us' THEN 60000000 ELSE 75000000 END
         ELSE NULL
       END AS limit_usd,
       supplies_usd,
       CASE
         WHEN direction <> 'to-us' THEN NULL
         WHEN ceiling = 'NATO, UN and regional bodies' THEN 50000000
         WHEN ceiling = 'each other nation' THEN 20000000
         ELSE NULL
       END AS supplies_limit_usd,
       without_value,
       petroleum_unknown
ORDER BY fiscal_year, direction, ceiling, whose
LIMIT 1000
