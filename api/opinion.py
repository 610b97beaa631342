"""A coverage answer as a page to read: the verdict; route by route why, what is needed and presumed; the sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from queries.coverage.result import Change, Changes, Citation, Coverage, Fact, Finding, Route, Step
from schema.vocabulary import Confidence, ItemCategory, Verdict

Known = Mapping[str, Mapping[str, Any]]
"""Properties of the entities that an answer speaks of, by id."""

STYLES = {
    Verdict.OPEN: "bold green",
    Verdict.CONDITIONAL: "bold yellow",
    Verdict.UNDETERMINED: "bold magenta",
    Verdict.CLOSED: "bold red",
}
WIDTH = 100
MOST_CHANGES = 3
QUOTE = 300
"""Letters of the law that are quoted with a finding."""
FEW = 5
"""So many kinds of transfer are told with their routes."""

MORE = (Text("\nName a kind (--kind) to see why; --explain shows every route.", style="dim"),)
OPTIONS = {
    "kinds": "kind",
    "items": "item",
    "payment": "pay",
    "valueUsd": "value",
    "mdeValueUsd": "value mde",
    "values": "value",
}
"""Options of the command that are called otherwise than the fields of the request."""


def entities(answer: Coverage) -> set[str]:
    """The ids of all that the page names."""
    found = {answer.recipient}
    for route in answer.routes:
        found |= {route.authority, *filter(None, [route.agreement])}
        for finding in (*route.findings, *route.needs, *route.gaps, *route.reasons, *route.presumed):
            found |= {finding.citation.authority, *filter(None, [finding.by])}
            found |= {fact.source for fact in finding.because if fact.source}
    return found


@dataclass(frozen=True)
class Page:
    """A page in the making: what is known of the entities, and the addresses named so far, with their numbers."""

    known: Known
    sources: dict[str, int] = field(default_factory=dict)
    quoted: set[str] = field(default_factory=set)

    def title(self, id: str) -> str:
        """What people call it."""
        return str(self.known.get(id, {}).get("title", id))

    def name(self, authority: str) -> str:
        """How an authority is cited, and its title."""
        props = self.known.get(authority, {})
        return ", ".join(dict.fromkeys(str(props.get(name, authority)) for name in ("citation", "title")))

    def note(self, url: str | None) -> str:
        """The number of an address, as it stands behind a sentence; nothing where there is none."""
        return f" [{self.sources.setdefault(url, len(self.sources) + 1)}]" if url else ""

    def quote(self, citation: Citation) -> str:
        """The words of the law and their edition, once on a page; nothing where they are not known."""
        if not citation.words or citation.text in self.quoted:
            return ""
        self.quoted.add(citation.text)
        words = shorten(citation.words.replace("\n", " "), QUOTE, placeholder=" […]")
        return f"\n“{words}” ({citation.edition or 'edition not told'})"


def opinion(answer: Coverage, known: Known, question: str, whole: bool = False) -> RenderableType:
    """The page. Of many kinds of transfer each has one line; `whole` tells every route with its whole proof."""
    page = Page(known)
    body = [*_kinds(answer, page), *(_routes(answer, page, whole) if whole or len(answer.by_kind) <= FEW else MORE)]
    head = Text.assemble((page.title(answer.recipient), "bold"), f", {answer.on:%-d %B %Y}")
    head.append(f"\n{question}" if question else "", style="dim")
    return Group(head, Text(), _verdict(answer.verdict, answer.strict), *body, *_sources(page))


def _verdict(verdict: Verdict, strict: Verdict) -> Text:
    told = Text.assemble((verdict.name, STYLES[verdict]), f": {verdict.plain}.")
    if strict != verdict:
        told.append(f" Without what is presumed: {strict.name}.", style="dim")
    return told


def _kinds(answer: Coverage, page: Page) -> Iterator[RenderableType]:
    if len(answer.by_kind) == 1:
        return
    table = Table("kind", "verdict", "under", "by", box=None, pad_edge=False, header_style="bold")
    for told in sorted(answer.by_kind, key=lambda told: list(Verdict).index(told.verdict)):
        best = next((route for route in answer.routes if route.kind == told.kind), None)
        under = page.known.get(best.authority, {}).get("citation", best.authority) if best else ""
        agreement = best.agreement if best and best.agreement else ""
        table.add_row(told.kind.value, Text(told.verdict.name, STYLES[told.verdict]), under, agreement)
    yield Text()
    yield table


def _routes(answer: Coverage, page: Page, whole: bool) -> Iterator[RenderableType]:
    best = {told.kind: told.verdict for told in answer.by_kind}
    main = [route for route in answer.routes if whole or route.verdict == best[route.kind]]
    for route in main:
        yield from _route(route, page)
        if whole:
            yield Padding(_proof(route, page), (1, 0, 0, 2))
    others = [route for route in answer.routes if route not in main]
    if others:
        yield Text("\nOther routes", style="bold")
        for route in others:
            yield _item(_other(route, page))


def _route(route: Route, page: Page) -> Iterator[RenderableType]:
    yield Text()
    yield Text.assemble((route.verdict.name, STYLES[route.verdict]), f" under {page.name(route.authority)}")
    if words := page.quote(route.citation):
        yield Padding(Text(words.strip(), style="italic dim"), (0, 0, 0, 2))
    if route.agreement:
        yield Padding(Text(f"by {page.title(route.agreement)} ({route.agreement})"), (0, 0, 0, 2))
    yield from _section("Why", (_finding(finding, page, facts=True) for finding in _once(route.reasons)))
    yield from _section(_needed(route), (_need(finding, page) for finding in route.needs))
    yield from _section("Not known here", (_finding(finding, page) for finding in route.gaps))
    if route.verdict != Verdict.OPEN:
        yield from _section("It would open if", _changes(route.would_open))
    yield from _section("Presumed", (_presumed(finding, page) for finding in route.presumed))


def _needed(route: Route) -> str:
    """The heading of the needs: where the route opens without some of them, it says so."""
    asked = {_settles(finding) for finding in route.needs}
    every = all(asked <= set(map(_settles, changes)) for changes in route.would_open)
    return "Needed" if every else "Needed, not all of it: what is enough stands below"


def _settles(told: Finding | Change) -> str | None:
    """What it is about: a statement, an approval, or a field of the request."""
    return told.statement or told.approval or told.field


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without what was said before word for word: an exception to several rules is told once."""
    said: set[tuple[str, str, ItemCategory | None]] = set()
    for finding in findings:
        if (told := (finding.rule, finding.plain, finding.item)) not in said:
            said.add(told)
            yield finding


def _section(title: str, items: Iterable[Text]) -> Iterator[RenderableType]:
    found = list(items)
    if found:
        yield Text(f"\n  {title}", style="bold")
        yield from map(_item, found)


def _item(text: Text) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text("  -"), text)
    return grid


def _finding(finding: Finding, page: Page, facts: bool = False) -> Text:
    item = f" ({finding.item.plain})" if finding.item else ""
    told = Text(f"{finding.plain}{item} ")
    told.append(f"{finding.citation.text}{page.note(finding.citation.url)}", style="cyan")
    told.append(page.quote(finding.citation) if facts else "", style="italic dim")
    for fact in finding.because if facts else ():
        told.append(f"\n{_fact(fact, page)}", style="dim")
    return told


def _presumed(finding: Finding, page: Page) -> Text:
    """Under the heading that says it, a presumption need not say again that it is one."""
    plain = finding.plain.removeprefix("Presumed: ")
    return _finding(replace(finding, plain=plain[:1].upper() + plain[1:]), page)


def _fact(fact: Fact, page: Page) -> str:
    sure = "" if fact.confidence is Confidence.STATED else f" ({fact.confidence})"
    return f"{fact.text}{sure}{page.note(page.known.get(fact.source or '', {}).get('url'))}"


def _need(finding: Finding, page: Page) -> Text:
    """The question, and how to answer it here."""
    told = _finding(replace(finding, plain=finding.question or finding.plain), page)
    if finding.statement:
        told.append(f"\n--say {finding.statement}=yes, or =no", style="dim")
    elif finding.approval:
        by = f", by {page.title(finding.by)}" if finding.by else ""
        told.append(f"\n--given {finding.approval}{by}", style="dim")
    elif finding.field:
        hint = finding.plain.partition("; ")[2] or finding.plain
        told.append(f"\n--{OPTIONS.get(finding.field, finding.field)}: {hint}", style="dim")
    return told


def _changes(changes: Changes) -> Iterator[Text]:
    for each in changes[:MOST_CHANGES]:
        yield Text("\nand: ".join(change.plain for change in each))


def _other(route: Route, page: Page) -> Text:
    reasons = " ".join(finding.plain for finding in route.reasons)
    by = f" by {route.agreement}" if route.agreement else ""
    citation = page.known.get(route.authority, {}).get("citation", route.authority)
    return Text.assemble((route.verdict.name, STYLES[route.verdict]), f" under {citation}{by}. {reasons}")


def _proof(route: Route, page: Page) -> Tree:
    tree = Tree(Text("Proof", style="bold"), guide_style="dim")
    _grow(tree, route.explanation.proof, page)
    return tree


def _grow(tree: Tree, steps: Sequence[Step], page: Page) -> None:
    for step in steps:
        _grow(tree.add(_finding(step.finding, page, facts=True)), step.steps, page)


def _sources(page: Page) -> Iterator[RenderableType]:
    if page.sources:
        yield Text("\nSources", style="bold")
    for url, number in page.sources.items():
        yield Text(f"  [{number}] {url}", style="dim", no_wrap=True, overflow="ignore")
