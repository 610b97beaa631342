"""docs/model.svg: the families of the model, the kinds in them, and the relations that join them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from types import ModuleType

from schema.core import Model, Node
from schema.style import EDGE, INKS, ink

# Where each family stands, by column and row: those that are joined the most stand in the middle.
PLACES = {
    "authorities": (0, 0),
    "rules": (1.1, 0),
    "terms": (2.1, 0),
    "agreements": (0.35, 1),
    "stakeholders": (1.4, 1),
    "reports": (2.5, 1),
    "provenance": (2.1, 2),
    "cases": (0, 2),
    "systems and life cycle": (1.4, 2),
}
COLUMN, ROW, CARD, CHIP, LINE, TIP, MARGIN = 610, 430, 290, 24, 15, 12, 40
FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box", room: float = 0) -> bool:
        """Whether they share a point, or come closer than that."""
        apart = self.x + self.width + room <= other.x or other.x + other.width + room <= self.x
        return not (apart or self.y + self.height + room <= other.y or other.y + other.height + room <= self.y)

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Arrow:
    """All relations from one family to another: where the line runs, what it says, and where that is written."""

    start: str
    end: str
    line: tuple[float, float, float, float]
    words: tuple[str, ...]
    sign: Box

    @property
    def tip(self) -> Box:
        """Where its tip is, which nothing may hide."""
        return _around(*self.line[2:])


@dataclass(frozen=True)
class Picture:
    """Cards of families, the relations within each, and the arrows between them."""

    cards: Mapping[str, Box]
    within: Mapping[str, list[str]]
    arrows: tuple[Arrow, ...]


def draw(model: Model, families: Mapping[str, ModuleType]) -> str:
    """The picture, as SVG."""
    picture = lay_out(model, families)
    width = max(box.x + box.width for box in picture.cards.values()) + MARGIN
    height = max(box.y + box.height for box in picture.cards.values()) + MARGIN
    body = [_arrow(arrow) for arrow in picture.arrows]
    body += [
        _card(family, box, list(families[family].NODES), picture.within[family])
        for family, box in picture.cards.items()
    ]
    body += [_sign(arrow) for arrow in picture.arrows]
    return "\n".join([_head(width, height), *body, "</svg>\n"])


def lay_out(model: Model, families: Mapping[str, ModuleType]) -> Picture:
    """Where everything stands."""
    home = {node: family for family, module in families.items() for node in module.NODES}
    joined: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for rel in model.rels:
        joined[home[rel.start], home[rel.end]].append(f"{rel.start.label} {rel.type} {rel.end.label}")
    within = {family: joined.pop((family, family), []) for family in families}
    cards = {family: _box(family, len(module.NODES), len(within[family])) for family, module in families.items()}
    arrows: list[Arrow] = []
    for (start, end), words in joined.items():
        arrows.append(_place(start, end, tuple(words), cards, arrows))
    return Picture(cards, within, tuple(arrows))


def _box(family: str, kinds: int, relations: int) -> Box:
    column, row = PLACES[family]
    height = 44 + (kinds + 1) // 2 * CHIP + relations * LINE + 12
    return Box(MARGIN + column * COLUMN, MARGIN + row * ROW, CARD, height)


def _around(x: float, y: float) -> Box:
    return Box(x - TIP, y - TIP, 2 * TIP, 2 * TIP)


def _place(start: str, end: str, words: tuple[str, ...], cards: Mapping[str, Box], others: list[Arrow]) -> Arrow:
    line = _line(cards[start], cards[end], both_ways=any((other.end, other.start) == (start, end) for other in others))
    taken = [*cards.values(), *(box for other in others for box in (other.sign, other.tip)), _around(*line[2:])]
    signs = [_sign_at(line, words, share / 20) for share in (10, 9, 11, 8, 12, 7, 13, 6, 14, 5, 15)]
    free = (sign for sign in signs if not any(sign.overlaps(box, room=3) for box in taken))
    return Arrow(start, end, line, words, next(free, signs[0]))


def _sign_at(line: tuple[float, float, float, float], words: Iterable[str], share: float) -> Box:
    x1, y1, x2, y2 = line
    longest, count = max(len(word) for word in words), len(tuple(words))
    width, height = longest * 6.4 + 12, count * LINE + 6
    return Box(x1 + (x2 - x1) * share - width / 2, y1 + (y2 - y1) * share - height / 2, width, height)


def _line(start: Box, end: Box, both_ways: bool) -> tuple[float, float, float, float]:
    """From edge to edge: straight down or across where the cards face each other, else from middle to middle."""
    left, right = max(start.x, end.x), min(start.x + start.width, end.x + end.width)
    top, bottom = max(start.y, end.y), min(start.y + start.height, end.y + end.height)
    if left < right:
        x = left + (right - left) * (0.25 if both_ways or start.x == end.x else 0.5)
        down = start.y < end.y
        return (x, start.y + start.height, x, end.y) if down else (x, start.y, x, end.y + end.height)
    if top < bottom:
        y = top + (bottom - top) * (0.8 if both_ways else 0.3)
        ahead = start.x < end.x
        return (start.x + start.width, y, end.x, y) if ahead else (start.x, y, end.x + end.width, y)
    return (*_border(start, end), *_border(end, start))


def _border(box: Box, towards: Box) -> tuple[float, float]:
    """Where the line from the middle of a box towards another leaves it."""
    (x, y), (to_x, to_y) = box.middle, towards.middle
    share = min(box.width / 2 / abs(to_x - x), box.height / 2 / abs(to_y - y))
    return x + (to_x - x) * share, y + (to_y - y) * share


def _head(width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONT}">\n'
        "<title>The model: families, kinds and relations</title>\n"
        f'<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{EDGE}"/></marker></defs>\n'
        f'<rect width="100%" height="100%" fill="{INKS[0]}"/>'
    )


def _card(family: str, box: Box, nodes: list[Node], relations: list[str]) -> str:
    color = nodes[0].color
    below = box.y + 52 + (len(nodes) + 1) // 2 * CHIP
    frame = f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="8"'
    return "\n".join(
        [
            f'{frame} fill="#f8fafc" stroke="{color}" stroke-width="2"/>',
            _text(box.x + 12, box.y + 25, family, 16, INKS[1], weight=600),
            *_chips(box, nodes),
            *(_text(box.x + 12, below + row * LINE, words, 10.5, INKS[1]) for row, words in enumerate(relations)),
        ]
    )


def _chips(box: Box, nodes: list[Node]) -> Iterator[str]:
    width = (box.width - 30) / 2
    for number, node in enumerate(nodes):
        x, y = box.x + 12 + number % 2 * (width + 6), box.y + 38 + number // 2 * CHIP
        yield f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{CHIP - 4}" rx="10" fill="{node.color}"/>'
        yield _text(x + width / 2, y + 14, node.label, 11, ink(node.color), anchor="middle")


def _arrow(arrow: Arrow) -> str:
    x1, y1, x2, y2 = arrow.line
    at = f'x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"'
    return f'<line {at} stroke="{EDGE}" stroke-width="1.5" marker-end="url(#tip)"/>'


def _sign(arrow: Arrow) -> str:
    box = arrow.sign
    frame = f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="5"'
    lines = [
        _text(box.x + box.width / 2, box.y + LINE * row + 13, word, 10.5, INKS[1], anchor="middle")
        for row, word in enumerate(arrow.words)
    ]
    return "\n".join([f'{frame} fill="{INKS[0]}" stroke="{EDGE}"/>', *lines])


def _text(x: float, y: float, text: str, size: float, color: str, weight: int = 400, anchor: str = "start") -> str:
    style = f'font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" fill="{color}"'
    return f'<text x="{x:.0f}" y="{y:.0f}" {style}>{escape(text)}</text>'
