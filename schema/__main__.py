"""Writes what is derived from the model: MODEL.md, its picture, and the style of the graph browser."""

from collections.abc import Mapping
from pathlib import Path

from schema import FAMILIES, MODEL
from schema.docs import page
from schema.picture import draw
from schema.style import browser_style

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"


def derived() -> Mapping[Path, str]:
    """Every derived file, and what it must say."""
    return {
        HERE / "MODEL.md": page(MODEL, FAMILIES),
        DOCS / "model.svg": draw(MODEL, FAMILIES),
        DOCS / "browser-style.grass": browser_style(MODEL),
    }


if __name__ == "__main__":
    for path, text in derived().items():
        path.write_text(text, encoding="utf-8")
