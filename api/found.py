"""What of an entity made a search find it: fields, and the words in them. It is told by the words themselves, so that
every engine's finds are explained alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.asking import to_camel
from api.entities import Entity
from graph.dialect import words_of
from schema import MODEL

AROUND = 80
"""Letters that are shown on either side of the first word that fits, about."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A field in which words were found: its name, the words as they stand there, and what stands around the first."""

    field: str
    words: Sequence[str]
    text: str


def spots(entity: Entity, asked: str) -> list[Spot]:
    """The fields of the entity in which words that somebody asked for stand, whole or begun; its id comes first."""
    begun = tuple(word.lower() for word, _ in words_of(asked))
    return [spot for name, text in _texts(entity) if (spot := _spot(name, text, begun))]


def _texts(entity: Entity) -> Iterator[tuple[str, str]]:
    """What is searched: the id and the properties that are declared so, each value of a list on its own."""
    yield "id", entity.id
    for prop in (prop for label in entity.labels for prop in MODEL.by_label[label].props if prop.search):
        value = entity.props.get(prop.name)
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                yield to_camel(prop.name), str(each)


def _spot(name: str, text: str, begun: tuple[str, ...]) -> Spot | None:
    fits = [(word, at) for word, at in words_of(text) if word.lower().startswith(begun)]
    if not fits:
        return None
    return Spot(name, list(dict.fromkeys(word for word, _ in fits)), _around(text, *fits[0]))


def _around(text: str, word: str, at: int) -> str:
    """The text, of a long one the part around the word, cut at blanks."""
    end = at + len(word)
    left = 0 if at <= AROUND else text.find(" ", at - AROUND, at) + 1 or at
    right = len(text) if end + AROUND >= len(text) else max(end, text.rfind(" ", end, end + AROUND))
    return f"{'… ' if left else ''}{text[left:right]}{' …' if right < len(text) else ''}"
