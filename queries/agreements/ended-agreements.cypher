// ---
// question: Which nations had an agreement of this kind that is over, and does another of the kind take its place?
// params:
//   kind: {type: AgreementKind!, doc: "Kind of agreement, such as acsa."}
//   as_of: {type: Date, doc: "The day by which it was over.", default: today}
// returns:
//   nation: Nation!
//   title: String!
//   agreement: Agreement!
//   status: AgreementStatus!
//   in_force_to: PartialDate
//   superseded_by: Agreement
//   others: {type: "[Agreement!]!", doc: "Others of the kind that the nation has and that may stand on the day."}
// example:
//   params: {kind: acsa, as_of: 2026-01-15}
//   rows:
//     - {nation: nation/AU, title: Australia, agreement: agreement/acsa-au-1998, status: superseded, in_force_to:
//        2010-09-22, superseded_by: agreement/acsa-au-2010, others: [agreement/acsa-au-2010]}
//     - {nation: nation/BG, title: Bulgaria, agreement: agreement/acsa-bg-2001, status: superseded, in_force_to:
//        2023-02-02, superseded_by: agreement/acsa-bg, others: [agreement/acsa-bg]}
//     - {nation: nation/EE, title: Estonia, agreement: agreement/acsa-ee-1998, status: superseded, superseded_by:
//        agreement/acsa-ee, others: [agreement/acsa-ee]}
//     - {nation: nation/GH, title: Ghana, agreement: agreement/acsa-gh-2015, status: expired, others:
//        [agreement/acsa-gh-pre2014]}
//     - {nation: nation/JP, title: Japan, agreement: agreement/acsa-jp-1996, status: superseded, in_force_to:
//        2017-04-24, superseded_by: agreement/acsa-jp-2016, others: [agreement/acsa-jp-2016]}
//     - {nation: nation/LK, title: Sri Lanka, agreement: agreement/acsa-lk-2007, status: expired, in_force_to:
//        2017-03, superseded_by: agreement/acsa-lk-2017, others: [agreement/acsa-lk-2017]}
//     - {nation: nation/MY, title: Malaysia, agreement: agreement/acsa-my-1994, status: superseded, in_force_to: 2004,
//        superseded_by: agreement/acsa-my-2005, others: [agreement/acsa-my]}
//     - {nation: nation/MY, title: Malaysia, agreement: agreement/acsa-my-2005, status: superseded, in_force_to: 2015,
//        superseded_by: agreement/acsa-my, others: [agreement/acsa-my]}
//     - {nation: nation/NO, title: Norway, agreement: agreement/acsa-no-1982, status: superseded, superseded_by:
//        agreement/acsa-no-2009, others: [agreement/acsa-no-2009]}
//     - {nation: nation/NZ, title: New Zealand, agreement: agreement/acsa-nz-2000, status: superseded, in_force_to:
//        2012-11-06, superseded_by: agreement/acsa-nz, others: [agreement/acsa-nz]}
//     - {nation: nation/PH, title: Philippines, agreement: agreement/mlsa-ph-2002, status: superseded, in_force_to:
//        2007-11, superseded_by: agreement/mlsa-ph-2007, others: [agreement/mlsa-ph-2017]}
//     - {nation: nation/PH, title: Philippines, agreement: agreement/mlsa-ph-2007, status: superseded, in_force_to:
//        2017-10-22, superseded_by: agreement/mlsa-ph-2017, others: [agreement/mlsa-ph-2017]}
//     - {nation: nation/PK, title: Pakistan, agreement: agreement/acsa-pk-2002, status: expired, in_force_to: 2012-02,
//        others: [agreement/acsa-pk-draft]}
//     - {nation: nation/PL, title: Poland, agreement: agreement/acsa-pl-1996, status: superseded, superseded_by:
//        agreement/acsa-pl-2012, others: [agreement/acsa-pl-2012]}
//     - {nation: nation/TD, title: Chad, agreement: agreement/acsa-td-2004, status: superseded, in_force_to: 2014,
//        superseded_by: agreement/acsa-td-2014, others: [agreement/acsa-td-2014]}
//     - {nation: nation/UY, title: Uruguay, agreement: agreement/acsa-uy-2000, status: expired, in_force_to: 2010,
//        superseded_by: agreement/acsa-uy-2011, others: [agreement/acsa-uy-2011]}
// ---
MATCH (agreement:Agreement)<-[:PARTY_TO]-(nation:Nation)
WHERE nation.id <> 'nation/US'
  AND $kind IN agreement.kinds
  AND (
    agreement.in_force_to_latest < $as_of
    OR agreement.status IN ['completed', 'superseded', 'terminated', 'expired', 'historical']
    AND coalesce(agreement.in_force_to_latest, agreement.seen_on_latest, left(agreement.recorded_at, 10)) <= $as_of
  )
OPTIONAL MATCH (successor:Agreement)-[:SUPERSEDES]->(agreement)
OPTIONAL MATCH (nation)-[:PARTY_TO]->(other:Agreement)
WHERE other <> agreement
  AND $kind IN other.kinds
  AND other.status IN ['in-force', 'unknown', 'provisional']
  AND coalesce(other.in_force_to_latest, $as_of) >= $as_of
WITH nation, agreement, successor, other
ORDER BY other.id
RETURN nation.id AS nation,
       nation.title AS title,
       agreement.id AS agreement,
       agreement.status AS status,
       agreement.in_force_to AS in_force_to,
       successor.id AS superseded_by,
       collect(other.id) AS others
ORDER BY nation, agreement, superseded_by
LIMIT 1000
