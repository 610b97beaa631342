import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

from schema import FAMILIES, MODEL
from schema.__main__ import derived
from schema.docs import page
from schema.picture import lay_out
from schema.style import browser_style, contrast, darker, ink
from tests.colours import difference

DERIVED = derived()
PICTURE = lay_out(MODEL, FAMILIES)


@pytest.mark.parametrize("path", DERIVED, ids=lambda path: path.name)
def test_a_derived_file_is_fresh(path: Path):
    assert path.read_text(encoding="utf-8") == DERIVED[path]


def test_the_page_tells_of_every_kind_relation_property_and_closed_list():
    text = page(MODEL, FAMILIES)

    assert [node.label for node in MODEL.nodes if f"### {node.label}\n\n{node.doc}" not in text] == []
    assert [rel.name for rel in MODEL.rels if f"| {rel.forward} | {rel.reverse} | {rel.doc} |" not in text] == []
    assert [p.name for n in MODEL.nodes for p in n.props if f"| `{p.name}` | " not in text] == []
    assert [p.name for n in MODEL.nodes for p in n.props if p.doc.replace("|", "\\|") not in text] == []


def test_every_link_of_the_page_leads_somewhere():
    text = page(MODEL, FAMILIES)
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
    here = next(path for path in DERIVED if path.name == "MODEL.md").parent

    links = re.findall(r"\]\(([^)]+)\)", text)

    assert [to for to in links if to.startswith("#") and to[1:] not in headings] == []
    assert [to for to in links if not to.startswith("#") and not (here / to).exists()] == []


def test_the_picture_is_xml_and_shows_every_kind_and_every_relation():
    picture = next(text for path, text in DERIVED.items() if path.suffix == ".svg")

    words = {"".join(text.itertext()) for text in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")}

    assert {node.label for node in MODEL.nodes} - words == set()
    assert {rel.name for rel in MODEL.rels} - words == set()


def test_nothing_in_the_picture_hides_anything_else():
    boxes = {**PICTURE.cards, **{f"{arrow.start} to {arrow.end}": arrow.sign for arrow in PICTURE.arrows}}

    assert [(a, b) for a, b in combinations(boxes, 2) if boxes[a].overlaps(boxes[b])] == []


def test_no_sign_hides_the_tip_of_an_arrow():
    arrows = PICTURE.arrows

    assert [(a.words, b.words) for a in arrows for b in arrows if a.sign.overlaps(b.tip)] == []


def test_the_browser_style_has_a_rule_for_every_label_the_narrowest_last():
    style = browser_style(MODEL)
    labels = re.findall(r"^node\.(\w+) \{$", style, re.MULTILINE)

    assert sorted(labels) == sorted(node.label for node in MODEL.nodes)
    assert [
        (node.label, node.parent.label)
        for node in MODEL.nodes
        if node.parent and labels.index(node.label) < labels.index(node.parent.label)
    ] == []


def test_a_rule_of_the_browser_style_gives_colour_border_ink_and_caption():
    rule = """node.Nation {
  color: #2a9d7f;
  border-color: #1f755f;
  text-color-internal: #111827;
  caption: "{title}";
}
"""
    assert rule in browser_style(MODEL)


def test_black_on_white_has_the_greatest_contrast_and_a_colour_on_itself_none():
    assert round(contrast("#000000", "#ffffff"), 3) == 21
    assert contrast("#2a9d7f", "#2a9d7f") == 1


@pytest.mark.parametrize(("color", "shade"), [("#17405a", "#ffffff"), ("#e3d0a0", "#111827")])
def test_dark_colours_take_white_ink_and_light_ones_dark_ink(color, shade):
    assert ink(color) == shade


def test_colours_differ_by_what_the_eye_sees():
    assert difference("#2a9d7f", "#2a9d7f") == 0
    assert difference("#000000", "#ffffff") == pytest.approx(100, abs=0.1)
    assert difference("#ff0000", "#fe0000") < 1


def test_a_border_is_darker_than_its_colour():
    assert darker("#ffffff") == "#bfbfbf"
