"""Published sheets become transfers, licences, assistance, screening entries: each row loaded, left out or refused."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from loaders import loaders
from loaders.core import LeftOut
from loaders.recognize import recognized
from loaders.rows import amount, day, no_party, whole
from loaders.run import Options, load
from loaders.sources.screening import BODY
from queries import LIBRARY
from schema.errors import LoadRefused, RowError
from tests.parties import anew

REPORTS = Path(__file__).parent / "data" / "reports"
SOURCES = {
    "eda": "excess-transfers",
    "655": "licence-totals",
    "assistance-new": "foreign-assistance",
    "assistance-old": "foreign-assistance",
    "screening": "screening",
}


def rows(name):
    """The rows of the sample that hold something, without any of our own reading."""
    with (REPORTS / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [row for row in csv.DictReader(lines) if any(str(cell).strip() for cell in row.values())]


def tried(graph, name):
    return load(graph, loaders()[SOURCES[name]], REPORTS / f"{name}.csv", Options(dry_run=True))


def told(outcome, label):
    found = [row for row in outcome.diff.new_nodes if row.node.label == label]
    return {
        row.id: {key: v for key, v in row.props.items() if not key.endswith(("_earliest", "_latest"))} for row in found
    }


def ends(outcome, type_):
    return Counter(link.end for link in outcome.diff.new_edges if link.rel.type == type_)


@pytest.mark.parametrize("name", SOURCES)
def test_a_sheet_is_recognised_by_its_columns(name):
    assert [loader.name for loader in recognized(REPORTS / f"{name}.csv")] == [SOURCES[name]]


@pytest.mark.parametrize(("name", "label"), [
    ("eda", "ExcessTransfer"), ("655", "LicenceTotal"), ("assistance-new", "AssistanceTransaction"),
    ("assistance-old", "AssistanceTransaction"), ("screening", "ScreeningEntry"),
])  # fmt: skip
def test_every_row_is_loaded_left_out_or_refused(loaded, name, label):
    outcome = tried(loaded, name)

    assert len(told(outcome, label)) + len(outcome.refused) + sum(outcome.left_out.values()) == len(rows(name))


def test_an_excess_article_is_read_cell_by_cell(loaded):
    outcome = tried(loaded, "eda")

    (cutter,) = [
        props for props in told(outcome, "ExcessTransfer").values() if props["title"] == "High Endurance Cutter"
    ]
    assert {key: value for key, value in cutter.items() if key != "id"} == {
        "title": "High Endurance Cutter",
        "transfer_authority": "Grant Authority",
        "fiscal_year": 2020,
        "status": "Service Authorized to Supply EDA",
        "status_on": "2020-06-10",
        "quantity_requested": 1,
        "quantity_allocated": 1,
        "quantity_accepted": 0,
        "quantity_rejected": 0,
        "quantity_delivered": 0,
        "acquisition_value_usd": 1_000_000.0,
        "current_value_usd": 100_000.5,
    }


def test_excess_articles_go_to_recipients_by_agencies_under_authorities(loaded):
    outcome = tried(loaded, "eda")

    assert ends(outcome, "TRANSFERRED_TO") == {"nation/BH": 1, "nation/KR": 2, "nation/TT": 1}
    assert ends(outcome, "IMPLEMENTED_BY") == {"org/navy": 1, "org/army": 2, "org/dla": 1}
    assert ends(outcome, "UNDER") == {"usc/22/2321j": 3, "usc/22/2761": 1}


def test_rows_that_are_alike_are_numbered(loaded):
    trucks = {
        id: props for id, props in told(tried(loaded, "eda"), "ExcessTransfer").items() if "TRUCK" in props["title"]
    }

    first, second = sorted(trucks)
    assert second == f"{first}-2"
    assert [set(props) & {"quantity_accepted", "current_value_usd"} for props in trucks.values()] == [set(), set()]


def test_what_is_no_recipient_is_left_out_and_what_is_unknown_refused(loaded):
    outcome = tried(loaded, "eda")

    assert outcome.left_out == {"a total of classified rows": 1, "a state that is no more": 1}
    assert [(error.where, error.field) for error in outcome.refused] == [
        ("eda.csv:8", "Country (Transfer to)"),
        ("eda.csv:9", "Transfer Authority"),
        ("eda.csv:10", "Status Date"),
        ("eda.csv:11", "Qty Requested"),
    ]


def test_sums_among_the_rows_are_not_summed_again(loaded):
    outcome = tried(loaded, "655")

    found = [tuple(props.get(name) for name in LICENSED) for props in told(outcome, "LicenceTotal").values()]
    assert sorted(found, key=str) == [
        (1999, "All categories", 15_457_368.0, None),
        (2018, "VIII", 1_000_000.0, 5_000.0),
        (2019, "Agreements", 143_516_040.0, None),
        (2019, "All categories", None, 13_369_781.0),
        (2019, "I(a)", 174_955.0, None),
        (2019, "XII", 41_542_737.0, None),
    ]
    assert ends(outcome, "LICENSED_TO") == {"nation/TW": 5, "nation/JP": 1}
    assert outcome.left_out["a total of other rows"] == 1


@pytest.mark.parametrize(("name", "account", "office", "count"), [
    ("assistance-new", "Funding Account Name", "Managing Sub-agency or Bureau Acronym", 1),
    ("assistance-old", "funding_account_name", "subagency_acronym", 1),
])  # fmt: skip
def test_only_security_assistance_is_kept(loaded, name, account, office, count):
    others = [row for row in rows(name) if row[office] != "DSCA" and not row[account].startswith(("For", "Int", "Mil"))]

    assert tried(loaded, name).left_out["no security assistance"] == len(others) == count


def test_assistance_is_read_in_either_layout(loaded):
    new, old = (told(tried(loaded, name), "AssistanceTransaction") for name in ("assistance-new", "assistance-old"))

    said = sorted((props["fiscal_year"], props["amount_usd"]) for props in (*new.values(), *old.values()))
    assert said == [(1976, -2_500_000.0), (2010, 2_220_000_000.0), (2019, 740.0), (2019, 740.0), (2020, 1000.0)]
    assert [props["fiscal_year"] for props in new.values() if props.get("transition_quarter")] == [1976]


def test_persons_are_left_out_and_counted_and_nowhere_named(loaded):
    outcome = tried(loaded, "screening")

    assert Counter(reason.partition(":")[0] for reason in Counter(outcome.left_out).elements()) == {
        "perhaps a private person": 1,
        "a private person": 2,
        "a ship or an aircraft": 1,
    }
    kept = {props["title"] for props in told(outcome, "ScreeningEntry").values()}
    assert kept == {"Example Radar Research Institute", "EXAMPLE TRADE", "Ministry of Examples", "AASPT"}
    everything = repr([(row.props, row.origin) for row in outcome.diff.new_nodes] + [*outcome.left_out])
    assert [name for name in ("Public", "DOE", "Someone", "1955") if name in everything] == []


def test_an_entry_tells_who_keeps_the_list_and_where_it_surely_has_addresses(loaded):
    outcome = tried(loaded, "screening")

    assert ends(outcome, "LISTED_BY") == {"org/commerce": 2, "org/treasury": 1, "org/state": 1}
    assert ends(outcome, "ADDRESS_IN") == {"nation/CN": 2, "nation/CY": 1, "nation/CH": 1}
    assert told(outcome, "ScreeningEntry")["screening/aa01"]["aliases"] == ["ERRI", "Example Institute"]


@pytest.mark.parametrize("name", ["Sa'id Al-As", "Ali Reza", "I. ASH", "Christian Marine", "Jose SA Lopez"])
def test_a_name_that_may_be_of_a_person_is_not_taken_for_a_body(name):
    assert not BODY.search(name)


def test_a_report_loaded_again_with_another_status_changes_that_row_alone(graph, tmp_path):
    path = tmp_path / "eda.csv"
    lines = (REPORTS / "eda.csv").read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join([lines[0], *(line.replace("Bahrain", "Poland") for line in lines[1:2])]), encoding="utf-8"
    )
    store = anew(graph, tmp_path)
    load(store, loaders()["excess-transfers"], path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("Service Authorized to Supply EDA", "EDA Delivered"), "utf-8"
    )

    outcome = load(store, loaders()["excess-transfers"], path)

    assert (outcome.counts["new"], outcome.counts["changed"], outcome.counts["pruned"]) == (0, 1, 0)


@pytest.mark.parametrize(("cell", "said"), [
    ("$1,234.50", 1234.5), ("(12)", -12), ("-$3", -3), ("N/A", None), (None, None), ("0", 0),
])  # fmt: skip
def test_an_amount_is_read_as_sheets_print_it(cell, said):
    assert amount(cell, "value") == said


@pytest.mark.parametrize(
    ("cell", "said"), [("5/11/20", "2020-05-11"), ("9/30/2011", "2011-09-30"), ("2020-05-11", "2020-05-11"), ("", None)]
)
def test_a_day_is_read_as_sheets_print_it(cell, said):
    assert day(cell, "day") == said


@pytest.mark.parametrize("cell", ["13/1/20", "soon", "2/30/18"])
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(RowError):
        day(cell, "day")


def test_a_part_of_one_is_no_count():
    with pytest.raises(RowError, match="no whole number"):
        whole("1.5", "quantity")


@pytest.mark.parametrize(
    "name", ["Section 333", "Presidential Drawdown", "Classified Totals", "Serbia And Montenegr", "World"]
)
def test_rows_that_name_no_recipient_are_known(name):
    with pytest.raises(LeftOut):
        no_party(name)


@pytest.mark.parametrize("name", ["Serbia", "Montenegro", "Equatorial Guinea", "Macedonia (fyrom)", "Vietnam"])
def test_no_country_is_taken_for_a_total(name):
    no_party(name)


def test_a_sheet_without_the_columns_is_refused(loaded, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(LoadRefused, match="columns are not there"):
        load(loaded, loaders()["screening"], path, Options(dry_run=True))


CORRECTED = "In FR Doc. 2026-90001 on page 10402, the number of systems is corrected to read eighteen (18)."
LICENSED = ("fiscal_year", "usml_category", "authorized_usd", "shipped_usd")
ASKED: dict[str, dict[str, object]] = {
    "excess-transfers-of-nation": {"recipient": "nation/KR"},
    "assistance-by-account": {"recipient": "nation/TW"},
    "licences-by-category": {"nation": "nation/TW", "since": 2019},
    "screening-lists": {"words": "example inst"},
    "amended-notices": {},
    "notices-of-case": {"designator": "TK-D-SAB"},
}
ANSWERS = {
    "excess-transfers-of-nation": [("EDA Delivered", "Grant Authority", 2, 20, 10_000.0, None, "2019-12-01")],
    "assistance-by-account": [(2019, "Department of Defense, Operation and Maintenance, Defense-Wide", 2, 1480.0)],
    "licences-by-category": [
        (2019, "Agreements", None, 143_516_040.0, None),
        (2019, "All categories", None, None, 13_369_781.0),
        (2019, "I(a)", 212, 174_955.0, None),
        (2019, "XII", 12_192, 41_542_737.0, None),
    ],
    "screening-lists": [
        (
            *("screening/aa01", "Example Radar Research Institute", "Entity List (EL)", "org/commerce"),
            *([], ["nation/CN", "nation/CY"], "2018-08-01", None),
        )
    ],
    "amended-notices": [
        (
            *("notice/46-05", "Large Aircraft Infrared Countermeasures", "notice-amendment/fr-2026-90003"),
            *("correction", None, CORRECTED),
        )
    ],
    "notices-of-case": [
        ("notice/46-05", "Large Aircraft Infrared Countermeasures", "2026-01-15", 60_000_000.0, False),
    ],
}


def test_the_questions_about_reports_are_answered_from_them(graph, tmp_path):
    store = anew(graph, tmp_path)
    for name, source in SOURCES.items():
        load(store, loaders()[source], REPORTS / f"{name}.csv")
    for name in ("2026-90001.txt", "2026-90003.txt"):
        load(store, loaders()["notices"], REPORTS.with_name("notices") / name)

    assert {name: asked(store, name) for name in ASKED} == ANSWERS


def asked(store, name):
    query = LIBRARY[name]
    given = {param: ASKED[name].get(param, declared.default) for param, declared in query.params.items()}
    return [tuple(row.values()) for row in store.read(query.text, given)]
