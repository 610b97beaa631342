"""What was refused stands whole in a file of its own, and is loaded from there once it is mended."""

import csv
from pathlib import Path

import pytest

from graph.prepare import prepare
from loaders import loaders
from loaders.opening import Opened
from loaders.rejects import write_rejects
from loaders.run import Options, Outcome, load
from loaders.sources.nations import LOADERS
from loaders.tables import FORMULA, read_table
from loaders.tasks import asked
from schema.errors import LoadRefused, RowError
from tests.sheets import xlsx
from tests.test_load import HEADER, LANDS, SMALL, line, titles, written

(NATIONS,) = LOADERS
DATA = Path(__file__).parent / "data" / "sheets"


@pytest.fixture
def store(graph):
    prepare(graph)
    return graph


def rejects(outcome: Outcome, folder: Path, *inputs: Path) -> list[Path]:
    return write_rejects(outcome.refused, outcome.records, outcome.loader, folder, inputs, outcome.files)


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_refused_record_is_kept_as_it_stood_with_what_is_wrong_beside_it(store, tmp_path):
    outcome = load(store, SMALL, written(tmp_path, line("AA"), line("BB", confidence="sure", notes="x;y")))

    (path,) = rejects(outcome, tmp_path)
    (row,) = cells(path)

    assert path.name == "nations.csv.rejects.csv"
    assert {name: cell for name, cell in row.items() if cell and not name.startswith("refused: ")} == {
        "iso2": "BB",
        "iso3": "BBX",
        "name": "Land of BB",
        "notes": "x;y",
        "source_title": "A page",
        "confidence": "sure",
    }
    assert (row["refused: file"], row["refused: line"], row["refused: field"]) == ("nations.csv", "3", "confidence")
    assert list(row)[: len(NATIONS.columns)] == list(NATIONS.columns)


def test_a_refused_record_takes_nothing_with_it_that_stands_at_its_place_in_a_file_of_the_same_name(store, tmp_path):
    folders = [tmp_path / "old", tmp_path / "new"]
    for folder in folders:
        folder.mkdir()
    one = written(folders[0], line("AA"), line("BB", combatant_command="MARSCOM"))
    other = written(folders[1], line("CC"), line("DD"))

    outcome = load(store, SMALL, [one, other])

    assert [error.where for error in outcome.refused] == ["nations.csv:3"]
    assert sorted(titles(store)) == ["nation/AA", "nation/CC", "nation/DD"]
    assert outcome.records == {}


@pytest.mark.parametrize("name", ["lands, 2025.csv", "lands!.csv", "a:b.csv", "lands.csv"])
def test_the_file_of_refused_records_is_called_by_the_whole_name_of_the_one_from_which_they_came(store, tmp_path, name):
    file = written(tmp_path, line("AA"), line("BB", confidence="sure")).rename(tmp_path / name)

    (path,) = rejects(load(store, SMALL, file), tmp_path)
    (row,) = cells(path)

    assert (path.name, row["refused: file"], row["refused: line"]) == (f"{name}.rejects.csv", name, "3")


def test_mended_in_place_it_is_recognised_and_loads_the_rest_and_removes_nothing(store, tmp_path):
    lines = [line("AA"), line("BB", confidence="sure"), line("CC", combatant_command="MARSCOM"), line("DD")]
    first = load(store, SMALL, written(tmp_path, *lines))
    (path,) = rejects(first, tmp_path)
    text = path.read_text(encoding="utf-8").replace(",sure,", ",documented,").replace("MARSCOM", "", 1)
    path.write_text(text, encoding="utf-8")

    ((recognised, files),) = asked((), [Opened(path, named=True)]).tasks
    again = load(store, SMALL, files)

    assert recognised.name == "nations"
    assert ([error.what for error in again.refused], again.counts["pruned"]) == ([], 0)
    assert set(titles(store)) == {f"nation/{code}" for code in LANDS}


def test_a_record_of_a_workbook_comes_into_the_same_kind_of_file(store, tmp_path):
    table = [cell.split(",") for cell in (HEADER, line("AA"), line("BB", confidence="sure"))]
    outcome = load(store, SMALL, xlsx(tmp_path / "lands.xlsx", About=[["A note"]], Lands=table))

    (path,) = rejects(outcome, tmp_path)

    assert [(row["iso2"], row["refused: line"]) for row in cells(path)] == [("BB", "Lands:3")]
    assert [record.get("iso2") for record in read_table(path) if not isinstance(record, RowError)] == ["BB"]


def test_a_row_longer_than_the_header_keeps_what_is_beyond_it(store, tmp_path):
    outcome = load(store, SMALL, written(tmp_path, line("AA"), line("BB") + ",and,more"))

    (path,) = rejects(outcome, tmp_path)

    assert [(row["iso2"], row["refused: beyond the header"]) for row in cells(path)] == [("BB", "and | more")]


def test_a_formula_is_kept_so_that_no_spreadsheet_program_runs_it(store, tmp_path):
    outcome = load(store, SMALL, written(tmp_path, line("AA"), line("BB", name="=cmd|'/C calc'!A0")))

    (path,) = rejects(outcome, tmp_path)
    (row,) = cells(path)

    assert row["name"] == "'=cmd|'/C calc'!A0"
    assert [cell for cell in row.values() if FORMULA.match(cell)] == ["'=cmd|'/C calc'!A0"]
    assert [error.what for error in read_table(path) if isinstance(error, RowError)] == [
        "the cell \"'=cmd|'/C calc'!A0\" is a formula"
    ]


def test_no_file_just_read_is_written_over(store, tmp_path):
    path = written(tmp_path, line("AA"), line("BB", confidence="sure")).rename(tmp_path / "nations.csv.rejects.csv")

    outcome = load(store, SMALL, path)

    assert [path.name for path in rejects(outcome, tmp_path, path)] == ["nations.csv.rejects-2.csv"]


def test_records_that_were_mended_are_not_written_over_and_those_that_were_not_are_written_once(store, tmp_path):
    path = written(tmp_path, line("AA"), line("BB", confidence="sure"))
    outcome = load(store, SMALL, path, Options(dry_run=True))
    (first,) = rejects(outcome, tmp_path, path)

    (same,) = rejects(outcome, tmp_path, path)
    first.write_text(first.read_text("utf-8").replace(",sure,", ",secondary,"), "utf-8")
    (other,) = rejects(outcome, tmp_path, path)

    assert [each.name for each in (first, same, other)] == [
        "nations.csv.rejects.csv",
        "nations.csv.rejects.csv",
        "nations.csv.rejects-2.csv",
    ]
    assert (",secondary," in first.read_text("utf-8"), ",sure," in other.read_text("utf-8")) == (True, True)


def test_what_is_no_row_of_a_table_is_told_by_its_place(tmp_path):
    error = RowError("it has no heading", "usc22.xml:17", "get the file again", "heading", "")

    (path,) = write_rejects([error], {}, "usc", tmp_path, ())

    assert path.name == "usc22.xml.rejects.csv"
    assert cells(path) == [
        {"file": "usc22.xml", "line": "17", "field": "heading", "value": "", "what": error.what, "do": error.remedy}
    ]


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(LoadRefused, match="cannot be written"):
        write_rejects([RowError("no", "a.csv:2")], {}, "lands", tmp_path / "nosuch", ())


def test_a_sheet_that_is_mapped_is_mended_by_its_mapping(loaded, tmp_path):
    sheet, mapping = (DATA / name for name in ("cases.csv", "cases.csv.map.yaml"))
    (tmp_path / "cases.xlsx.map.yaml").write_text(
        mapping.read_text(encoding="utf-8").replace("- columns:", "- sheet: Cases\n  columns:"), encoding="utf-8"
    )
    with sheet.open(encoding="utf-8", newline="") as lines:
        book = xlsx(tmp_path / "cases.xlsx", About=[["A note"]], Cases=list(csv.reader(lines)))
    dry, cases = Options(dry_run=True), loaders()["sheets"]

    (path,) = rejects(load(loaded, cases, book, dry), tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(",Korea,", ",Japan,"), encoding="utf-8")
    again = load(loaded, cases, path, dry)

    assert (path.name, again.read, again.loaded) == ("cases.xlsx.rejects.csv", 1, 1)
    assert "case/JA-P-XYZ|PURCHASED_BY|nation/JP" in {link.key for link in again.diff.new_edges}
    assert cases.owner(path) == cases.owner(book)
