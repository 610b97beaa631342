"""The answer of coverage over GraphQL: the contract, from the graph, on every engine."""

import orjson
import pytest

from api.ask import QUESTION
from schema.vocabulary import TransferKind
from tests.api_client import serving

WHOLE = QUESTION.read_text(encoding="utf-8")
FOOD = {"recipient": "japan", "kinds": ["ACSA_TRANSFER"], "items": ["FOOD"], "on": "2026-01-15"}


@pytest.fixture
def client(engine, loaded):
    with serving(engine.settings) as client:
        yield client


def coverage(client, selection="verdict", **request):
    text = f"query($request: TransferRequest!) {{ coverage(request: $request) {{ {selection} }} }}"
    return client.data(text, request=request)["coverage"]


def refusal(client, **request):
    return client.error(
        "query($request: TransferRequest!) { coverage(request: $request) { verdict } }", request=request
    )


def test_food_for_japan_is_conditional_for_want_of_the_form_of_payment(client):
    told = coverage(client, "verdict routes { verdict authority { id } agreement { id } needs { field } }", **FOOD)

    assert told["verdict"] == "CONDITIONAL"
    assert told["routes"][0] == {
        "verdict": "CONDITIONAL",
        "authority": {"id": "usc/10/2342"},
        "agreement": {"id": "agreement/acsa-jp-2016"},
        "needs": [{"field": "payment"}],
    }


def test_paid_in_cash_it_is_open_with_the_path_from_nation_to_source(client):
    told = coverage(client, "verdict routes { verdict path { nodes { id label } edges { type start end } } }",
                    **FOOD, payment="CASH")  # fmt: skip
    path = told["routes"][0]["path"]

    assert told["verdict"] == "OPEN"
    assert path["nodes"][0] == {"id": "nation/JP", "label": "Nation"}
    assert {"id": "agreement/acsa-jp-2016", "label": "Acsa"} in path["nodes"]
    assert {"id": "usc/10/2342", "label": "Statute"} in path["nodes"]
    assert "Source" in {node["label"] for node in path["nodes"]}
    assert {edge["type"] for edge in path["edges"]} >= {"PARTY_TO", "AUTHORIZED_BY", "STATED_IN"}


def test_the_whole_answer_is_given_and_every_need_says_how_it_is_met(client):
    told = client.data(WHOLE, request={"recipient": "germany", "kinds": ["FMS_STOCK_SALE"], "on": "2026-01-15"})
    needs = [need for route in told["coverage"]["routes"] for need in route["needs"]]

    assert told["coverage"]["recipient"] == {"id": "nation/DE", "title": "Germany"}
    assert needs != []
    assert all(need["statement"] or need["approval"] or need["field"] for need in needs)
    assert all(need["citation"]["authority"]["id"] for need in needs)
    assert all(need["by"] and need["class"] for need in needs if need["approval"])


def test_entities_in_an_answer_lead_on_into_the_graph(client):
    leading = (
        "recipient { __typename title ... on Nation { iso2 } } routes { agreement { supersedes { nodes { id } } } }"
    )
    told = coverage(client, leading, **FOOD)

    assert told["recipient"] == {"__typename": "Nation", "title": "Japan", "iso2": "JP"}
    assert told["routes"][0]["agreement"]["supersedes"] == {"nodes": [{"id": "agreement/acsa-jp-1996"}]}


def test_without_kinds_every_kind_has_its_verdict(client):
    told = coverage(client, "byKind { kind verdict } routes { kind }", recipient="JP", on="2026-01-15")

    assert [each["kind"] for each in told["byKind"]] == [kind.name for kind in TransferKind]
    assert {route["kind"] for route in told["routes"]} <= {kind.name for kind in TransferKind}


def test_what_would_open_a_route_is_told_where_it_is_asked_for(client):
    told = coverage(client, "routes { verdict wouldOpen { plain cost field value } }", **FOOD)

    assert ["payment"] in [[change["field"] for change in each] for each in told["routes"][0]["wouldOpen"]]


def test_the_proof_leads_from_findings_to_findings(client):
    told = coverage(client, "routes { proof { finding { plain } steps { finding { plain } } } }", **FOOD)

    assert told["routes"][0]["proof"] != []


def test_an_answer_to_a_statement_and_an_approval_in_hand_are_taken(client):
    request = {"recipient": "nation/BR", "kinds": ["ACSA_ACQUISITION"], "on": "2026-01-15"}
    selection = "routes { needs { statement approval } }"
    before = coverage(client, selection, **request)["routes"][0]["needs"]
    statement = next(need["statement"] for need in before if need["statement"])
    approval = next(need["approval"] for need in before if need["approval"])
    answers = [{"statement": statement, "value": "YES", "source": "the order"}]
    after = coverage(client, selection, **request, answers=answers, given=[approval])["routes"][0]["needs"]

    assert {"statement": statement, "approval": None} not in after
    assert {"statement": None, "approval": approval} not in after


@pytest.mark.parametrize("recipient", ["JP", "JPN", "Japan", "nation/JP", "dsca:JA"])
def test_a_recipient_is_named_in_any_certain_way(client, recipient):
    assert coverage(client, "recipient { id }", **FOOD | {"recipient": recipient}) == {"recipient": {"id": "nation/JP"}}


@pytest.mark.parametrize("part", ["recipient", "via", "onward", "holder", "place", "firm"])
def test_an_unknown_name_is_an_error_with_its_candidates(client, part):
    error = refusal(client, **FOOD | {part: "Nigera Republc"})

    assert error["code"] == "UNKNOWN_NAME"
    assert all(set(each) == {"id", "score", "title", "matched", "why"} for each in error["candidates"])


def test_a_name_of_several_is_an_error_with_its_candidates(client):
    error = refusal(client, **FOOD | {"recipient": "Korea"})

    assert error["code"] == "UNKNOWN_NAME"
    assert {"nation/KR", "nation/KP"} <= {each["id"] for each in error["candidates"]}


def test_nothing_is_known_of_atlantis(client):
    assert refusal(client, **FOOD | {"recipient": "Atlantis"})["code"] == "UNKNOWN_NAME"


@pytest.mark.parametrize(
    "wrong",
    [
        {"valueUsd": "-1"},
        {"valueUsd": "1", "mdeValueUsd": "2"},
        {"valueUsd": "1", "values": [{"of": "TOTAL", "usd": "2"}]},
        {"notices": [{"approval": "SECSTATE_DIRECTION", "on": day} for day in ("2026-01-01", "2026-01-02")]},
        {"answers": [{"statement": "no-such-statement", "value": "YES"}]},
        {"on": "2026-02-30"},
        {"on": "today"},
        {"valueUsd": "NaN"},
    ],
)
def test_a_request_that_makes_no_sense_is_a_bad_request(client, wrong):
    assert refusal(client, **FOOD | wrong)["code"] == "BAD_REQUEST"


def test_an_agreement_that_is_not_there_is_an_error(client):
    assert refusal(client, **FOOD | {"agreement": "agreement/nowhere"})["code"] == "UNKNOWN_NAME"


def test_many_questions_at_once_are_answered_alike(client):
    text = "query($request: TransferRequest!) { " + " ".join(
        f"a{i}: coverage(request: $request) {{ verdict routes {{ verdict }} }}" for i in range(10)
    ) + " }"  # fmt: skip
    told = client.data(text, request=FOOD)

    assert len({orjson.dumps(answer) for answer in told.values()}) == 1


def test_what_was_known_before_anything_was_loaded_is_nothing(client):
    assert refusal(client, **FOOD | {"knownAt": "2020-01-01T00:00:00Z"})["code"] == "NOT_FOUND"


def test_what_is_known_at_this_moment_is_what_is_known(client):
    now = coverage(client, "verdict routes { verdict grant { id } }", **FOOD)

    assert coverage(client, "verdict routes { verdict grant { id } }", **FOOD, knownAt="2999-01-01T00:00:00Z") == now
