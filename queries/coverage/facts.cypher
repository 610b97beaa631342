// ---
// question: What does the graph know of these parties, their memberships, their statuses and their agreements?
// params:
//   parties: {type: "[ID!]!", doc: Ids of nations and organizations}
//   us: {type: ID!, doc: Id of the United States}
//   year_from: {type: Date!, doc: First day of the fiscal year whose orders count}
//   year_to: {type: Date!, doc: Last day of it}
//   shared: {type: Boolean!, doc: Whether orders count of those who share a ceiling with a party}
// returns:
//   version: Int
//   changed_at: DateTime
//   party: ID!
//   what: String!
//   fact: JSON!
// ---
UNWIND $parties AS asked
MATCH (party:Stakeholder {id: asked})
OPTIONAL MATCH (data:DataVersion {id: 'data'})
CALL (party) {
  RETURN 'party' AS what,
         {
           id: party.id, title: party.title, classes: party.classes,
           source: party.source, confidence: party.confidence
         } AS fact
  UNION ALL
  MATCH (party)-[member:MEMBER_OF]->(body:Organization)
  RETURN 'membership' AS what,
         {
           body: body.id, title: body.title,
           from_on: member.from_on, to_on: member.to_on, seen_on: member.seen_on,
           source: member.source, confidence: member.confidence
         } AS fact
  UNION ALL
  MATCH (party)-[listed:DESIGNATED_AS]->(list:Designation)
  RETURN 'listing' AS what,
         {
           list: list.slug,
           from_on: listed.from_on, to_on: listed.to_on, seen_on: listed.seen_on,
           suspended: listed.suspended, treated_as: listed.treated_as, paragraph: listed.paragraph,
           source: listed.source, confidence: listed.confidence
         } AS fact
  UNION ALL
  MATCH (party)-[seen:LISTED_IN]->(list:Designation)
  RETURN 'sighting' AS what,
         {
           list: list.slug, seen_on: seen.seen_on, paragraph: seen.paragraph,
           source: seen.source, confidence: seen.confidence
         } AS fact
  UNION ALL
  MATCH (:Edition)-[printed:PRINTS]->(list:Designation)
  RETURN 'table' AS what,
         {list: list.slug, seen_on: printed.seen_on, source: printed.source, confidence: printed.confidence} AS fact
  UNION ALL
  MATCH (party)-[joined:PARTY_TO]->(agreement:Agreement)
  OPTIONAL MATCH (agreement)<-[us:PARTY_TO]-(:Nation {id: $us})
  OPTIONAL MATCH (agreement)-[rests:AUTHORIZED_BY]->(authority:Authority)
  WITH agreement, joined, us, collect({id: authority.id, citation: rests.citation}) AS authorities
  OPTIONAL MATCH (agreement)-[:SUPERSEDES]->(older:Agreement)
  WITH agreement, joined, us, authorities, collect({id: older.id}) AS supersedes
  OPTIONAL MATCH (agreement)-[:CONCERNS]->(thing:System|Program)
  WITH agreement, joined, us, authorities, supersedes, collect(thing.id) AS concerns
  RETURN 'agreement' AS what,
         {
           id: agreement.id, title: agreement.title, kinds: agreement.kinds, status: agreement.status,
           signed_on: agreement.signed_on, in_force_from: agreement.in_force_from,
           in_force_to: agreement.in_force_to, seen_on: agreement.seen_on,
           us_is_member: agreement.us_is_member, source: agreement.source, confidence: agreement.confidence,
           role: joined.role, joined_on: joined.signed_on, joined_from: joined.from_on, joined_to: joined.to_on,
           joined_source: joined.source, joined_confidence: joined.confidence,
           us: us IS NOT NULL, us_on: us.signed_on, us_from: us.from_on, us_to: us.to_on,
           authorities: authorities, supersedes: supersedes, concerns: concerns
         } AS fact
  UNION ALL
  MATCH (party)-[:PARTY_TO]->(agreement:Agreement)<-[:PLACED_UNDER]-(order:Order)
  WHERE coalesce(order.ordered_on_latest, $year_from) >= $year_from
    AND coalesce(order.ordered_on_earliest, $year_to) <= $year_to
  OPTIONAL MATCH (order)-[:PLACED_BY]->(buyer:Stakeholder)
  WITH agreement.id AS agreement,
       buyer.id AS buyer,
       coalesce(order.ordered_on_earliest >= $year_from AND order.ordered_on_latest <= $year_to, false) AS surely,
       round(100 * sum(order.value_usd - coalesce(order.pol_usd, 0))) / 100.0 AS usd,
       count(CASE WHEN order.value_usd IS NULL THEN 1 END) AS unvalued
  RETURN 'orders' AS what, {agreement: agreement, buyer: buyer, surely: surely, usd: usd, unvalued: unvalued} AS fact
  UNION ALL
  MATCH (partner:Stakeholder)
  WHERE $shared
    AND partner.id <> $us
    AND (partner.id = party.id
         OR EXISTS { MATCH (partner)-[:MEMBER_OF]->(:Organization {id: 'org/nato'}) }
         OR any(class IN coalesce(partner.classes, [])
                WHERE class IN ['nato-subsidiary-body', 'united-nations', 'regional-international-organisation']))
  CALL (partner) {
    MATCH (partner)<-[:PLACED_BY|SUPPLIED_BY]-(order:Order)
    RETURN order
    UNION
    MATCH (partner)-[:PARTY_TO]->(:Agreement)<-[:PLACED_UNDER]-(order:Order)
    RETURN order
  }
  WITH party, order, min(CASE WHEN partner.id = party.id THEN 0 ELSE 1 END) = 1 AS others
  WHERE coalesce(order.ordered_on_latest, $year_from) >= $year_from
    AND coalesce(order.ordered_on_earliest, $year_to) <= $year_to
    AND NOT EXISTS { MATCH (order)-[:PLACED_UNDER]->(:Agreement)<-[:PARTY_TO]-(party) }
  OPTIONAL MATCH (order)-[:PLACED_BY]->(buyer:Stakeholder)
  WITH others,
       buyer.id AS buyer,
       round(100 * sum(order.value_usd - coalesce(order.pol_usd, 0))) / 100.0 AS usd,
       count(CASE WHEN order.value_usd IS NULL THEN 1 END) AS unvalued
  RETURN 'elsewhere' AS what,
         {agreement: NULL, buyer: buyer, surely: false, usd: usd, unvalued: unvalued, others: others} AS fact
}
RETURN data.version AS version, data.changed_at AS changed_at, party.id AS party, what, fact
ORDER BY party, what
