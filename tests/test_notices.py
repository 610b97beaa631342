"""Notices to Congress become notices of the graph, whatever they come wrapped in and in whatever order."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from loaders import loaders
from loaders.run import Options, load
from schema.errors import LoadRefused
from tests.parties import anew

NOTICES = Path(__file__).parent / "data" / "notices"
PRESS = Path(__file__).parent / "data" / "press"
FILES = {path.name: path for path in [*NOTICES.iterdir(), *PRESS.iterdir()]}
ORDERS = (
    ("2026-90001.txt", "answer.json", "congressional-record.txt"),
    ("answer.json", "congressional-record.txt", "2026-90001.txt"),
    ("congressional-record.txt", "2026-90001.txt", "answer.json"),
)
SECOND = "PRESS RELEASE - POLAND 26-15 CNV2.txt"
FIRST = "PRESS RELEASE - POLAND 26-15 CN.txt"
TOLD = """
MATCH (n:Notification {id: $id})
OPTIONAL MATCH (n)-[:PURCHASED_BY]->(buyer)
RETURN n.title AS title, n.total_value_usd AS total, n.loader AS loader, buyer.id AS buyer
"""
EVERYTHING = """
MATCH (n) WHERE n:Notification OR n:NoticeAmendment OR n:Publication
OPTIONAL MATCH (n)-[r]->(other:Entity) WHERE NOT other:Source AND NOT other:Revision
RETURN n.id AS id, n.title AS title, n.source AS source, n.loader AS loader, type(r) AS type, other.id AS other
"""


@pytest.fixture
def store(graph, tmp_path):
    """A graph that knows a few nations and departments."""
    return anew(graph, tmp_path)


def loader_of(path):
    head = path.read_bytes()[:65_536]
    (found,) = [loader for loader in loaders().values() if loader.recognizes and loader.recognizes(path, head)]
    return found


def loaded_file(graph, name, dry_run=False):
    return load(graph, loader_of(FILES[name]), FILES[name], Options(dry_run=dry_run))


def row(graph, name, id):
    (found,) = [row for row in loaded_file(graph, name, dry_run=True).diff.new_nodes if row.id == id]
    return {key: value for key, value in found.props.items() if not key.endswith(("_earliest", "_latest"))}


def test_every_sample_is_recognised_by_one_source():
    assert {name: loader_of(path).name for name, path in FILES.items()} == {
        path.name: "notices" if path.parent == NOTICES else "press-notices" for path in FILES.values()
    }


def test_a_notice_is_read_field_by_field(loaded):
    assert row(loaded, "2026-90001.txt", "notice/46-05") == {
        "id": "notice/46-05",
        "title": "Large Aircraft Infrared Countermeasures",
        "transmittal_no": "46-5",
        "purchaser_name": "Government of the Republic of Türkiye",
        "description": "Foreign Military Sales (FMS) case TK-D-XYZ was below congressional notification threshold at "
        "$12.0 million ($9.0 million in MDE) and included four (4) AN/AAQ-24(V)N pods. The notification is for growth: "
        "Major Defense Equipment (MDE): Sixteen (16) AN/AAQ-24(V)N Large Aircraft Infrared Countermeasures (LAIRCM) "
        'systems Non-MDE: The following non-MDE items will be included: spare parts and "fly-away" kits.',
        "total_value_usd": 60_000_000.0,
        "mde_value_usd": 41_500_000.0,
        "notified_on": "2026-01-15",
        "prime_contractors": [
            "Northrop Grumman Corp.",
            "The Boeing Company",
            "Lockheed Martin Missiles and Fire Control",
        ],
        "federal_register_no": "2026-90001",
        "case_designator": "TK-D-QXA, TK-D-QXB",
        "prior_cases": ["TK-D-SAA", "TK-D-SAB"],
        "funding_source": "National Funds",
        "sales_commission": "None known at this time",
        "offset_statement": "At this time, the U.S. Government is not aware of any offset agreement proposed in "
        "connection with this potential sale. Any offset agreement will be defined in negotiations between the "
        "purchaser and the contractor.",
        "balance_statement": "The proposed sale of this equipment and support will not alter the basic military "
        "balance in the region.",
    }


def test_a_notice_is_joined_to_its_buyer_its_department_and_the_document_that_prints_it(loaded):
    edges = {link.key for link in loaded_file(loaded, "2026-90001.txt", dry_run=True).diff.new_edges}

    assert edges == {
        "notice/46-05|PURCHASED_BY|nation/TR",
        "notice/46-05|IMPLEMENTED_BY|org/af",
        "publication/2026-90001|PUBLISHES|notice/46-05",
    }


def test_a_file_may_hold_several_notices_and_letters_that_stand_for_one(loaded):
    outcome = loaded_file(loaded, "congressional-record.txt", dry_run=True)

    notices = [row for row in outcome.diff.new_nodes if row.node.label == "Notification"]
    told = {row.id: (row.props["purchaser_name"], row.props["total_value_usd"]) for row in notices}
    taiwan = "Taipei Economic and Cultural Representative Office in the United States pursuant to the Taiwan Relations "
    assert told == {
        "notice/46-05": ("Government of Turkey", 60e6),
        "notice/46-06": (f"{taiwan}Act (P. L. 96-8) and Executive Order 13014", 1.5e9),
        "notice/46-07": ("the Kingdom of Saudi Arabia", 500e6),
    }
    buyers = {link.end for link in outcome.diff.new_edges if link.rel.type == "PURCHASED_BY"}
    assert buyers == {"nation/TR", "nation/TW", "nation/SA"}


def test_a_report_of_enhanced_capability_amends_notices_and_is_none(loaded):
    outcome = loaded_file(loaded, "2026-90002.txt", dry_run=True)

    assert {link.key for link in outcome.diff.new_edges} == {
        "notice-amendment/26-0C|PURCHASED_BY|nation/KR",
        "notice-amendment/26-0C|AMENDS|notice/47-65",
        "notice-amendment/26-0C|AMENDS|notice/46-05",
        "publication/2026-90002|PUBLISHES|notice-amendment/26-0C",
    }
    assert all(row.shared for row in outcome.diff.new_nodes if row.node.label == "Notification")


def test_a_correction_is_joined_to_the_notice_that_it_corrects(loaded):
    assert row(loaded, "2026-90003.txt", "notice-amendment/fr-2026-90003") == {
        "id": "notice-amendment/fr-2026-90003",
        "title": "Correction in Federal Register document 2026-90003",
        "kind": "correction",
        "description": "In FR Doc. 2026-90001 on page 10402, the number of systems is corrected to read eighteen (18).",
        "federal_register_no": "2026-90003",
    }
    edges = {link.key for link in loaded_file(loaded, "2026-90003.txt", dry_run=True).diff.new_edges}
    assert "notice-amendment/fr-2026-90003|AMENDS|notice/46-05" in edges


def test_what_is_wrong_with_one_notice_refuses_no_other(loaded):
    outcome = loaded_file(loaded, "certification.txt", dry_run=True)

    assert [(error.where, error.field) for error in outcome.refused] == [
        ("certification.txt:1", "delivered"),
        ("certification.txt:58", "purchaser"),
    ]
    (told,) = [row for row in outcome.diff.new_nodes if row.node.label == "Notification"]
    assert (told.id, told.props["total_value_usd"], told.props["mde_value_usd"]) == ("notice/46-09", 665.4e6, 0.0)


def test_an_answer_tells_documents_and_leaves_out_what_is_no_arms_sale(loaded):
    outcome = loaded_file(loaded, "answer.json", dry_run=True)

    answer = json.loads(FILES["answer.json"].read_text(encoding="utf-8"))["results"]
    sales = {f"publication/{entry['document_number']}" for entry in answer if "Arms Sales" in entry["title"]}
    assert {row.id for row in outcome.diff.new_nodes if row.node.label == "Publication"} == sales
    assert outcome.left_out == {"no notice of arms sales": len(answer) - len(sales)}
    assert "publication/2026-90003|CORRECTS|publication/2026-90001" in {link.key for link in outcome.diff.new_edges}


def test_the_same_comes_of_the_files_in_any_order(store, tmp_path):
    found = []
    for order in ORDERS:
        anew(store, tmp_path)
        assert [loaded_file(store, name).refused for name in order] == [(), (), ()]
        found.append({tuple(entry.values()) for entry in store.read(EVERYTHING)})

    assert found == [found[0]] * len(ORDERS)
    (told,) = store.read(TOLD, {"id": "notice/46-05"})
    assert told == {
        "title": "Large Aircraft Infrared Countermeasures",
        "total": 60_000_000.0,
        "loader": "notices:federal-register",
        "buyer": "nation/TR",
    }


def test_a_file_loaded_twice_changes_nothing(store):
    loaded_file(store, "2026-90001.txt")

    again = loaded_file(store, "2026-90001.txt")

    assert {name: count for name, count in again.counts.items() if count and name != "same"} == {}


@pytest.mark.parametrize("order", list(permutations((FIRST, SECOND))), ids=["first then second", "second then first"])
def test_of_a_press_notice_the_highest_version_wins(store, order):
    for name in order:
        loaded_file(store, name)

    (told,) = store.read(TOLD, {"id": "notice/26-15"})
    assert told == {
        "title": "Mobile Approach Systems",
        "total": 110_000_000.0,
        "loader": "press-notices:v02",
        "buyer": "nation/PL",
    }


def test_a_press_notice_stands_back_behind_the_federal_register_and_before_the_bundled_facts():
    ranks = [loaders()[name].rank for name in ("notifications", "press-notices", "notices")]

    assert ranks == sorted(set(ranks))


def test_what_prints_two_totals_has_none(loaded):
    told = row(loaded, "AUSTRALIA_08-99.txt", "notice/08-99")

    assert "total_value_usd" not in told
    assert told["notes"] == "Prints different totals: $10,000,000, $12,000,000."


def test_a_press_notice_without_a_number_is_refused(loaded):
    outcome = loaded_file(loaded, "nameless.txt", dry_run=True)

    assert [(error.where, error.field) for error in outcome.refused] == [("nameless.txt", "transmittal")]


def test_a_page_of_the_department_of_state_is_read_without_its_frame(loaded):
    told = row(loaded, "state.html", "notice/46-11")

    assert (told["title"], told["purchaser_name"], told["total_value_usd"]) == ("Coastal Radars", "Latvia", 90e6)
    assert told["prime_contractors"] == ["Aero Vironment Inc"]
    assert "notified_on" not in told


def test_a_notice_without_a_heading_is_called_by_its_first_item(loaded):
    assert row(loaded, "congressional-record.txt", "notice/46-06")["title"] == "Spare parts"


def test_what_is_no_json_is_refused(tmp_path, loaded):
    path = tmp_path / "answer.json"
    path.write_text('{"document_number": ', encoding="utf-8")

    with pytest.raises(LoadRefused, match="not JSON"):
        load(loaded, loaders()["notices"], path, Options(dry_run=True))
