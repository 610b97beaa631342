"""Sheets that offices keep: what their rows become, cases with their lines, orders, agreements and contacts."""

import csv

import pytest

from loaders.run import load
from loaders.sources.sheets import SHEETS
from queries import LIBRARY
from tests.desk import DATA, ends, ids, known, props, sheet


@pytest.fixture(scope="module")
def world(session_graph):
    """The graph with what sheets speak of; each test tells its own facts, under a name of its own."""
    return known(session_graph)


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


def test_an_agency_that_contradicts_the_letter_of_its_case_is_loaded_and_found(world, tmp_path):
    rows = [
        "AT-D-SAA,Navy",  # the letter is the Air Force's
        "AT-P-SAB,org/usmc-ip",  # a part of the Navy
        "AT-V-SAC,DLA",  # the letter is of a part of DLA
        "AT-B-SAD,B",
        "AT-D-SAE,",
        "AT-X-SAF,Army",  # nothing is known of the letter
        "TW-B-SAG,P",
    ]
    path = sheet(tmp_path / "a.csv", "\n".join(["Case,IA", *rows]), "Case=case.designator,IA=case.agency")

    assert load(world, SHEETS, path).refused == ()
    query = LIBRARY["contradicted-agencies"]
    found = {
        buyer: [
            (row["case"], row["agency"], row["letter"], row["by_letter"], row["confidence"])
            for row in world.read(query.text, query.bind({"purchaser": buyer}))
        ]
        for buyer in ("nation/AU", "nation/TW")
    }
    assert found == {
        "nation/AU": [("case/AT-D-SAA", "org/navy", "D", "org/af", "documented")],
        "nation/TW": [("case/TW-B-SAG", "org/navy", "B", "org/army", "general-knowledge")],
    }


def test_a_case_with_no_customer_code_known_is_loaded_without_a_buyer_and_found(world, tmp_path):
    told = "Case,Title,Buyer\nQQ-D-SBA,Strange,\nQQ-X-SBB,Stranger,\nQQ-P-SBC,Told,Australia\nAT-P-SBD,Coded,\n"
    path = sheet(tmp_path / "b.csv", told, "Case=case.designator,Title=case.title,Buyer=case.purchaser")
    lines = sheet(tmp_path / "l.csv", "Case,Line\nQQ-D-SBE,1\n", "Case=case.designator,Line=line.number")
    assert [error for file in (path, lines) for error in load(world, SHEETS, file).refused] == []

    query = LIBRARY["cases-without-purchaser"]
    rows = world.read(query.text, query.bind({"told_by": props(world, "case/QQ-D-SBA")["source"]}))
    assert [(row["case"], row["title"], row["code"], row["agency"]) for row in rows] == [
        ("case/QQ-D-SBA", "Strange", "QQ", "org/af"),
        ("case/QQ-X-SBB", "Stranger", "QQ", None),
    ]
    every = {row["case"] for row in world.read(query.text, query.bind({}))}
    assert "case/QQ-D-SBE" not in every  # its sheet tells a line of it alone


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


def test_an_item_told_twice_is_refused_with_both_places_where_it_is_told_differently(world, tmp_path):
    rows = ("1,diesel,10", "1,diesel,12", "2,water,3", "1,diesel,10", ",tents,4", "3,ropes,5")
    text = "Order,No,Item,Asked\n" + "".join(f"JA-25-0077,{row}\n" for row in rows)
    columns = "Order=order.number,No=item.number,Item=item.title,Asked=item.quantity_requested"

    outcome = load(world, SHEETS, sheet(tmp_path / "items.csv", text, columns))

    items = {id for id in ids(world, "sheets:desk/items") if id.startswith("order-item/")}
    assert {id: props(world, id)["quantity_requested"] for id in items} == {
        "order-item/JA-25-0077/1": 10.0,
        "order-item/JA-25-0077/2": 3.0,
        "order-item/JA-25-0077/3": 4.0,
    }
    assert [(error.where, error.what, error.remedy.split()[-1]) for error in outcome.refused] == [
        ("items.csv:3", "item 1 of the order JA-25-0077 is told twice, differently", "items.csv:2"),
        ("items.csv:7", "item 3 of the order JA-25-0077 is told twice, differently", "items.csv:6"),
    ]


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
