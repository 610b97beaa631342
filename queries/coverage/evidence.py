"""The facts on which an atom's truth rests: what the graph shows, or what the request says."""

from queries.coverage.conditions import Atom
from queries.coverage.days import Spell
from queries.coverage.facts import Listing, Membership, Pact, Party
from queries.coverage.readings import Reading
from queries.coverage.request import NAMED
from queries.coverage.result import Fact
from queries.coverage.sentences import Sentences, label
from queries.coverage.standing import Witness
from queries.coverage.truth import UNKNOWN
from schema.vocabulary import Confidence


def fact(reading: Reading, sentences: Sentences, atom: Atom, code: int, yes: bool, pact: Pact | None) -> Fact:
    """The fact that the atom, in that state, is true, or false, with where it stands."""
    text, part = sentences.says(atom, yes), atom.test.split(".")[0]
    if atom.test == "relies":
        return of(pact or reading.parties["recipient"], text)
    if atom.test in ("time", "unreadable"):
        rule = reading.rules.rules[atom.terms[0]]
        return Fact(text, f"rule/{rule.id}", None, rule.source, rule.confidence)
    if "." in atom.test and part in reading.parties:
        return of(reading.standing(atom).witness or reading.parties[part], text)
    if part == NAMED and reading.beside:
        return of(reading.standing(atom).witness or reading.parties[reading.beside[0]], text)
    if code >= UNKNOWN:
        return Fact(text, confidence=Confidence.PRESUMED)
    answer = reading.answers.get((atom.terms[0], None)) if atom.test == "says" else None
    return Fact(f"{text} (told by {answer.source})" if answer and answer.source else text)


def of(witness: Witness, text: str) -> Fact:
    """A fact that a part of the graph shows."""
    match witness:
        case Membership() | Listing():
            edge = witness.evidence.edge
            told = f"{text} ({_days(witness)})"
            if isinstance(witness, Listing) and edge is None:
                return Fact(told, witness.designation, None, witness.evidence.source, witness.evidence.confidence)
            return Fact(told, edge.end if edge else None, edge, witness.evidence.source, witness.evidence.confidence)
        case Pact():
            joined = witness.joined.edge if witness.joined else None
            return Fact(
                text + _state(witness), witness.id, joined, witness.evidence.source, witness.evidence.confidence
            )
        case Party():
            return Fact(text, witness.id, None, witness.evidence.source, witness.evidence.confidence)


def _days(told: Membership | Listing) -> str:
    spell = told.spell
    since = (
        f"since {spell.from_on}" if spell.from_on else f"seen on {spell.seen_on}" if spell.seen_on else "no start known"
    )
    treated = ", treated as a member" if isinstance(told, Listing) and told.treated_as else ""
    return f"{since}, {_end(spell)}{treated}"


def _end(spell: Spell) -> str:
    if spell.to_on:
        return f"until {spell.to_on}"
    if spell.gone_by:
        return f"in the table of {spell.gone_by} no more"
    return f"missing in a table after {spell.doubted_after}" if spell.doubted_after else "no end recorded"


def _state(pact: Pact) -> str:
    days = (("signed", pact.signed_on), ("in force from", pact.in_force_from), ("until", pact.in_force_to))
    told = [f"{words} {day}" for words, day in days if day]
    seen = f"seen {label(pact.status)} on {pact.seen_on}" if pact.seen_on else f"seen {label(pact.status)}"
    later = [f"supersedes {edge.end}" for edge in pact.supersedes]
    return f" ({', '.join([*told, seen, *later])})"
