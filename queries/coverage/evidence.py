"""The facts on which an atom's truth rests: what the graph shows, or what the request says."""

from queries.coverage.conditions import Atom
from queries.coverage.facts import Listing, Membership, Pact, Party
from queries.coverage.readings import Reading
from queries.coverage.result import Fact
from queries.coverage.sentences import Sentences, label
from queries.coverage.standing import Witness


def fact(reading: Reading, sentences: Sentences, atom: Atom, yes: bool, pact: Pact | None) -> Fact:
    """The fact that the atom is true, or false, with where it stands."""
    text = sentences.says(atom, yes)
    if atom.test == "relies":
        return of(pact or reading.parties["recipient"], text)
    if atom.test in ("time", "unreadable"):
        rule = reading.rules.rules[atom.terms[0]]
        return Fact(text, f"rule/{rule.id}", None, rule.source, rule.confidence)
    if "." in atom.test and atom.test.split(".")[0] in reading.parties:
        witness = reading.standing(atom).witness
        return of(witness or reading.parties[atom.test.split(".")[0]], text)
    answer = reading.answers.get((atom.terms[0], None)) if atom.test == "says" else None
    return Fact(f"{text} (told by {answer.source})" if answer and answer.source else text)


def of(witness: Witness, text: str) -> Fact:
    """A fact that a part of the graph shows."""
    match witness:
        case Membership() | Listing():
            edge = witness.evidence.edge
            name = label(witness.list) if isinstance(witness, Listing) else witness.title or witness.body
            told = f"{text} ({name}: {_days(witness)})"
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
    return f"{since}, {f'until {spell.to_on}' if spell.to_on else 'no end recorded'}{treated}"


def _state(pact: Pact) -> str:
    days = (("signed", pact.signed_on), ("in force from", pact.in_force_from), ("until", pact.in_force_to))
    told = [f"{words} {day}" for words, day in days if day]
    seen = f"seen {label(pact.status)} on {pact.seen_on}" if pact.seen_on else f"seen {label(pact.status)}"
    later = [f"supersedes {edge.end}" for edge in pact.supersedes]
    return f" ({', '.join([*told, seen, *later])})"
