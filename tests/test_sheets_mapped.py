"""A sheet loads by a mapping of its columns, and one that does not fit is refused; it removes what is its own alone."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from loaders.rejects import write_rejects
from loaders.run import Options, load
from loaders.sheets.mapping import SUFFIX
from loaders.sources.sheets import SHEETS, by_mapping
from schema.errors import LoadRefused
from tests.desk import ends, ids, known, props, sheet


@pytest.fixture(scope="module")
def world(session_graph):
    """The graph with what sheets speak of; each test tells its own facts, under a name of its own."""
    return known(session_graph)


def test_rows_that_were_refused_load_by_the_same_mapping_once_they_are_mended(world, tmp_path):
    meant = "Case=case.designator,Offer=case.offered_on"
    path = sheet(tmp_path / "mend.csv", "Case,Offer\nCN-B-MEN,2025-01-01\nCN-B-MEM,soon\n", meant)
    outcome = load(world, SHEETS, path)
    (rejects,) = write_rejects(outcome.refused, outcome.records, "sheets", tmp_path, [path])
    rejects.write_text(rejects.read_text(encoding="utf-8").replace(",soon,", ",2025-02-02,", 1), encoding="utf-8")

    assert load(world, SHEETS, rejects).refused == ()

    assert ids(world, "sheets:desk/mend") == {"case/CN-B-MEN", "case/CN-B-MEM"}


def test_the_sheet_of_another_office_removes_nothing(world, tmp_path):
    meant = "Case=case.designator,Title=case.title"
    load(world, SHEETS, sheet(tmp_path / "a.csv", "Case,Title\nCN-B-BBB,One\n", meant, office="one"))
    (tmp_path / "other").mkdir()

    outcome = load(
        world, SHEETS, sheet(tmp_path / "other" / "a.csv", "Case,Title\nCN-B-CCC,Two\n", meant, office="two")
    )

    assert outcome.counts["pruned"] == 0
    assert ids(world, "sheets:one/a") | ids(world, "sheets:two/a") == {"case/CN-B-BBB", "case/CN-B-CCC"}


def test_what_the_sheet_of_the_same_office_no_longer_tells_is_removed(world, tmp_path):
    meant = "Case=case.designator,Title=case.title"
    load(world, SHEETS, sheet(tmp_path / "p.csv", "Case,Title\nCN-B-DDD,One\nCN-B-EEE,Two\n", meant))

    load(
        world,
        SHEETS,
        sheet(tmp_path / "p.csv", "Case,Title\nCN-B-EEE,Two\n", meant),
        Options(accept_deletions=True),
    )

    assert ids(world, "sheets:desk/p") == {"case/CN-B-EEE"}


def test_a_date_that_may_be_two_is_refused_until_the_mapping_says_the_order(world, tmp_path):
    text, meant = "Case,Offer\nCN-B-FFF,03/04/2025\n", "Case=case.designator,Offer=case.offered_on"

    (error,) = load(world, SHEETS, sheet(tmp_path / "d.csv", text, meant)).refused
    assert load(world, SHEETS, sheet(tmp_path / "d.csv", text, meant, dates="month-first")).refused == ()

    assert ("may mean more than one day" in error.what, "dates: month-first" in error.remedy) == (True, True)
    assert props(world, "case/CN-B-FFF")["offered_on"] == "2025-03-04"


def test_a_workbook_is_read_sheet_by_sheet(world, tmp_path):
    path = tmp_path / "book.xlsx"
    rows: dict[str, list[tuple[object, ...]]] = {
        "Cases": [("Case", "Title"), ("CN-B-GGG", "Book")],
        "Deliveries": [("Case", "Line", "No", "On"), ("CN-B-GGG", 1, 7, "2025-05-03")],
        "Risks": [("Case", "Risk", "Sort"), ("CN-B-GGG", "Late licence", "Schedule")],
        "Charts": [("Whatever",), (1,)],
    }
    with Workbook(str(path)) as book:
        for name, told in rows.items():
            added = book.add_worksheet(name)
            for number, row in enumerate(told):
                added.write_row(number, 0, row)
    Path(f"{path}{SUFFIX}").write_text(
        "office: desk\nsheets:\n"
        "- {sheet: Cases, columns: {Case: case.designator, Title: case.title}}\n"
        "- sheet: Deliveries\n"
        "  columns: {Case: case.designator, Line: line.number, 'No': delivery.number, 'On': delivery.delivered_on}\n"
        "- {sheet: Risks, columns: {Case: case.designator, Risk: risk.title, Sort: risk.category}}\n",
        encoding="utf-8",
    )

    assert load(world, SHEETS, path).refused == ()

    delivery, risk = "delivery/CN-B-GGG/001/7", "risk/CN-B-GGG/late-licence"
    assert ids(world, "sheets:desk/book") == {"case/CN-B-GGG", delivery, risk}
    assert ends(world, "sheets:desk/book", "DELIVERED_IN") == {("case-line/CN-B-GGG/001", delivery)}
    assert ends(world, "sheets:desk/book", "OF_CATEGORY") == {(risk, "risk-category/risk-schedule")}


@pytest.mark.parametrize(
    ("text", "meant", "what"),
    [
        ("Case,New\nTW-D-QBA,1\n", "Case=case.designator", "the mapping does not say what 'New' means"),
        ("Case\nTW-D-QBA\n", "Case=case.designator,Title=case.title", "the sheet has no column 'Title'"),
        ("Case\nTW-D-QBA\n", "Case=case.identifier", "there is no field 'case.identifier'"),
        ("Case,C\nTW-D-QBA,1\n", "Case=case.designator,C=case.designator", "case.designator is told by two columns"),
    ],
)
def test_a_mapping_that_does_not_fit_its_sheet_refuses_the_load(world, tmp_path, text, meant, what):
    with pytest.raises(LoadRefused) as refusal:
        load(world, SHEETS, sheet(tmp_path / "x.csv", text, meant))

    assert what in refusal.value.what
    assert refusal.value.where != ""
    assert refusal.value.remedy != ""


def test_without_a_mapping_nothing_is_guessed(world, tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("Case ID,Country\nTW-D-QBA,Taiwan\n", encoding="utf-8")

    with pytest.raises(LoadRefused) as refusal:
        load(world, SHEETS, path)

    assert refusal.value.remedy.startswith("accord load --map plain.csv")


def test_a_mapping_may_stand_elsewhere(world, tmp_path):
    path = sheet(tmp_path / "m.csv", "Case,Title\nCN-B-HHH,Elsewhere\n", "Case=case.designator,Title=case.title")
    mapping = Path(f"{path}{SUFFIX}").rename(tmp_path / "ours.yaml")

    load(world, by_mapping(mapping), path)

    assert ids(world, "sheets:desk/m") == {"case/CN-B-HHH"}
