// ---
// question: Which are the twelve elements of product support, in order?
// params: {}
// returns:
//   element: IpsElement!
//   order: Int
//   title: String!
//   notes: String
// bounded: There are twelve.
// example:
//   rows:
//     - {element: ips-element/ips-psm, order: 1, title: Product Support Management, notes: "One of the twelve
//        elements, each with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-design, order: 2, title: Design Interface, notes: "One of the twelve elements, each
//        with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-se, order: 3, title: Sustaining Engineering, notes: "One of the twelve elements,
//        each with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-supply, order: 4, title: Supply Support, notes: "One of the twelve elements, each
//        with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-maint, order: 5, title: Maintenance Planning and Management, notes: "One of the
//        twelve elements, each with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-phst, order: 6, title: "Packaging, Handling, Storage and Transportation", notes:
//        "One of the twelve elements, each with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-data, order: 7, title: Technical Data, notes: "One of the twelve elements, each with
//        international considerations; names from general knowledge"}
//     - {element: ips-element/ips-eqpt, order: 8, title: Support Equipment, notes: "One of the twelve elements, each
//        with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-train, order: 9, title: Training and Training Support, notes: "One of the twelve
//        elements, each with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-people, order: 10, title: Manpower and Personnel, notes: "One of the twelve
//        elements, each with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-fac, order: 11, title: Facilities and Infrastructure, notes: "One of the twelve
//        elements, each with international considerations; names from general knowledge"}
//     - {element: ips-element/ips-it, order: 12, title: Information Technology Systems Continuous Support, notes:
//        Earlier called Computer Resources; name from general knowledge}
// ---
MATCH (part:IpsElement)
RETURN part.id AS element, part.order AS order, part.title AS title, part.notes AS notes
ORDER BY order, element
