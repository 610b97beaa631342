"""An issue of the Federal Register in XML tells notices to Congress, and what the President ordered or determined."""

from pathlib import Path

import pytest
from lxml import etree

from loaders.core import LeftOut
from loaders.notice_files import records
from loaders.recognize import recognized
from loaders.register import register
from loaders.run import Options, load

ISSUE = Path(__file__).parent / "data" / "notices" / "FR-2026-03-02.xml"
DRY = Options(dry_run=True)
NOTICE, ORDER, DETERMINATION = "notice/26-61", "eo/99901", "pd/2026-99"


def told(graph, path):
    """What the file would add: properties by id, and keys of edges."""
    (source,) = recognized(path)
    outcome = load(graph, source, path, DRY)
    assert (source.name, outcome.refused) == ("notices", ())
    nodes = {row.id: row.props for row in outcome.diff.new_nodes}
    return nodes, {link.key for link in outcome.diff.new_edges}, dict(outcome.left_out)


@pytest.fixture
def found(loaded):
    return told(loaded, ISSUE)


def test_an_issue_tells_notices_orders_and_determinations_and_counts_what_else_it_prints(found):
    nodes, edges, left_out = found

    assert left_out == {"no notice of arms sales": 1, "no order or determination of the President": 1}
    assert edges == {
        f"{NOTICE}|PURCHASED_BY|nation/PL",
        f"{NOTICE}|IMPLEMENTED_BY|org/army",
        f"publication/2026-90011|PUBLISHES|{NOTICE}",
        f"text/{ORDER}|TEXT_OF|{ORDER}",
        f"{ORDER}|CITES|usc/22/2751",
        f"{ORDER}|CITES|eo/99900",
        f"text/{DETERMINATION}|TEXT_OF|{DETERMINATION}",
        f"{DETERMINATION}|CITES|usc/22/2321k",
    }
    editions = {"edition/fr/2026-90013", "edition/fr/2026-90014"}
    ends = {end for edge in edges for end in edge.split("|")[::2]}
    assert set(nodes) - editions == ends - {"nation/PL", "org/army", "usc/22/2751", "usc/22/2321k"}
    assert editions <= set(nodes)


def test_a_notice_of_an_issue_is_read_as_its_text_is(found):
    notice, publication = found[0][NOTICE], found[0]["publication/2026-90011"]

    assert {name: value for name, value in notice.items() if not name.startswith("notified_on_")} == {
        "id": NOTICE,
        "title": "Sample Radars",
        "transmittal_no": "26-61",
        "purchaser_name": "Government of the Republic of Poland",
        "description": "Major Defense Equipment (MDE): Two (2) sample radars",
        "total_value_usd": 2e9,
        "mde_value_usd": 1.5e9,
        "notified_on": "2026-01-20",
        "prime_contractors": ["Sample Corp."],
        "federal_register_no": "2026-90011",
        "case_designator": "PL-B-XYZ",
        "funding_source": "National Funds",
        "offset_statement": "There is no offset agreement proposed in connection with this potential sale.",
    }
    assert (publication["citation"], publication["published_on"], publication["action"]) == (
        "91 FR 10401",
        "2026-03-02",
        "Arms sales notice.",
    )


def test_the_words_of_an_order_are_told_by_section_and_paragraph(found):
    text = found[0][f"text/{ORDER}"]

    assert text["paragraphs"] == '["","(1)","(1)(a)","(1)(b)","(1)(b)(i)","(1)(b)(ii)","(2)(a)","(2)(b)"]'
    assert text["words"].split("\n")[5:7] == [
        "(ii) in part to the Attorney General.",
        "Sec. 2. General Provisions. (a) Executive Order 99900 of January 5, 2026, is revoked.",
    ]
    assert (text["title"], text["enacted_on"]) == ("Executive Order 99901. Administration of a Sample", "2026-02-26")


def test_a_document_of_an_issue_alone_tells_the_same_notice_without_where_it_was_published(loaded, found, tmp_path):
    path = tmp_path / "2026-90011.xml"
    path.write_bytes(etree.tostring(next(etree.parse(str(ISSUE)).iter("NOTICE"))))

    nodes, edges, _ = told(loaded, path)

    assert nodes == {NOTICE: found[0][NOTICE], "publication/2026-90011": nodes["publication/2026-90011"]}
    assert edges == {edge for edge in found[1] if NOTICE in edge}
    assert "citation" not in nodes["publication/2026-90011"]


def test_every_document_of_an_issue_is_read_with_every_word_of_it():
    there = list(etree.parse(str(ISSUE)).iter("NOTICE", "PRESDOCU"))
    pictures = [etree.strip_elements(each, "GPH", "BOXHD", with_tail=False) for each in there]

    found = list(register(ISSUE))

    assert len(pictures) == len(found) == len(list(records([ISSUE]))) - 1
    printed = ["".join("".join(each.itertext()).replace("–", "-").split()) for each in there]
    assert ["".join("".join(each.lines).split()) for each in found] == printed


def test_an_arms_sale_that_is_printed_as_a_picture_is_refused(tmp_path):
    path = tmp_path / "FR-2026-03-03.xml"
    path.write_text(ISSUE.read_text("utf-8").replace("Notice of Proposed Issuance", "A picture"), "utf-8")

    refused = [each for each in records([path]) if not isinstance(each, dict | LeftOut)]

    assert [str(error) for error in refused] == [
        str(error) for error in refused if "no notice in the text" in error.what
    ]
    assert [error.where for error in refused] == ["FR-2026-03-03.xml:27 2026-90011"]
