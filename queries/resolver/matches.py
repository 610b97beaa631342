"""What a text may stand for, and how surely."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from queries.resolver.names import Name

CERTAIN = 1.0
SHARED = 0.9
"""The name is exactly that, but another thing has it too."""

RELATED = 0.6
"""Something near what is cited, or a code that must be written otherwise."""


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that a text may stand for: a score (1.0 is certain), the name that fits, why, the paragraph cited; its
    words, with the edition in which they stand, where these were looked up and are known; and the name that tells it
    from others, where it is one of several.
    """

    id: str
    label: str
    score: float
    matched: str
    why: str
    paragraph: str = ""
    words: str | None = None
    edition: str | None = None
    title: str = ""

    @property
    def certain(self) -> bool:
        """Whether the text means this and nothing else."""
        return self.score == CERTAIN

    @property
    def is_exact(self) -> bool:
        """Whether the text is its name, be it alone in that or not."""
        return self.score >= SHARED


def matched(name: Name, score: float = CERTAIN, why: str = "", paragraph: str = "") -> Match:
    """The thing of that name as a match."""
    return Match(name.id, name.label, score, name.text, why or name.kind.value, paragraph)


def distinct(matches: Iterable[Match]) -> list[Match]:
    """Each thing once, by its best match, the best first."""
    best: dict[str, Match] = {}
    for match in matches:
        if match.id not in best or match.score > best[match.id].score:
            best[match.id] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.id))


def shared(matches: list[Match]) -> list[Match]:
    """The matches, none of them certain where there are several."""
    if len(matches) < 2:
        return matches
    return [replace(match, score=min(match.score, SHARED), why=f"{match.why}, but not its alone") for match in matches]
