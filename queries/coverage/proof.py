"""What decided a formula: the parts that carry a truth, what is left of an unknown, and what was presumed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from queries.coverage.formula import STRICT, Branch, Leaf, Node, truth
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


def prove(node: Node, states: bytes) -> Proof:
    """The proof of a formula's truth, cut to what decided."""
    found = Proof()
    _walk(node, states, found)
    return found


def _walk(node: Node, states: bytes, found: Proof) -> None:
    if isinstance(node, Leaf):
        found.leaves.append(node)
        return
    value = truth(node, states)
    if node.rule is not None:
        strictly = truth(node, states, STRICT)
        holds = (value, strictly) if node.every else (YES - value, YES - strictly)
        found.lifts.append(Lifted(node.rule, *holds, inner := Proof()))
        found = inner
    for part in deciding(node, states, value):
        _walk(part, states, found)


def deciding(node: Branch, states: bytes, value: int) -> list[Node]:
    """The parts that gave the value: those not known of an unknown, all that were needed, or the surest of several."""
    same = [part for part in node.parts if truth(part, states) == value]
    if value == UNSURE:
        return same + [part for part in node.parts if part not in same and _excepts(part)]
    if value != (NO if node.every else YES):
        return same
    sure = [part for part in same if truth(part, states, STRICT) == value]
    return (sure if node.every else sure[:1]) or same[:1]


def _excepts(node: Node) -> bool:
    """Whether it holds exceptions: those that were tried are told, though they do not help."""
    return isinstance(node, Branch) and any(isinstance(part, Branch) and part.rule for part in node.parts)


def presumptions(node: Node, states: bytes) -> Iterator[Leaf]:
    """The leaves that count by presumption alone and without which the formula would come to something else."""
    value = truth(node, states)
    if value != UNSURE and truth(node, states, STRICT) == value:
        return
    if isinstance(node, Leaf):
        if value != UNSURE:
            yield node
        return
    decided = value == (NO if node.every else YES)
    for part in deciding(node, states, value)[:1] if decided else node.parts:
        yield from presumptions(part, states)


def residual(node: Node, states: bytes) -> Node | bool:
    """What is left of a formula once all that is known or presumed is filled in; a truth where nothing is."""
    value = truth(node, states)
    if value != UNSURE:
        return value == YES
    if isinstance(node, Leaf):
        return node
    left = [part for part in (residual(part, states) for part in node.parts) if not isinstance(part, bool)]
    return left[0] if len(left) == 1 and node.rule is None else Branch(node.every, tuple(left), node.rule)
