"""A sheet loads by a mapping of its columns, and one that does not fit is refused; it removes what is its own alone."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from loaders.rejects import write_rejects
from loaders.run import Options, load
from loaders.sheets.mapping import SUFFIX
from loaders.sheets.proposal import propose
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


def desk_book(path: Path) -> Path:
    """A workbook as offices keep them: a title, two rows of headers, one of totals, and a sheet of something else."""
    with Workbook(str(path)) as book:
        cases, notes = book.add_worksheet("Open cases"), book.add_worksheet("Notes")
        cases.merge_range(0, 0, 0, 4, "FMS CASES - Pacific desk, 30 Sep 2025")
        cases.merge_range(1, 0, 1, 1, "Case")
        cases.merge_range(1, 3, 1, 4, "Value and date")
        for number, row in enumerate(
            [
                ("Case ID", "Country", "", "Total Value ($)", "LOR Date", "IA"),
                ("JA-P-HDA", "Japan", "", "USD 1.5M", "01 Oct 24", "Navy"),
                ("TW-D-HDB", "Taiwan", "", "(250,000)", 45200, "AF"),
                ("PI-B-HDC", "Philippines", "", 3, "15 March 2024", "Army"),
                ("AT-D-HDD", "Australia", "", 4, "2024-03-16", "Air Force"),
            ],
            2,
        ):
            cases.write_row(number, 0, row)
        cases.write_string(7, 1, "Grand Total:")
        cases.write_formula(7, 3, "=SUM(D4:D7)", None, 1250007)
        notes.write_string(0, 0, "nothing of use")
        notes.write_string(4, 2, "x")
    return path


def test_a_workbook_with_titles_above_its_header_and_totals_below_is_guessed_loaded_and_mended(world, tmp_path):
    path = desk_book(tmp_path / "head.xlsx")
    propose(path, "desk").save()

    outcome = load(world, SHEETS, path)
    (rejects,) = write_rejects(outcome.refused, outcome.records, "sheets", tmp_path, [path])
    mended = rejects.read_text(encoding="utf-8").replace(",45200,", ",2023-10-01,", 1)
    rejects.write_text(mended, encoding="utf-8")

    (error,) = outcome.refused
    assert (error.where, "45200 is 2023-10-01" in error.remedy) == ("head.xlsx!Open cases:5", True)
    assert outcome.left_out == {"a row of totals": 1}
    assert load(world, SHEETS, rejects).refused == ()
    told = {id: props(world, id) for id in ids(world, "sheets:desk/head")}
    assert {id: (case["value_usd"], case["requested_on"]) for id, case in told.items()} == {
        "case/JA-P-HDA": (1.5e6, "2024-10-01"),
        "case/TW-D-HDB": (-250_000.0, "2023-10-01"),
        "case/PI-B-HDC": (3.0, "2024-03-15"),
        "case/AT-D-HDD": (4.0, "2024-03-16"),
    }
    assert ends(world, "sheets:desk/head", "IMPLEMENTED_BY") == {
        ("case/JA-P-HDA", "org/navy"),
        ("case/TW-D-HDB", "org/af"),
        ("case/PI-B-HDC", "org/army"),
        ("case/AT-D-HDD", "org/af"),
    }
