// The question that stands on the page at first.
const QUESTION = `# May US forces give food to Japan's forces, under which authority and agreement, and why?
{
  coverage(request: {recipient: "Japan", kinds: [ACSA_TRANSFER], items: [FOOD], payment: CASH}) {
    verdict
    strict
    routes {
      verdict
      authority { citation }
      agreement { id title }
      findings { plain citation { text } }
    }
  }
}
`;
