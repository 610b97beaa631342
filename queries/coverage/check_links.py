"""What the rules refer to: authorities, statements, lists, parties and each other; and what nothing refers to."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from queries.coverage.check_files import Entry, Family, Finding
from queries.coverage.conditions import Atom, atoms
from queries.coverage.rules import Rule, rule
from schema.vocabulary import ApprovalKind, Effect, TransferKind
from schema.wordlist import FILE

LIFTED = {
    Effect.REQUIRES,
    Effect.PROHIBITS,
    Effect.NARROWS,
    Effect.LIMITS,
    Effect.NOTIFIES,
    Effect.LIFTS,
}
"""What a rule may do and be lifted from it."""


@dataclass(frozen=True)
class Known:
    """What rules may refer to."""

    rules: Mapping[str, Rule]
    statements: frozenset[str]
    lists: frozenset[str]
    authorities: frozenset[str]
    parties: frozenset[str]

    @cached_property
    def granting(self) -> frozenset[str]:
        """Grants, and the authorities in which they stand: what a duty may be bound to."""
        grants = [told for told in self.rules.values() if told.effect is Effect.GRANTS]
        return frozenset({told.id for told in grants} | {told.authority for told in grants})


def linked(folder: Path, families: Iterable[Family], lists: Iterable[Entry]) -> Iterator[Finding]:
    """What is wrong with references. Authorities and parties are those of the facts beside the rules."""
    entries = [entry for family in families for entry in family.rules]
    statements = [entry for family in families for entry in family.statements]
    dated = list(lists)
    rules = {entry.id: rule(entry.told) for entry in entries}
    codes = {str(member["code"]) for entry in dated for member in entry.told["members"]}
    bodies = _column(folder.parent / "stakeholders.csv", "id")
    known = Known(
        rules=rules,
        statements=frozenset(entry.id for entry in statements),
        lists=frozenset(entry.id for entry in dated),
        authorities=_column(folder.parent / "authorities.csv", "id"),
        parties=_column(folder.parent / "nations.csv", "iso2") | bodies | codes | {"US"},
    )
    for entry in entries:
        yield from map(entry.finding, sorted({*_references(rules[entry.id], known, bodies)}))
    for entry in dated:
        for other in entry.told.get("includes") or ():
            if other not in known.lists | bodies:
                yield entry.finding(f"includes {other}, which is neither a list nor a body")
    yield from _circles(entries, rules)
    yield from _unused(rules.values(), statements, dated)
    yield from _vocabulary(rules.values(), bodies)


def _column(path: Path, name: str) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as lines:
        return frozenset(row[name] for row in csv.DictReader(lines))


def _references(told: Rule, known: Known, bodies: frozenset[str]) -> Iterator[str]:
    if known.authorities and told.authority not in known.authorities:
        yield f"cites {told.authority}, which is no authority of the facts"
    for target in told.under - known.granting:
        yield f"under {target}, which is neither a grant nor the authority of one"
    for target in told.of | told.lifts:
        yield from _target(told, target, known.rules.get(target))
    if told.delegate and bodies and told.delegate not in bodies:
        yield f"delegates to {told.delegate}, which is no organization of the facts"
    for atom in every_atom(told):
        yield from _named(atom, known)


def _target(told: Rule, target: str, other: Rule | None) -> Iterator[str]:
    lifts = told.effect is Effect.LIFTS
    if other is None or other.effect not in (LIFTED if lifts else (Effect.GRANTS,)):
        yield f"{told.effect} {target}, which is no {'rule that can be lifted' if lifts else 'grant'}"
    elif not any(told.governs(kind) and other.governs(kind) for kind in TransferKind):
        yield f"{told.effect} {target}, with which it has no kind of transfer in common"


def _named(atom: Atom, known: Known) -> Iterator[str]:
    if atom.test == "says":
        yield from (f"there is no statement {name}" for name in atom.terms if name not in known.statements)
    elif atom.test.endswith(".in_list"):
        yield from (f"there is no list {name}" for name in atom.terms if name not in known.lists)
    elif atom.test.endswith((".is", ".member_of")):
        yield from (f"there is no nation or body {name}" for name in atom.terms if name not in known.parties)


def every_atom(told: Rule) -> Iterator[Atom]:
    """Every atom on which a rule turns."""
    for condition in (told.when, told.then, *(wait.when for wait in told.waits)):
        if condition is not None:
            yield from (atom for atom, _ in atoms(condition))


def _circles(entries: Iterable[Entry], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Exceptions that lift each other in a circle."""
    for entry in entries:
        reached, queue = set[str](), list(rules[entry.id].lifts)
        while queue:
            target = queue.pop()
            if target not in reached and target in rules:
                reached.add(target)
                queue += rules[target].lifts
        if entry.id in reached:
            yield entry.finding("lifts itself, over the rules that it lifts")


def _unused(rules: Iterable[Rule], statements: Iterable[Entry], lists: Iterable[Entry]) -> Iterator[Finding]:
    dated = list(lists)
    named = {(atom.test.rpartition(".")[2], term) for told in rules for atom in every_atom(told) for term in atom.terms}
    included = {other for entry in dated for other in entry.told.get("includes") or ()}
    for entry in statements:
        if ("says", entry.id) not in named:
            yield entry.finding("no rule turns on this statement")
    for entry in dated:
        if ("in_list", entry.id) not in named and entry.id not in included:
            yield entry.finding("no rule and no other list refers to this list")


def _vocabulary(rules: Iterable[Rule], bodies: frozenset[str]) -> Iterator[Finding]:
    told = list(rules)
    granted = {kind for kind in TransferKind for rule_ in told if rule_.effect is Effect.GRANTS and rule_.governs(kind)}
    for kind in set(TransferKind) - granted:
        if kind.complete:
            yield Finding(FILE.name, 1, f"kinds.{kind}", "no rule grants it, and it is not marked complete = false")
    named = {rule_.notice for rule_ in told} | {
        ApprovalKind(term)
        for rule_ in told
        for atom in every_atom(rule_)
        if atom.test == "approved"
        for term in atom.terms
    }
    for approval in ApprovalKind:
        if approval not in named:
            yield Finding(FILE.name, 1, f"approvals.{approval}", "no rule asks for it")
        if bodies and approval.term.by not in bodies:
            yield Finding(FILE.name, 1, f"approvals.{approval}", f"{approval.term.by} is no organization of the facts")
