"""How far apart two colours look."""

from itertools import combinations

from schema.core import Model
from schema.style import Rgb, linear


def lab(color: str) -> Rgb:
    """The colour in CIELAB, where distance is what the eye sees."""
    red, green, blue = linear(color)
    x = _lightness((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _lightness(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _lightness((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _lightness(share: float) -> float:
    return float(share ** (1 / 3)) if share > 0.008856 else 7.787 * share + 16 / 116


def difference(one: str, other: str) -> float:
    """How far apart two colours look: about 2 can just be told apart side by side."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


def lookalikes(model: Model, least: float) -> list[tuple[str, str]]:
    """Labels whose colours differ by less."""
    pairs = combinations(model.nodes, 2)
    return [(one.label, other.label) for one, other in pairs if difference(one.color, other.color) < least]
