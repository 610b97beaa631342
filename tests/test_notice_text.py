"""The printed text of a notice: its papers, sums, contractors, days, designators and number, however they are set."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import HERE
from loaders.notice_fields import Values, day, designators, items, justification, numbers, values
from loaders.notice_text import documents, normal, one_line, papers, plain
from loaders.notice_words import contractors, sentences
from schema.errors import RowError

NOTICES = Path(__file__).parent / "data" / "notices"


def test_as_many_notices_are_in_a_text_as_it_has_headings():
    for path in NOTICES.glob("*.txt"):
        text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
        headed = set(re.findall(r"^ *Transmittal N[o0]\. (\S+)\n+ *(?:Notice|REPORT)", text, re.MULTILINE))
        found = {paper.number for _, part in documents(plain(path.read_bytes())) for paper in papers(part)}
        assert found - {"46-07"} == headed


@pytest.mark.parametrize(
    ("text", "total", "mde"),
    [
        ("Major Defense Equipment* $ 0.0 million Other $ 665.4 million TOTAL $ 665.4 million", 665400000, 0),
        ("Major Defense Equipment*\nOther\nTOTAL\n\n$ 0 million\n$120 million\n$120 million", 120000000, 0),
        ("Major Defense Equipment (MDE)*.. $1.2 billion.\nOther... $'.3 billion.\nTotal... $l.5 billion.", 15e8, 12e8),
        ("Major Defense Equipment* $ 0 million\nOther 52 million\nTotal 52 million", 52000000, 0),
        ("Other $52,000,000\nTotal $52,000,000", 52000000, None),
        ("Major Defense Equipment* -$5.61 billion.\nOther ----$1.14 billion.\nTotal ----$6.75 billion.", 675e7, 561e7),
        ("Major Defense-Equipment * $1 million.\nOther $l.l million\nTotal $3 million", 3000000, 1000000),
        ("not yet known", None, None),
    ],
)  # fmt: skip
def test_values_are_read_however_their_rows_are_set(text, total, mde):
    assert values(text) == (total, mde, None)


@pytest.mark.parametrize("text", ["Major Defense Equipment $7.0 billion. Other $2.0 billion. Total 89.0 billion.", "X"])
def test_figures_that_do_not_add_up_are_none_and_are_told(text):
    doubt = f"Prints figures that do not add up: {text}" if len(text) > 1 else None

    assert values(text) == (None, None, doubt)


def test_an_amount_without_a_unit_is_refused():
    with pytest.raises(RowError, match="no unit"):
        values("Total $ 120")


@given(st.integers(1, 99_999), st.sampled_from(["million", "billion"]), st.sampled_from(["$", "$ ", "$'", ""]))
def test_an_amount_is_what_it_says(tenths, unit, sign):
    number = Decimal(tenths) / 10

    assert values(f"TOTAL......{sign}{number} {unit}.")[0] == number * {"million": 10**6, "billion": 10**9}[unit]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("The principal contractor will be L3Harris, located in Melbourne, FL. There", ["L3Harris"]),
        ("The principal contractors for this effort are A Co., located in X, MD; and B. At this time", ["A Co.", "B"]),
        ("The principal contractors will be A, located in Bethesda, MA and B, located in Reston, VA. This", ["A", "B"]),
        ("The principal contractor will be Fire and Control, Dallas, TX. The purchaser", ["Fire and Control"]),
        ("The prime contractors will be A in Waco, Texas, and B-C, Ada, OK. Qatar asks for offsets.", ["A", "B-C"]),
        ("The prime contractor for the X is A of Reno, Nevada. The principal U.S. contractor will be B.", ["A", "B"]),
        ("The prime contractor will be A Venture of Orlando, Florida.", ["A Venture"]),
        ("The principal contractor will be determined by competition. There", []),
        ("The prime contractor for this requirement is unknown at this time.", []),
        ("There is no principal contractor associated with this potential sale.", []),
    ],
)  # fmt: skip
def test_contractors_are_named_without_where_they_are(words, names):
    assert contractors(words) == names


def test_an_abbreviation_ends_no_sentence():
    assert sentences("The U.S. Army buys of Boeing Co. in bulk. It pays.") == [
        "The U.S. Army buys of Boeing Co. in bulk.",
        "It pays.",
    ]


@pytest.mark.parametrize(
    ("text", "iso"), [("June 5, 2026", "2026-06-05"), ("17 July 2009.", "2009-07-17"), ("Feb. 02, 2026", "2026-02-02")]
)
def test_a_day_is_read_in_either_form(text, iso):
    assert day(text, "delivered").isoformat() == iso


@pytest.mark.parametrize("text", ["February 30, 2026", "soon", "Smarch 3, 2026"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(RowError, match="is no day"):
        day(text, "delivered")


PAPER = """
             Transmittal No. 26-11

  Notice of Proposed lssuance of Letter of Offer Pursuant to Section 36(b)(1)
    (1) Prospective Purchaser, Government of Chad.
    (ii) Total Case Estimated Value:
    Major Defense Equipment <SUP>*</SUP> $0.
    Other $4 million.
    Total $4 million.
    Military Department: Army, AB-B-CDE (A3).
    (Vlll) Date Report Delivered to Congress:
    * As defined in Section 47(6) of the Arms Export Control
    Act.

                   POLICY JUSTIFICATION

    The Government of Chad asked.

             Transmittal No. 26-II
  Notice of Proposed Issuance of Letter of Offer Pursuant to Section 36(b)(1)
             Annex Item No. vii
    (vii) Sensitivity: none.
"""
REPORT = """
       DEPARTMENT OF STATE TRANSMITTAL NO. RSAT O{letter}-26
  Report of Enhancement or Upgrade of Sensitivity of Technology
    (i) (U) Purchaser: Government of Chad.
    {number} AECA Transmittal No.: 19-60; Date: April 23, 2020
"""


def test_an_item_is_read_though_the_print_shop_missed_its_number_and_its_annex_that_of_the_notice():
    (paper,) = papers(plain(PAPER.encode()))
    told = items(paper.text)

    assert (paper.number, paper.kind) == ("26-11", "notice")
    assert told.keys() == {"purchaser", "value", "department"}
    assert told["purchaser"] == "Government of Chad."
    assert values(told["value"]) == Values(Decimal(4_000_000), Decimal(0))


@pytest.mark.parametrize(
    "number",
    [
        "(ii) (U) Sec. 36(b)(l),",
        "(ii) Sec. 36(b)(I).",
        "(ii) Sec 36(b)(5)(A)",
        "Sec. 36(b)(1),",
        "(ii) Section 36(b)(1)",
    ],
)
def test_a_report_names_the_notice_that_it_amends_however_the_section_is_printed(number):
    (paper,) = papers(REPORT.format(letter="D", number=number))

    assert (paper.number, paper.kind, numbers(items(paper.text)["amended"])) == ("0D-26", "enhancement", ["19-60"])


LETTER = """
    we are forwarding herewith Transmittal No. 26-12, concerning the
    Army's proposed Letter(s) of Offer and Acceptance to the Government of
    Chad for defense articles and services estimated to cost $4 million.
    Enclosures.
"""
BELOW = """
    Notice ofProposed Issuance of Letter of Offer Pursuant to Section 36(b)(1)
    (i) Prospective Purchaser: Government of Chad.
    (viii) Date Report Delivered to Congress: May 3, 2026.
"""


@pytest.mark.parametrize(("below", "kind"), [("", "letter"), (BELOW, "notice"), (PAPER, "letter")])
def test_a_notice_has_the_number_of_its_covering_letter_where_its_own_is_not_printed(below, kind):
    told = {paper.number: paper for paper in papers(LETTER + below)}

    assert told["26-12"].kind == kind
    assert ("delivered" in items(told["26-12"].text)) == (kind == "notice")
    assert told.keys() - {"26-12"} == ({"26-11"} if below == PAPER else set())


def test_designators_are_whole_where_the_line_was_broken():
    assert designators("Air Force (TW-D-\nQBA, TW-D- QAI)") == ["TW-D-QBA", "TW-D-QAI"]


def test_a_paragraph_of_the_justification_is_no_item():
    text = "(i) Prospective Purchaser: Libya\nPolicy Justification\n(i) Purchaser: Chad"

    assert items(text) == {"purchaser": "Libya"}


@pytest.mark.parametrize("indent", ["", "      "])
def test_a_heading_goes_on_to_an_empty_line(indent):
    text = (
        f"Policy Justification\n\n{indent}Chad--Radars and\n{indent}Support\n\n    Chad asks\nfor radars.\nDated: now"
    )

    assert justification(text) == ("Chad--Radars and Support", "Chad asks for radars.")


@pytest.mark.parametrize(("printed", "spelled"), [("26-3", "26-03"), ("25-101", "25-101"), ("26-0C", "26-0C")])
def test_a_number_is_spelled_one_way(printed, spelled):
    assert normal(printed) == spelled


def test_no_bundled_notice_is_two_in_one_spelling():
    with (HERE / "facts" / "notifications.csv").open(encoding="utf-8") as lines:
        printed = [row["transmittal_no"] for row in csv.DictReader(lines)]

    assert len({normal(number) for number in printed}) == len(printed)


def test_what_the_print_shop_broke_is_whole():
    assert one_line("AN/AAQ- 24(V)N and follow-\n    on  parts") == "AN/AAQ-24(V)N and follow-on parts"


@given(
    st.sampled_from(["", "<html>", "<html><body><pre>Transmittal No. 46-05\nNotice of Proposed Issuance"]),
    st.text(max_size=300),
)
def test_any_text_is_read_without_an_error_of_the_program(start, text):
    for _, document in documents(plain((start + text).encode("utf-8", "surrogatepass"))):
        for paper in papers(document):
            items(paper.text)
