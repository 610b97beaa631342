"""What accord load --map guesses of the columns of a sheet, how it says so, and what it leaves to people."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner
from xlsxwriter import Workbook

from accord import app
from loaders.core import Record
from loaders.sheets.guess import guess
from loaders.sheets.kinds import FIELDS, KINDS
from loaders.sheets.mapping import SUFFIX, Column, mapping_of
from loaders.sheets.proposal import Proposal, propose
from loaders.sheets.words import ALL, TOLD, headers_of, plain
from schema.errors import LoadRefused, UsageError

CASES = {
    "FMS Case": "TW-D-QBA",
    "Customer": "Taiwan",
    "Nickname": "Radar",
    "Case Value ($M)": "665.4",
    "Mil Dept": "Air Force",
    "LOR Rec'd": "13/02/2023",
    "Implemented": "04/03/2024",
    "Case Status": "Open",
    "36(b) Transmittal": "22-44",
    "Shoe size": "43",
}
LINES = {
    "Case": "TW-D-QBA",
    "Line No.": "001",
    "Nomenclature": "Radar",
    "Qty": "3",
    "UI": "EA",
    "Line Value": "$5",
    "MDE?": "Y",
    "Unit Cost": "$1,000",
    "SC": "P",
    "TA": "3",
    "ORC": "A",
    "DTC": "4",
}
ORDERS = {
    "Order Number": "JA-1",
    "ACSA": "acsa-jp-2016",
    "Order Date": "2025-01-01",
    "NSN": "9140-00-000-0001",
    "Quantity Requested": "5",
    "Qty Furnished": "5",
    "Unit of Measure": "L",
    "Unit Price": "2",
    "Extended Price": "10",
    "Billing Currency": "USD",
    "Order Total": "10",
    "Fund Cite": "97 X",
    "POL": "yes",
}


def guessed(row, name=None):
    found = guess(name, list(row), [Record(row)])
    return {each.header: str(each.column.field) if each.column else None for each in found.guesses}


def test_columns_of_a_list_of_cases_are_guessed_and_what_is_not_understood_is_left():
    assert guessed(CASES) == {
        "FMS Case": "case.designator",
        "Customer": "case.purchaser",
        "Nickname": "case.title",
        "Case Value ($M)": "case.value_usd",
        "Mil Dept": "case.agency",
        "LOR Rec'd": "case.requested_on",
        "Implemented": "case.implemented_on",
        "Case Status": "case.status",
        "36(b) Transmittal": "case.notice",
        "Shoe size": None,
    }


@pytest.mark.parametrize(
    ("header", "field"), [("LOR Date", "requested_on"), ("LRO Date", "requested_on"), ("LOA Date", None)]
)
def test_a_word_that_is_known_is_no_other_one_misspelt(header, field):
    guessed = guess("Cases", ["Case", header], [Record({"Case": "TW-D-QBA", header: "2024-03-05"}, "cases.csv:2")])

    [_, found] = guessed.guesses
    assert found.column == (None if field is None else Column(FIELDS[f"case.{field}"]))


@pytest.mark.parametrize(
    ("header", "field", "key"),
    [("Award Date", "contract.signed_on", "Contract Number"), ("Due Date", "milestone.planned_on", "Milestone Code")],
)
def test_a_column_tells_of_what_stands_beside_only_where_another_says_which_one_it_is(header, field, key):
    told = {"FMS Case": "TW-D-QBA", "Case Status": "Open", header: "2024-03-05"}

    assert guessed(told)[header] is None
    assert guessed({**told, key: "X1"})[header] == field


def test_the_codes_of_milestones_that_head_columns_say_which_ones_they_are():
    assert guessed({"FMS Case": "TW-D-QBA", "MILSGN": "2024-03-05"})["MILSGN"] == "milestone.happened_on"


def test_columns_of_a_list_of_lines_are_guessed():
    assert guessed(LINES) == {
        "Case": "case.designator",
        "Line No.": "line.number",
        "Nomenclature": "line.title",
        "Qty": "line.quantity",
        "UI": "line.unit",
        "Line Value": "line.value_usd",
        "MDE?": "line.mde",
        "Unit Cost": "line.unit_cost_usd",
        "SC": "line.source_of_supply",
        "TA": "line.type_of_assistance",
        "ORC": "line.offer_release",
        "DTC": "line.delivery_term",
    }


def test_columns_of_cross_servicing_orders_are_guessed():
    assert guessed(ORDERS) == {
        "Order Number": "order.number",
        "ACSA": "order.agreement",
        "Order Date": "order.ordered_on",
        "NSN": "item.stock_no",
        "Quantity Requested": "item.quantity_requested",
        "Qty Furnished": "item.quantity_furnished",
        "Unit of Measure": "item.unit",
        "Unit Price": "item.unit_price",
        "Extended Price": "item.extended_price",
        "Billing Currency": "order.currency",
        "Order Total": "order.total",
        "Fund Cite": "order.fund_citation",
        "POL": "item.pol",
    }


def test_a_column_whose_cells_do_not_read_as_what_its_header_says_is_not_understood():
    assert guessed({"Case": "TW-D-QBA", "Offer Date": "see remarks"})["Offer Date"] is None


def test_codes_of_customers_are_told_from_names_by_the_cases_beside_them():
    assert guessed({"Case": "AT-P-SAG", "Country": "AT"})["Country"] == "case.customer_code"
    assert guessed({"Case": "AT-P-SAG", "Country": "Australia"})["Country"] == "case.purchaser"


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("LOA Value ($K)", "thousands"),
        ("LOA Value ($M)", "millions"),
        ("LOA Value (000s)", "thousands"),
        ("LOA Value", ""),
    ],
)
def test_the_unit_of_a_sum_is_read_from_its_header(header, unit):
    (_, found) = guess(None, ["Case", header], [Record({"Case": "TW-D-QBA", header: "5"})]).guesses

    assert found.column is not None
    assert (str(found.column.field), found.column.unit) == ("case.value_usd", unit)


@pytest.mark.parametrize(
    ("days", "order", "ambiguous"),
    [
        (["13/02/2023", "04/03/2024"], "day-first", ""),
        (["02/13/2023", "04/03/2024"], "month-first", ""),
        (["04/03/2024", "2024-01-01"], "", "04/03/2024"),
        (["13/02/2023", "02/13/2023"], "", "13/02/2023"),
        (["2024-01-01"], "", ""),
    ],
)
def test_the_order_of_dates_is_told_only_where_the_cells_show_it(days, order, ambiguous):
    rows = [Record({"Case": "TW-D-QBA", "Offer Date": day}) for day in days]

    found = guess(None, ["Case", "Offer Date"], rows)

    assert (found.dates, found.ambiguous) == (order, ambiguous)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_headed_by_the_names_of_fields_is_one_of_their_kind(kind):
    names = [field.name.replace("_", " ").title() for field in KINDS[kind].fields]

    assert guess(kind, names, []).kind.name == kind


def test_no_header_stands_for_two_fields_of_one_kind():
    told = [(field.kind, plain(header)) for field in ALL for header in set(headers_of(field))]
    twice = {pair for pair in told if told.count(pair) > 1}

    assert twice == set()


def test_every_field_of_the_list_of_headers_is_a_field():
    told = {f"{kind}.{name}" for kind, names in TOLD.items() if kind in {*KINDS, "source"} for name in names}

    assert told <= FIELDS.keys()
    assert TOLD.keys() - KINDS.keys() == {"sheets", "source", "milestones", "words"}


def book(path: Path) -> Path:
    """A workbook of two sheets."""
    with Workbook(str(path)) as made:
        for name, row in {"Open cases": CASES, "Line items": LINES}.items():
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, list(row))
            sheet.write_row(1, 0, list(row.values()))
    return path


def test_a_mapping_that_was_guessed_is_read_as_it_was_shown(tmp_path):
    path = book(tmp_path / "book.xlsx")
    proposal = propose(path, "My desk")
    proposal.save()

    mapping = mapping_of(path)

    assert [sheet.name for sheet in mapping.sheets] == ["Open cases", "Line items"]
    shown = [{each.header: each.column for each in sheet.guesses} for sheet in proposal.sheets]
    read = [dict(sheet.columns) for sheet in mapping.sheets]
    assert [{name: str(c and (c.field, c.unit)) for name, c in told.items()} for told in read] == [
        {name: str(c and (c.field, c.unit)) for name, c in told.items()} for told in shown
    ]
    assert mapping.part(path) == "my-desk/book"


def test_a_mapping_that_does_not_say_whose_sheet_it_is_is_not_used(tmp_path):
    path = book(tmp_path / "book.xlsx")
    propose(path).save()

    with pytest.raises(LoadRefused, match="the mapping lacks office"):
        mapping_of(path)


def test_a_mapping_is_never_written_over_another(tmp_path):
    path = book(tmp_path / "book.xlsx")
    Path(f"{path}{SUFFIX}").write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError):
        propose(path).save()

    assert Path(f"{path}{SUFFIX}").read_text(encoding="utf-8") == "mine"


def test_the_command_shows_column_meaning_and_how_sure_it_is_and_loads_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORD_HOME", str(tmp_path / "home"))
    path = book(tmp_path / "book.xlsx")

    told = CliRunner().invoke(app, ["load", "--map", str(path), "--office", "desk"])

    assert told.exit_code == 0
    rows = [line.split() for line in told.stdout.splitlines()]
    assert ["Line", "items", "Qty", "line.quantity", "100%", "3"] in rows
    assert ["Open", "cases", "Shoe", "size", "?", "43"] in rows
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            "Country,Case Status,Shoe size",
            "Nothing says case.designator, so that no row would be loaded: say in it which column does",
        ),
        (
            "Shoe size,Hat size",
            "No column is understood: it is a sheet of none of case, acsa-order, agreement,",
        ),
    ],
)
def test_the_command_says_what_keeps_a_sheet_from_being_loaded(tmp_path, header, said):
    path = tmp_path / "sheet.csv"
    path.write_text(f"{header}\n", encoding="utf-8")

    told = CliRunner().invoke(app, ["load", "--map", str(path), "--office", "desk"])

    assert said in " ".join(told.stdout.split())


@given(
    st.lists(st.text(min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=6, unique=True),
    st.text(max_size=9),
)
def test_whatever_the_headers_the_mapping_that_is_guessed_can_be_read(tmp_path_factory, names, cell):
    folder = tmp_path_factory.mktemp("any")
    path = folder / "any.csv"
    path.write_text("x\n", encoding="utf-8")
    rows = [Record(dict.fromkeys(names, cell))]
    proposal = Proposal(path, "desk", (guess(None, names, rows),))

    proposal.save()

    assert list(mapping_of(path).sheets[0].columns) == names
