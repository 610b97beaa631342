// The page to ask by in words: the schema makes the form, and the address keeps the question.
import { agreements, el, error, kinds, words, whole } from "./answer.js";

const FIELDS = `{
  request: __type(name: "TransferRequest") {
    inputFields { name description type { ...type ofType { ...type ofType { ...type ofType { ...type } } } } }
  }
  sums: __type(name: "ValueKind") { enumValues { name description } }
  verdicts: __type(name: "Verdict") { enumValues { name description } }
}
fragment type on __Type { kind name enumValues { name description } }`;
const KINDS = `query($request: TransferRequest!) {
  coverage(request: $request) {
    verdict strict on recipient { id title } byKind { kind verdict }
    routes { kind authority { citation } agreement { id title } }
  }
}`;
const AGREEMENTS = `query($nation: ID!, $on: Date) {
  library { agreementsOfNation(nation: $nation, asOf: $on, first: 1000) {
    rows { title kinds status seenOn authorities { citation } }
  } }
}`;
const FIRST = ["recipient", "kinds", "items", "payment", "on", "direction"];
const OWN = ["TOTAL", "MDE"]; // sums that have a field of their own
const SUM = "values.";
const [form, first, others, more, said, answer] = ["form", "first", "others", "more", "said", "answer"].map((id) =>
  document.getElementById(id),
);
const told = new URLSearchParams(location.search);

async function ask(query, variables) {
  const body = JSON.stringify({ query, variables });
  const response = await fetch("graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  return response.json();
}

// What a field takes: of a closed list the words, and whether there may be several. Lists of objects are not asked here.
function fieldOf({ name, description, type }) {
  let many = false;
  for (; type.ofType; type = type.ofType) many ||= type.kind === "LIST";
  return { name, description, many, kind: type.kind, scalar: type.name, choices: type.enumValues };
}

function input({ name, description, scalar, choices }) {
  const value = told.get(name) ?? "";
  const box = choices
    ? el("select", { name }, el("option", { value: "" }), ...choices.map((each) => option(each, value)))
    : el("input", { name, value, type: scalar === "Date" ? "date" : "text", required: name === "recipient" });
  return el("label", { title: description }, name === "recipient" ? "Recipient" : description.split(/[;.]/)[0], box);
}

function option({ name, description }, value) {
  return el("option", { value: name, selected: name === value }, `${words(name)}: ${description}`);
}

function request(fields) {
  const found = {};
  for (const { name, many } of fields) {
    const values = told.getAll(name).filter(Boolean);
    if (values.length) found[name] = many ? values : values[0];
  }
  const values = [...told].filter(([name, usd]) => name.startsWith(SUM) && usd);
  if (values.length) found.values = values.map(([name, usd]) => ({ of: name.slice(SUM.length), usd }));
  const answers = told.getAll("say").map((each) => each.split("="));
  if (answers.length) found.answers = answers.map(([statement, value]) => ({ statement, value }));
  return found;
}

// Boxes for the sums that have no field of their own.
function sums(kinds) {
  const other = kinds.filter(({ name }) => !OWN.includes(name));
  return other.map(({ name, description }) => input({ name: SUM + name, description: `${description[0].toUpperCase()}${description.slice(1)}, in US dollars`, scalar: "String" }));
}

// What was answered to an earlier question, each with a way to take it back.
function answered() {
  return ["say", "given"].flatMap((name) =>
    told.getAll(name).map((value) => {
      const rest = new URLSearchParams([...told].filter((pair) => pair[0] !== name || pair[1] !== value));
      return el("li", {}, `${name === "say" ? "said" : "in hand"}: ${words(value)} `, el("a", { href: `?${rest}` }, "take back"));
    }),
  );
}

// What the words of a closed list mean.
function meanings(choices) {
  return Object.fromEntries(choices.map(({ name, description }) => [name, description]));
}

async function show(fields, verdicts) {
  const question = request(fields);
  if (!question.recipient) return;
  answer.replaceChildren(el("p", {}, "…"));
  const text = question.kinds ? await (await fetch("graphql/page/answer.graphql")).text() : KINDS;
  const { data, errors } = await ask(text, { request: question });
  if (errors) return answer.replaceChildren(...errors.map((each) => error(each, told)));
  const found = data.coverage;
  const sorts = meanings(fields.find(({ name }) => name === "kinds").choices);
  document.title = `${found.recipient.title}: ${found.verdict} - Accord`;
  answer.replaceChildren(...(question.kinds ? whole(found, verdicts, told) : kinds(found, verdicts, told, sorts)));
  if (!question.kinds && found.recipient.id.startsWith("nation/")) {
    const record = await ask(AGREEMENTS, { nation: found.recipient.id, on: found.on });
    answer.append(...(record.errors ?? []).map((each) => error(each, told)));
    answer.append(...agreements(record.data?.library.agreementsOfNation.rows ?? []));
  }
}

async function start() {
  const { data, errors } = await ask(FIELDS);
  if (errors) return answer.replaceChildren(...errors.map((each) => error(each, told)));
  const fields = data.request.inputFields.map(fieldOf).filter(({ kind }) => kind !== "INPUT_OBJECT");
  const byName = Object.fromEntries(fields.map((field) => [field.name, field]));
  const rest = fields.filter(({ name }) => !FIRST.includes(name) && name !== "given");
  first.replaceChildren(...FIRST.map((name) => input(byName[name])));
  others.replaceChildren(...rest.map(input), ...sums(data.sums.enumValues));
  if (!told.get("recipient")) form.elements.recipient.focus();
  more.open = [...others.querySelectorAll("[name]")].some(({ name }) => told.get(name));
  said.replaceChildren(...answered());
  await show(fields, meanings(data.verdicts.enumValues));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const next = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  for (const name of ["say", "given"]) for (const value of told.getAll(name)) next.append(name, value);
  location.search = next;
});
start().catch((fault) => answer.replaceChildren(el("p", {}, `Accord does not answer: ${fault.message}`)));
