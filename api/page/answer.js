// An answer of coverage as a page to read. All text is set as text, never as markup.
const MOST = 3;

export function el(tag, told = {}, ...parts) {
  const made = Object.assign(document.createElement(tag), told);
  made.append(...parts.flat().filter((part) => part));
  return made;
}

// Names of the schema as people write them: ACSA_TRANSFER is acsa-transfer, valueUsd is value usd.
export function words(name) {
  return name === name.toUpperCase() || name.includes("=")
    ? name.toLowerCase().replaceAll("_", "-").replace("=", ": ")
    : name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function link(url, text) {
  return /^https?:/.test(url ?? "") ? el("a", { href: url }, text) : text;
}

function linked(told, changes, text) {
  const next = new URLSearchParams(told);
  for (const [name, value] of changes) next.append(name, value);
  return el("a", { href: `?${next}` }, text);
}

function badge(verdict) {
  return el("strong", { className: verdict.toLowerCase() }, verdict);
}

function head({ recipient, on, verdict, strict }, verdicts) {
  const without = strict && strict !== verdict ? ` Without what is presumed: ${strict}.` : "";
  return [el("h2", {}, `${recipient.title}, ${on}`), el("p", {}, badge(verdict), `: ${verdicts[verdict]}.${without}`)];
}

function section(title, items, level = "h4") {
  return items.length ? [el(level, {}, title), el("ul", {}, ...items.map((item) => el("li", {}, item)))] : [];
}

function table(names, rows) {
  const cells = (tag, row) => el("tr", {}, ...row.map((cell) => el(tag, {}, cell ?? "")));
  return el("table", {}, el("thead", {}, cells("th", names)), el("tbody", {}, ...rows.map((row) => cells("td", row))));
}

// The kinds of transfer with what they are and their verdicts, each leading to its reasons.
export function kinds(found, verdicts, told, sorts) {
  const order = Object.keys(verdicts);
  const rows = [...found.byKind]
    .sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict))
    .map(({ kind, verdict }) => [
      [linked(told, [["kinds", kind]], words(kind)), el("small", {}, sorts[kind])],
      badge(verdict),
      under(found.routes.find((route) => route.kind === kind)),
    ]);
  const other = linked(told, [["direction", "TO_US"]], "Ask of the other way");
  const way = told.get("direction") ? "" : el("p", {}, "Support is presumed to flow from the United States. ", other, ".");
  return [...head(found, verdicts), way, table(["kind of transfer", "verdict", "under"], rows)];
}

function under(best) {
  return best ? [best.authority.citation, best.agreement && el("small", {}, `by ${best.agreement.title}`)] : "";
}

// The agreements of a nation.
export function agreements(rows) {
  const told = rows.map(({ title, kinds, status, seenOn, authorities }) => [
    title, kinds.map(words).join(", "), words(status), seenOn, authorities.map(({ citation }) => citation).join("; "),
  ]);
  return [el("h2", {}, "Agreements on record"), told.length ? table(["agreement", "kinds", "status", "seen on", "rests on"], told) : el("p", {}, "None is on record, which does not say that there is none.")];
}

// The routes of an answer: the best whole, the others folded.
export function whole(found, verdicts, told) {
  const parts = found.routes.map((each) => [each, route(each, told)]);
  const isBest = ([each]) => each.verdict === found.byKind.find(({ kind }) => kind === each.kind).verdict;
  const others = parts.filter((part) => !isBest(part)).map(([each, body]) =>
    el("details", {}, el("summary", {}, badge(each.verdict), ` under ${each.authority.citation}`), ...body.slice(1)),
  );
  return [
    ...head(found, verdicts),
    ...parts.filter(isBest).flatMap(([, body]) => body),
    ...(others.length ? [el("h3", {}, "Other routes"), ...others] : []),
  ];
}

function route(found, told) {
  const { authority, agreement, verdict } = found;
  const opens = verdict === "OPEN" ? [] : found.wouldOpen.slice(0, MOST);
  return [
    el("h3", {}, badge(verdict), " under ", link(authority.url, authority.citation), `, ${authority.title}`),
    agreement && el("p", {}, `By ${agreement.title} (${agreement.id})`),
    ...section("Why", once(found.reasons).map(why)),
    ...section(needed(found), found.needs.map((finding) => need(finding, told))),
    ...section("Not known here", found.gaps.map(plain)),
    ...section("It would open if", opens.map((each) => each.flatMap(({ plain }, at) => (at ? [el("br"), `and: ${plain}`] : [plain])))),
    ...section("Presumed", found.presumed.map(presumed)),
    ...section("From the recipient to the law", path(found.path)),
  ].filter((part) => part);
}

// The findings without what was said before word for word: an exception to several rules is told once.
function once(findings) {
  const said = new Set();
  return findings.filter(({ rule, plain, item }) => {
    const told = [rule.id, plain, item].join();
    return !said.has(told) && said.add(told);
  });
}

// The heading of the needs: where the route opens without some of them, it says so.
function needed({ needs, wouldOpen }) {
  const settles = ({ statement, approval, field }) => statement ?? approval ?? field;
  const every = wouldOpen.every((each) => needs.every((need) => each.some((change) => settles(change) === settles(need))));
  return every ? "Needed" : "Needed, not all of it: what is enough stands below";
}

function sentence(text, citation) {
  return [`${text} `, link(citation.url, citation.text)];
}

function plain(finding) {
  return sentence(finding.plain, finding.citation);
}

// Under the heading that says it, a presumption need not say again that it is one.
function presumed(finding) {
  return sentence(finding.plain.replace(/^Presumed: (.)/, (_, letter) => letter.toUpperCase()), finding.citation);
}

function why(finding) {
  const facts = finding.because.map(({ text, confidence, source }) =>
    el("li", {}, `${text} (${words(confidence)}) `, source && link(source.url, source.title)),
  );
  const quoted = finding.citation.words && el("blockquote", {}, finding.citation.words, ` (${finding.citation.edition})`);
  return [...plain(finding), quoted, facts.length ? el("ul", {}, ...facts) : null];
}

function need(finding, told) {
  const { statement, approval, field, by } = finding;
  const asked = sentence(finding.question ?? finding.plain, finding.citation);
  if (statement) {
    return [...asked, " ", linked(told, [["say", `${statement}=YES`]], "yes"), " ", linked(told, [["say", `${statement}=NO`]], "no")];
  }
  if (approval) return [...asked, by ? ` from ${by.title} ` : " ", linked(told, [["given", approval]], "in hand")];
  return [...asked, ` ${words(field ?? "")}: ${finding.plain.split("; ")[1] ?? finding.plain}`];
}

function path({ nodes, edges }) {
  const title = (id) => nodes.find((node) => node.id === id)?.title ?? id;
  return edges.map(({ type, start, end }) => `${title(start)} - ${words(type).replaceAll("-", " ")} - ${title(end)}`);
}

// What is wrong, what to do, and names that may have been meant, each with the question asked anew.
export function error({ message, extensions = {} }, told) {
  const [name] = [...told].find(([, value]) => message.includes(`'${value}'`)) ?? [];
  const meant = (name ? (extensions.candidates ?? []) : []).map(({ id, title }) => {
    const next = new URLSearchParams(told);
    next.set(name, id);
    return [el("a", { href: `?${next}` }, `${title} (${id})`)];
  });
  return el("section", { role: "alert" }, el("p", {}, message), extensions.do && el("p", {}, extensions.do), ...section("Did you mean", meant, "h2"));
}
