"""A workbook in which something hostile hides is refused before it takes memory, and with a reason."""

import resource
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from loaders import workbooks, zips
from loaders.core import Record
from loaders.tables import read_table
from schema.errors import LoadRefused, RowError
from tests.sheets import ods, ods_row, xlsx

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
SHEET = "xl/worksheets/sheet1.xml"


def rewritten(path: Path, member: str, old: str, new: str) -> Path:
    """The workbook with a part of one of its files replaced."""
    with ZipFile(path) as book:
        contents = {name: book.read(name) for name in book.namelist()}
    assert old.encode() in contents[member]
    contents[member] = contents[member].replace(old.encode(), new.encode(), 1)
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in contents.items():
            book.writestr(name, content)
    return path


def lands(folder: Path) -> Path:
    return xlsx(folder / "lands.xlsx", Lands=[["id", "n"], ["JP", 1]])


def refusal(path: Path) -> LoadRefused:
    with pytest.raises(LoadRefused) as refused:
        list(read_table(path))
    assert refused.value.remedy
    return refused.value


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
def test_entities_in_a_workbook_are_refused_and_never_expanded(tmp_path, doctype):
    book = rewritten(lands(tmp_path), SHEET, "<worksheet", f"{doctype}<worksheet")
    sheet = ods(tmp_path / "lands.ods", doctype, Lands=ods_row("&c;" if doctype == BOMB else "&a;"))

    assert [refusal(path).what for path in (book, sheet)] == [
        "the workbook declares a document type, as no program that makes them does"
    ] * 2


def test_a_sheet_that_reaches_to_the_last_cell_there_is_takes_no_memory(tmp_path):
    book = rewritten(lands(tmp_path), SHEET, '<c r="A2"', '<c r="XFD1048576"><v>1</v></c><c r="A2"')
    repeated = ods(tmp_path / "lands.ods", Lands=ods_row("id") + ods_row(*["x"] * 12, repeated=1_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert ["cells" in refusal(path).what for path in (book, repeated)] == [True, True]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_empty_rows_that_a_program_repeats_to_the_end_do_no_harm(tmp_path):
    path = ods(tmp_path / "lands.ods", Lands=ods_row("id") + ods_row("JP") + ods_row(None, repeated=1_048_574))

    assert list(read_table(path)) == [{"id": "JP"}]


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "HARMLESS", 1 << 16)
    path = rewritten(lands(tmp_path), SHEET, "</worksheet>", "</worksheet>" + " " * (8 << 20))

    assert "would unpack to" in refusal(path).what
    monkeypatch.setattr(zips, "RATIO", 10_000)
    monkeypatch.setattr(workbooks, "LARGEST", 1 << 20)
    workbooks._marks.cache_clear()
    assert "would unpack to" in refusal(path).what


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("lands.xlsx", b"id,n\nJP,1\n", "the archive cannot be read"),
        ("lands.ods", b"id,n\nJP,1\n", "the archive cannot be read"),
        ("lands.xls", b"id,n\nJP,1\n", "the workbook cannot be read"),
        ("lands.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "the workbook"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path, name, content, what):
    (path := tmp_path / name).write_bytes(content)

    assert refusal(path).what.startswith(what)


def test_a_workbook_without_its_parts_is_refused(tmp_path):
    with ZipFile(path := tmp_path / "lands.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")

    assert refusal(path).what == "the workbook lacks xl/_rels/workbook.xml.rels"


def test_an_error_in_a_cell_refuses_its_record_and_not_its_column(tmp_path):
    path = xlsx(tmp_path / "lands.xlsx", Lands=[["id", "n"], ["JP", 1], ["KR", 2]])
    rewritten(path, SHEET, '<c r="B2"><v>1</v>', '<c r="B2" t="e"><v>#REF!</v>')

    error, record = read_table(path)

    assert isinstance(error, RowError)
    assert (error.what, record) == ("the cell B2 holds an error, #REF!", {"id": "KR", "n": "2"})


def test_hidden_sheets_are_not_read(tmp_path):
    path = rewritten(
        xlsx(tmp_path / "two.xlsx", One=[["id"], ["JP"]], Two=[["id"], ["KR"]]),
        "xl/workbook.xml",
        '<sheet name="One" sheetId="1"',
        '<sheet name="One" sheetId="1" state="hidden"',
    )

    assert [record for record in read_table(path) if isinstance(record, Record)] == [{"id": "KR"}]


def test_a_cell_that_is_merged_with_one_above_refuses_its_record(tmp_path):
    path = tmp_path / "lands.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Lands")
        for number, row in enumerate([["id", "n"], ["JP", None], ["KR", None], ["TR", 3], ["FR", None], ["DE", None]]):
            sheet.write_row(number, 0, row)
        sheet.merge_range("B2:B3", 7)
        sheet.merge_range("B5:B6", "")
        sheet.merge_range("A8:B9", "A note")

    first, error, *others = read_table(path)

    assert isinstance(error, RowError)
    assert (first, error.what) == ({"id": "JP", "n": "7"}, "the cell B3 holds what B2 says, with which it is merged")
    assert others == [{"id": "TR", "n": "3"}, {"id": "FR"}, {"id": "DE"}, {"id": "A note"}]
