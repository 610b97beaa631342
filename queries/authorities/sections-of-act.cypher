// ---
// question: Where do the sections of this act stand in the Code?
// params:
//   act: {type: String!, doc: "Name of the act or a part of it, such as Arms Export Control."}
//   section: {type: String, doc: "Only this section of the act, such as 36."}
// returns:
//   authority: Authority!
//   act: String!
//   act_section: String!
//   citation: String!
//   title: String!
//   url: String
// example:
//   params: {act: Arms Export Control, section: "36"}
//   rows:
//     - {authority: usc/22/2776, act: Arms Export Control Act, act_section: 36, citation: 22 U.S.C. 2776,
//        title: Reports and certifications to Congress,
//        url: "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title22-section2776&num=0&edition=prelim"}
// ---
MATCH (authority:Authority)
WHERE toLower(authority.act) CONTAINS toLower($act)
  AND authority.act_section IS NOT NULL
  AND ($section IS NULL OR authority.act_section = $section OR authority.act_section STARTS WITH $section + '(')
RETURN authority.id AS authority,
       authority.act AS act,
       authority.act_section AS act_section,
       authority.citation AS citation,
       authority.title AS title,
       authority.url AS url
ORDER BY act, authority
LIMIT 1000
