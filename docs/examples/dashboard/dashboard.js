// One request, five charts. ?at= is the address of Accord, ?on= the day that counts as today.
const asked = new URLSearchParams(location.search);
const at = asked.get("at") ?? "http://127.0.0.1:8000";
const today = asked.get("on") ?? new Date().toISOString().slice(0, 10);
const MONTHS = 24;
const ENDED = new Set(["COMPLETED", "SUPERSEDED", "TERMINATED", "EXPIRED", "HISTORICAL"]);
const SHADES = ["in-force", "ended", "unknown"];

const byId = (id) => document.getElementById(id);
const words = (name) => name.toLowerCase().replaceAll("_", " ");
const summed = (entries) => entries.reduce((sum, { count }) => sum + count, 0);
const billions = (dollars) => `$${(dollars / 1e9).toFixed(2)} billion`;

function shade(status) {
  if (status === "IN_FORCE") return "in-force";
  return ENDED.has(status) ? "ended" : "unknown";
}

function later(day, months) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

function drawn(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

// Horizontal bars; each row is {name, parts: [[class, value]], told}.
function bars(place, rows) {
  const [width, height, from, to] = [600, 20, 190, 430];
  const total = (row) => row.parts.reduce((sum, [, value]) => sum + value, 0);
  const most = Math.max(...rows.map(total), 1);
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${rows.length * height}`, role: "img" });
  rows.forEach((row, index) => {
    const line = drawn("g", { "data-name": row.name, "data-told": row.told });
    line.append(drawn("text", { x: from - 8, y: index * height + 14, "text-anchor": "end" }, row.name));
    let x = from;
    for (const [kind, value] of row.parts) {
      const length = (value / most) * (to - from);
      line.append(drawn("rect", { class: kind, x, y: index * height + 3, width: length, height: height - 6 }));
      x += length;
    }
    line.append(drawn("text", { x: x + 6, y: index * height + 14 }, row.told));
    svg.append(line);
  });
  byId(place).replaceChildren(svg);
}

function grouped(entries) {
  const groups = new Map();
  for (const [name, entry] of entries) groups.set(name, [...(groups.get(name) ?? []), entry]);
  return groups;
}

const partial = ({ totalCount, nodes }) =>
  nodes.length < totalCount ? `Only ${nodes.length} of ${totalCount} are counted here. ` : "";

function showKinds(agreements) {
  const groups = grouped(agreements.aggregate.groups.map(({ keys: [kind, status], count }) =>
    [kind.value === null ? "not known" : words(kind.value), { shade: shade(status.value), count }]));
  const rows = [...groups].map(([name, entries]) => {
    const counts = SHADES.map((kind) => [kind, summed(entries.filter((each) => each.shade === kind))]);
    return { name, parts: counts, told: counts.map(([, count]) => count).join(" + ") };
  });
  bars("kinds", rows.sort((a, b) => summed(groups.get(b.name)) - summed(groups.get(a.name))));
  byId("kinds-note").textContent = `${agreements.totalCount} agreements; one of two kinds counts under both.`;
}

// Count and sum of what has a value; what has none is told beside it, and never counted as zero.
function showWorth(place, { groups }, unknown) {
  bars(place, groups.map(({ keys: [key], count, values: [value] }) => {
    const told = value.known === 0 ? "value not known" : billions(value.sum);
    return {
      name: key.title ?? key.value ?? unknown,
      parts: [["in-force", Number(value.sum)]],
      told: `${count}: ${told}${value.unknown && value.known ? `, ${value.unknown} without value` : ""}`,
    };
  }));
}

function showYears(notifications) {
  showWorth("years", notifications.years, "year not known");
  byId("years-note").textContent = `${notifications.totalCount} notices are loaded.`;
}

function showExpiring(expiring, without) {
  byId("expiring").replaceChildren(...expiring.nodes.map(({ id, title, inForceTo }) => {
    const row = document.createElement("tr");
    row.dataset.name = id;
    row.dataset.told = inForceTo;
    row.append(...[inForceTo, title].map((text) => Object.assign(document.createElement("td"), { textContent: text })));
    return row;
  }));
  byId("expiring-note").textContent =
    `${partial(expiring)}Of ${without.totalCount} more that are in force the last day is not known.`;
}

function showCases(cases, place, told) {
  const more = cases[place].hasMore ? "Only the first 100 are shown. " : "";
  if (cases.totalCount) showWorth(place, cases[place], "not known");
  byId(`${place}-note`).textContent = cases.totalCount
    ? `${more}${cases.totalCount} cases; one with two ${told} counts under both.`
    : "No cases are loaded: they come from your own files.";
}

async function ask() {
  const query = await (await fetch("dashboard.graphql")).text();
  const variables = { today, until: later(today, MONTHS) };
  const answer = await fetch(`${at}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors.map(({ message }) => message).join("; "));
  return data;
}

const state = byId("state");
try {
  const data = await ask();
  showKinds(data.agreements);
  showYears(data.notifications);
  showExpiring(data.expiring, data.withoutLastDay);
  showCases(data.cases, "offices", "offices");
  showCases(data.cases, "commands", "commands");
  state.textContent = `Version ${data.status.version} of the data, changed ${data.status.changedAt.slice(0, 10)}; on ${today}.`;
  state.dataset.state = "shown";
} catch (error) {
  state.textContent = `${at} gave no answer that this page can show: ${error.message}. ` +
    `Is Accord up, with ACCORD_ORIGINS=${location.origin}?`;
  state.className = "error";
  state.dataset.state = "failed";
}
