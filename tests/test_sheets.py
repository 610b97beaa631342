"""Sheets that offices keep: what their rows become, by a mapping or a template, and what is refused or left out."""

import csv
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from graph.prepare import prepare
from loaders import loaders
from loaders.rejects import write_rejects
from loaders.run import Options, load
from loaders.sheets.kinds import FORMS, KINDS, columns
from loaders.sheets.mapping import SUFFIX
from loaders.sheets.template import texts, workbook
from loaders.sources.sheets import SHEETS, by_mapping
from schema.errors import LoadRefused, UsageError
from tests.conftest import wipe

DATA = Path(__file__).parent / "data" / "sheets"
NEEDED = ("lifecycle", "organizations", "nations", "authorities", "acsas", "notifications", "case-codes")


@pytest.fixture(scope="module")
def world(session_graph):
    """The graph with what sheets speak of; each test tells its own facts, under a name of its own."""
    wipe(session_graph)
    prepare(session_graph)
    for name in loaders():
        if name in NEEDED:
            load(session_graph, loaders()[name])
    return session_graph


def sheet(path: Path, text: str, columns: str, **told: str) -> Path:
    """A CSV file and its mapping: `columns` as header=field, parted by commas."""
    path.write_text(text, encoding="utf-8")
    lines = [f"office: {told.pop('office', 'desk')}", *(f"{name}: {value}" for name, value in told.items())]
    lines += ["sheets:", "- columns:", *(f'    "{each.replace("=", chr(34) + ": ", 1)}' for each in columns.split(","))]
    Path(f"{path}{SUFFIX}").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def ends(graph, owner, type_):
    rows = graph.read(
        f"MATCH (a:Entity)-[r:{type_}]->(b:Entity) WHERE r.loader = $owner RETURN a.id AS a, b.id AS b",
        {"owner": owner},
    )
    return {(row["a"], row["b"]) for row in rows}


def props(graph, id):
    return graph.read("MATCH (n:Entity {id: $id}) RETURN properties(n) AS told", {"id": id})[0]["told"]


def ids(graph, owner):
    return {row["id"] for row in graph.read("MATCH (n:Entity) WHERE n.loader = $o RETURN n.id AS id", {"o": owner})}


def test_the_sample_becomes_its_cases_with_what_its_rows_say_of_them(world):
    outcome = load(world, SHEETS, DATA / "cases.csv")
    owner = "sheets:pacific-desk/cases"

    assert ids(world, owner) == {"case/TW-D-QBA", "case/AT-P-SAG", "case/SR-P-TDD", "milestone/TW-D-QBA/MILSGN"}
    assert ends(world, owner, "PURCHASED_BY") == {
        ("case/TW-D-QBA", "nation/TW"),
        ("case/AT-P-SAG", "nation/AU"),
        ("case/SR-P-TDD", "nation/SA"),
    }
    assert ends(world, owner, "IMPLEMENTED_BY") == {
        ("case/TW-D-QBA", "org/af"),
        ("case/AT-P-SAG", "org/navy"),
        ("case/SR-P-TDD", "org/navy"),
    }
    assert ends(world, owner, "NOTIFIED_IN") == {("case/TW-D-QBA", "notice/22-44")}
    assert ends(world, owner, "FOR_SYSTEM") == {("case/TW-D-QBA", "system/surveillance-radar-program")}
    assert ends(world, owner, "FULFILLED_BY") == {
        ("case/AT-P-SAG", "contract/FA000023C0001"),
        ("case/AT-P-SAG", "contract/FA000023C0002"),
    }
    told = props(world, "case/TW-D-QBA")
    days = [told[name] for name in ("requested_on", "offered_on", "accepted_on")]
    assert (told["value_usd"], days) == (665_400_000.0, ["2023-02-13", "2024-03-04", "2024-06-03"])
    assert outcome.left_out == {"a row of totals": 1}
    assert [(error.where, error.field) for error in outcome.refused] == [("cases.csv:5", "case.purchaser")]


def test_as_many_records_are_loaded_left_out_and_refused_as_the_file_has_rows(world):
    outcome = load(world, SHEETS, DATA / "cases.csv")

    with (DATA / "cases.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    cases = world.read("MATCH (c:Case) WHERE c.loader = 'sheets:pacific-desk/cases' RETURN count(c) AS n")[0]["n"]
    assert cases + sum(outcome.left_out.values()) + len(outcome.refused) == len(rows)


def test_a_row_whose_buyer_is_not_that_of_its_customer_code_is_refused(world, tmp_path):
    path = sheet(tmp_path / "trap.csv", "Case,CC\nAT-P-SAG,AT\n", "Case=case.designator,CC=case.purchaser")

    (error,) = load(world, SHEETS, path).refused

    assert "AT-P-SAG is a case of nation/AU by its customer code, and the row says nation/AT" in error.what
    assert "case.customer_code" in error.remedy


def test_rows_that_tell_a_line_each_tell_their_case_once_or_alike(world, tmp_path):
    text = "Case,Title,Line,What,Qty\nCN-B-AAA,,1,Radio,10\nCN-B-AAA,Radios,1a,Battery,\nCN-B-AAA,Radios,002,Spares,1\n"
    meant = "Case=case.designator,Title=case.title,Line=line.number,What=line.description,Qty=line.quantity"
    path = sheet(tmp_path / "lines.csv", text, meant)

    assert load(world, SHEETS, path).refused == ()

    assert props(world, "case/CN-B-AAA")["title"] == "Radios"
    lines = {f"case-line/CN-B-AAA/{number}" for number in ("001", "001a", "002")}
    assert ids(world, "sheets:desk/lines") == {"case/CN-B-AAA", *lines}
    assert ends(world, "sheets:desk/lines", "HAS_LINE") == {
        ("case/CN-B-AAA", "case-line/CN-B-AAA/001"),
        ("case/CN-B-AAA", "case-line/CN-B-AAA/002"),
        ("case-line/CN-B-AAA/001", "case-line/CN-B-AAA/001a"),
    }


@pytest.mark.parametrize("order", [("case", "line"), ("line", "case")], ids="-".join)
def test_cases_and_their_lines_may_stand_in_files_of_their_own_in_any_order(world, tmp_path, order):
    designator = f"CN-B-{order[0][:3].upper()}"
    sheets = {
        "case": f"case.designator,case.title,case.value_usd\n{designator},Apart,5\n",
        "line": f"case.designator,line.number,line.quantity\n{designator},1,5\n{designator},2,6\n",
    }

    for kind in (*order, *order):
        path = tmp_path / f"{order[0]}-{kind}.csv"
        path.write_text(sheets[kind], encoding="utf-8")
        assert load(world, SHEETS, path).refused == ()

    found = {kind: ids(world, f"sheets:{order[0]}-{kind}") for kind in order}
    lines = {f"case-line/{designator}/001", f"case-line/{designator}/002"}
    assert found == {"case": {f"case/{designator}"}, "line": lines}
    assert ends(world, f"sheets:{order[0]}-line", "HAS_LINE") == {(f"case/{designator}", line) for line in lines}
    assert ends(world, f"sheets:{order[0]}-case", "PURCHASED_BY") == {(f"case/{designator}", "nation/CA")}


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


# Cross-servicing orders


def test_an_order_is_joined_from_its_rows_with_what_petroleum_is_of_it(world):
    assert load(world, SHEETS, DATA / "orders.csv").refused == ()
    owner = "sheets:pacific-logistics/orders"

    told = props(world, "order/JA-25-0001")
    assert {name: told[name] for name in ("total", "value_usd", "pol_usd", "payment", "transferred_on")} == {
        "total": 3000.0,
        "value_usd": 3000.0,
        "pol_usd": 2500.0,
        "payment": "cash",
        "transferred_on": "2025-03-04",
    }
    assert ends(world, owner, "HAS_ITEM") == {
        ("order/JA-25-0001", "order-item/JA-25-0001/1"),
        ("order/JA-25-0001", "order-item/JA-25-0001/2"),
        ("order/JA-25-0002", "order-item/JA-25-0002/1"),
    }
    assert ends(world, owner, "PLACED_BY") == {
        ("order/JA-25-0001", "nation/JP"),
        ("order/JA-25-0002", "nation/US"),
    }
    assert ends(world, owner, "PLACED_UNDER") == {
        (order, "agreement/acsa-jp-2016") for order in ("order/JA-25-0001", "order/JA-25-0002")
    }


def test_a_bill_in_another_currency_has_no_value_in_dollars(world):
    load(world, SHEETS, DATA / "orders.csv")

    told = props(world, "order/JA-25-0002")

    assert (told["total"], told["currency"], told["payment"]) == (90000.0, "JPY", "replacement-in-kind")
    assert "value_usd" not in told


def test_elements_that_an_order_leaves_out_are_told_and_refuse_nothing(world):
    load(world, SHEETS, DATA / "orders.csv")

    of_paper = {
        *("office to be billed", "authorized orderer", "payee", "remittance office", "signature of the recipient"),
        *("receiving organization", "issuing organization", "fund citation", "official who agrees to provide"),
        *("special requirements", "limit of the government's liability", "issuing official"),
    }
    assert set(props(world, "order/JA-25-0001")["missing"]) == {*of_paper, "stock number"}
    assert set(props(world, "order/JA-25-0002")["missing"]) == {
        *of_paper,
        "date and place of transfer",
        "schedule of replacement",
    }


# Agreements, parties and contacts


def test_a_desk_keeps_agreements_parties_and_contacts_of_its_own(world, tmp_path):
    kept = {
        "agreement": {"id": "desk-1", "title": "Desk", "kinds": "acsa", "status": "Active", "parties": "US; Japan"},
        "partnership": {"id": "desk-2", "title": "Wing", "status": "in-force", "members": "Norway;Hungary"},
        "contact": {"of": "DSCA", "title": "Policy office", "email": "office@example.org"},
    }
    for kind, values in kept.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(
            ",".join(f"{kind}.{name}" for name in values) + "\n" + ",".join(values.values()) + "\n", encoding="utf-8"
        )
        assert load(world, SHEETS, path).refused == ()
    path = tmp_path / "party.csv"
    path.write_text(
        "party.agreement,party.stakeholder,party.role\nagreement/desk-1,Norway,observer\n", encoding="utf-8"
    )
    assert load(world, SHEETS, path).refused == ()

    found = {owner: ids(world, f"sheets:{owner}") for owner in kept}
    assert found == {
        "agreement": {"agreement/desk-1"},
        "partnership": {"agreement/desk-2"},
        "contact": {"contact/org-dsca/policy-office"},
    }
    parties = set().union(
        *(ends(world, f"sheets:{owner}", "PARTY_TO") for owner in ("agreement", "partnership", "party"))
    )
    assert parties == {
        ("nation/US", "agreement/desk-1"),
        ("nation/JP", "agreement/desk-1"),
        ("nation/NO", "agreement/desk-1"),
        ("nation/NO", "agreement/desk-2"),
        ("nation/HU", "agreement/desk-2"),
    }
    assert ends(world, "sheets:contact", "CONTACT_OF") == {("contact/org-dsca/policy-office", "org/dsca")}


# Templates


@pytest.mark.parametrize("write", [workbook, texts], ids=["xlsx", "csv"])
@pytest.mark.parametrize("form", FORMS)
def test_a_template_as_it_comes_loads_nothing_and_refuses_nothing(world, tmp_path, form, write):
    for path in write(form, tmp_path / f"fresh-{form}.{'xlsx' if write is workbook else 'csv'}"):
        outcome = load(world, SHEETS, path, Options(dry_run=True))

        assert (outcome.refused, outcome.counts["new"]) == ((), 0)
        assert set(outcome.left_out) == {"the example row of a template"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_row_without_its_mark_says_what_its_columns_mean(kind):
    told = {str(field): field.example for field in columns(kind) if field.example}

    assert {str(field) for field in columns(kind) if field.required} <= told.keys()


def test_a_filled_template_loads_without_a_mapping(world, tmp_path):
    (path,) = texts("contact", tmp_path / "embassy.csv")
    with path.open("a", encoding="utf-8") as lines:
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        values = {"contact.of": "Japan", "contact.title": "Desk for Japan", "contact.phone": "1"}
        lines.write(",".join(values.get(name, "") for name in header) + "\n")

    outcome = load(world, SHEETS, path)

    assert (outcome.refused, ids(world, "sheets:embassy")) == ((), {"contact/nation-JP/desk-for-japan"})


def test_a_template_is_never_written_over_a_file(tmp_path):
    path = tmp_path / "case.xlsx"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError):
        workbook("case", path)

    assert path.read_text(encoding="utf-8") == "mine"
