"""What decided a formula: the parts that carry a truth, what is left of an unknown, and what was presumed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from queries.coverage.formula import Branch, Leaf, Node, Valuation
from queries.coverage.truth import NO, UNSURE, YES


@dataclass(frozen=True, slots=True)
class Lifted:
    """An exception that was tried: the rule, whether it holds, also without presumptions, and why."""

    rule: str
    holds: int
    strictly: int
    proof: "Proof"


@dataclass(frozen=True, slots=True)
class Proof:
    """The leaves that decided, and the exceptions that did or did not help."""

    leaves: list[Leaf] = field(default_factory=list)
    lifts: list[Lifted] = field(default_factory=list)


def prove(node: Node, told: Valuation) -> Proof:
    """The proof of a formula's truth, cut to what decided."""
    found = Proof()
    _walk(node, told, found)
    return found


def _walk(node: Node, told: Valuation, found: Proof) -> None:
    if isinstance(node, Leaf):
        found.leaves.append(node)
        return
    if node.rule is not None:
        value, strictly = told.truth(node), told.strictly(node)
        holds = (value, strictly) if node.every else (YES - value, YES - strictly)
        found.lifts.append(Lifted(node.rule, *holds, inner := Proof()))
        found = inner
    for part in deciding(node, told):
        _walk(part, told, found)


def deciding(node: Branch, told: Valuation) -> list[Node]:
    """The parts that gave the value: those not known of an unknown, all that were needed, or the surest of several."""
    value = told.truth(node)
    same = [part for part in node.parts if told.truth(part) == value]
    if value == UNSURE:
        return same + [part for part in node.parts if part not in same and _excepts(part)]
    if value != (NO if node.every else YES):
        return same
    sure = [part for part in same if told.strictly(part) == value]
    return (sure if node.every else sure[:1]) or same[:1]


def _excepts(node: Node) -> bool:
    """Whether it holds exceptions: those that were tried are told, though they do not help."""
    return isinstance(node, Branch) and any(isinstance(part, Branch) and part.rule for part in node.parts)


def presumptions(node: Node, told: Valuation) -> Iterator[Leaf]:
    """The leaves that count by presumption alone and without which the formula would come to something else."""
    value = told.truth(node)
    if value != UNSURE and told.strictly(node) == value:
        return
    if isinstance(node, Leaf):
        if value != UNSURE:
            yield node
        return
    decided = value == (NO if node.every else YES)
    for part in deciding(node, told) if decided else node.parts:
        yield from presumptions(part, told)


def residual(node: Node, told: Valuation) -> Node | bool:
    """What is left of a formula once all that is known or presumed is filled in; a truth where nothing is."""
    value = told.truth(node)
    if value != UNSURE:
        return value == YES
    if isinstance(node, Leaf):
        return node
    left = [part for part in (residual(part, told) for part in node.parts) if not isinstance(part, bool)]
    return left[0] if len(left) == 1 and node.rule is None else Branch(node.every, tuple(left), node.rule)


def leaves(rule: str, node: Node | bool) -> Iterator[tuple[str, Leaf]]:
    """The leaves of what is left of a formula, each with the rule in which it stands."""
    if isinstance(node, Leaf):
        yield rule, node
    elif isinstance(node, Branch):
        for part in node.parts:
            yield from leaves(node.rule or rule, part)
