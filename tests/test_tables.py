"""A table becomes the same records whatever kind of file holds it; what is no plain value refuses its record."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.core import Record
from loaders.encodings import told_apart
from loaders.tables import headers, read_table, sheets
from schema.errors import LoadRefused, RowError
from tests.conftest import SOAK
from tests.sheets import ods, ods_row, xls, xlsx

MOMENT = datetime.fromisoformat("2016-05-03T10:20:30")
WRONG = "where names look wrong, save it as UTF-8"
ROWS = [["iso2", " name ", "value"], ["CI", "Côte d’Ivoire", "1250.5"], ["JP", "Japan", ""]]
RECORDS = [{"iso2": "CI", "name": "Côte d’Ivoire", "value": "1250.5"}, {"iso2": "JP", "name": "Japan"}]


def text(rows: list[list[str]], delimiter: str = ",") -> str:
    lines = io.StringIO()
    csv.writer(lines, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return lines.getvalue()


INDENTS = {"a list": None, "an indented list": 2, "an object a line": -1}


def objects(rows: list[list[str]], indent: int | None) -> str:
    """The rows as a list of objects, or, with the indent -1, as an object a line."""
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    lines = (json.dumps(each, ensure_ascii=False) for each in found)
    return "\n".join(lines) if indent == -1 else json.dumps(found, indent=indent)


def written(folder: Path, content: bytes, name: str = "lands.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def places(path: Path) -> list[str]:
    """Where each record stands, or the one place of the refusal."""
    try:
        return [told.place if isinstance(told, Record) else told.where for told in read_table(path)]
    except LoadRefused as refusal:
        return [refusal.where]


@pytest.mark.parametrize("delimiter", list(",;\t|^~"))
def test_the_delimiter_is_told_from_the_rows(tmp_path, delimiter):
    assert list(read_table(written(tmp_path, text(ROWS, delimiter).encode()))) == RECORDS


@pytest.mark.parametrize("delimiter", list(";\t:"))
def test_a_file_may_say_its_delimiter(tmp_path, delimiter):
    path = written(tmp_path, f"sep={delimiter}\n{text(ROWS, delimiter)}".encode())

    assert (list(read_table(path)), places(path)) == (RECORDS, ["lands.csv:3", "lands.csv:4"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_told_from_the_bytes(tmp_path, encoding):
    assert list(read_table(written(tmp_path, text(ROWS).encode(encoding)))) == RECORDS


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "lands.csv was read as UTF-16"),
        (
            "cp1252",
            f"lands.csv is not UTF-8 (lands.csv:2, byte 5 (0xf4)): it was read as Windows-1252; {WRONG}",
        ),
    ],
)
def test_an_encoding_that_is_not_utf_8_is_told(tmp_path, encoding, told):
    assert told_apart(written(tmp_path, text(ROWS).encode(encoding))) == told


@pytest.mark.parametrize(
    ("content", "what", "where"),
    [
        (b"", "the file is empty", "lands.csv"),
        (b"\n,,\n", "the file is empty", "lands.csv"),
        (b"name\nC\xc3\xb4te\nS\xe3o\n", "the file is UTF-8 in part, and not in others", "lands.csv:3, byte 2 (0xe3)"),
        (b"name\nC\xf4te\n\x81\n", "the file is neither UTF-8 nor Windows-1252", "lands.csv:2, byte 2 (0xf4)"),
        (b"name\nJa\0pan\n", "the file is no text", "lands.csv, byte 8 (0x00)"),
        ("name\nJapan".encode("utf-32"), "the file is UTF-32", "lands.csv"),
        ("name\nJapan\n".encode("utf-16")[:-1], "the file breaks its encoding", "lands.csv:1, byte 1 (0xff)"),
        (b'name\n"Japan\n', "not CSV: unexpected end of data", "lands.csv:2"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_place(tmp_path, content, what, where):
    with pytest.raises(LoadRefused) as refusal:
        list(read_table(written(tmp_path, content)))

    assert (refusal.value.what, refusal.value.where, bool(refusal.value.remedy)) == (what, where, True)


def test_columns_without_a_name_or_with_the_same_name_are_kept_apart(tmp_path):
    path = written(tmp_path, b"id,,note,note,,\nJP,a,b,c,,\n")

    assert list(read_table(path)) == [{"id": "JP", "column 2": "a", "note": "b", "note (2)": "c"}]


def test_columns_of_one_name_are_numbered_however_many_there_are(tmp_path):
    path = written(tmp_path, b",".join([b"x (2)", *[b"x"] * 20_000]) + b"\n")

    [(_, header)], _ = headers(path)

    assert (header[:4], header[-1]) == (["x (2)", "x", "x (3)", "x (4)"], "x (20001)")


def test_a_row_of_another_length_is_refused_in_its_place_unless_the_rest_is_empty(tmp_path):
    path = written(tmp_path, b"id,name\nJP\nKR,Korea,,\nTW,Taiwan,x\n")

    told = list(read_table(path))

    assert [(error.what, error.where) for error in told if isinstance(error, RowError)] == [
        ("1 cells where the header has 2", "lands.csv:2"),
        ("3 cells where the header has 2", "lands.csv:4"),
    ]
    assert told[1] == {"id": "KR", "name": "Korea"}


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1+1", "-x", " =1"])
def test_a_cell_that_a_spreadsheet_program_would_run_refuses_its_record(tmp_path, cell):
    (error, record) = read_table(written(tmp_path, text([["id", "name"], ["JP", cell], ["KR", "Korea"]]).encode()))

    assert isinstance(error, RowError)
    assert (error.what, error.where) == (f"the cell {cell.strip()!r} is a formula", "lands.csv:2")
    assert record == {"id": "KR", "name": "Korea"}


@pytest.mark.parametrize(
    "cell", ["-5", "+5", "-1,250.50", "-$3", "- 4 %", "-1.2e-7", "+1 (703) 555-0100", "-", "--", "a=b"]
)
def test_numbers_and_dashes_are_no_formulas(tmp_path, cell):
    assert list(read_table(written(tmp_path, text([["id", "n"], ["JP", cell]]).encode()))) == [{"id": "JP", "n": cell}]


def test_cells_of_a_workbook_are_read_as_canonical_text(tmp_path):
    values = ["a", 5, 0.1, 1e12, -3.25, True, date(2016, 5, 3), MOMENT, " x ", None]
    names = ["text", "whole", "part", "large", "below", "truth", "day", "moment", "blank", "empty"]
    path = xlsx(tmp_path / "cells.xlsx", Cells=[names, values])

    (record,) = read_table(path)

    assert record == {
        "text": "a",
        "whole": "5",
        "part": "0.1",
        "large": "1000000000000",
        "below": "-3.25",
        "truth": "true",
        "day": "2016-05-03",
        "moment": "2016-05-03T10:20:30",
        "blank": "x",
    }
    assert isinstance(record, Record)
    assert record.place == "cells.xlsx!Cells:2"


def test_a_formula_or_an_error_in_a_workbook_refuses_its_record(tmp_path):
    path = xlsx(tmp_path / "lands.xlsx", Lands=[["id", "n"], ["JP", 1], ["KR", "=1+1"], ["TW", 3]])

    told = list(read_table(path))

    assert [told[0], told[2]] == [{"id": "JP", "n": "1"}, {"id": "TW", "n": "3"}]
    assert isinstance(told[1], RowError)
    assert (told[1].what, told[1].where) == ("the cell B3 holds a formula", "lands.xlsx!Lands:3")


def test_an_opendocument_sheet_is_read_alike(tmp_path):
    rows = ods_row("id", "n") + ods_row(None) + ods_row("JP", 1.0) + ods_row("KR", "=[.A1]") + ods_row("TW", 2.5)
    path = ods(tmp_path / "lands.ods", Lands=rows)

    told = list(read_table(path))

    assert [told[0], told[2]] == [{"id": "JP", "n": "1"}, {"id": "TW", "n": "2.5"}]
    assert isinstance(told[1], RowError)
    assert (told[1].what, told[1].where) == ("the cell B4 holds a formula", "lands.ods!Lands:4")


def test_a_sheet_of_excel_97_is_read_alike(tmp_path):
    path = xls(
        tmp_path / "lands.xls", "Lands", [["iso2", "name", "value"], ["CI", "Côte d’Ivoire", 1250.5], ["JP", "Japan"]]
    )

    assert (list(read_table(path)), places(path)) == (RECORDS, ["lands.xls!Lands:2", "lands.xls!Lands:3"])


def test_the_sheets_that_hold_something_are_named_and_read_by_name(tmp_path):
    path = xlsx(tmp_path / "two.xlsx", Empty=[], One=[["id"], ["JP"]], Two=[["id"], ["KR"]])

    assert (sheets(path), sheets(written(tmp_path, b"id\nJP\n"))) == (["One", "Two"], [])
    assert (list(read_table(path)), list(read_table(path, "Two"))) == ([{"id": "JP"}], [{"id": "KR"}])
    with pytest.raises(LoadRefused, match="no sheet 'Three'"):
        list(read_table(path, "Three"))


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), max_size=12).filter(
    lambda cell: cell[:1] not in tuple("=+-@'")
)


@settings(max_examples=1000 if SOAK else 50, deadline=None)
@given(st.lists(st.tuples(cells, cells, cells).filter(any), max_size=8), st.sampled_from((*",;\t|", *INDENTS)))
def test_any_table_is_read_as_it_was_written(tmp_path_factory, rows, form):
    names = ["a", "b", "c"]
    table = [names, *map(list, rows)]
    content = (
        objects(table, INDENTS[form]) if form in INDENTS and rows else text(table, "," if form in INDENTS else form)
    )
    path = written(tmp_path_factory.mktemp("any"), content.encode())

    assert list(read_table(path)) == [
        {name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows
    ]


@settings(max_examples=2000 if SOAK else 100, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([f"lands.{kind}" for kind in ("csv", "xlsx", "xls", "ods", "json", "jsonl")]),
)
def test_whatever_the_bytes_a_table_gives_records_or_a_refusal(tmp_path_factory, content, name):
    path = written(tmp_path_factory.mktemp("any"), content, name)

    assert all(place.startswith("lands.") for place in places(path))
