"""The questions of the library, asked over GraphQL."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest

from api.asking import to_camel
from api.cost import QUESTION
from api.schema import SCHEMA
from queries import LIBRARY
from queries.query import Query
from queries.types import ENUMS, Type
from schema.props import canonical
from tests.api_client import serving, speaking
from tests.conftest import sampled
from tests.test_api_cost import Counts, cost
from tests.test_queries_answers import WIDELY

ASKED = {name: query for name, query in LIBRARY.items() if not query.is_inner}
FIELDS: dict[str, Any] = SCHEMA._schema.type_map["Library"].fields  # type: ignore[attr-defined]


@pytest.fixture
def client(engine, loaded):
    with serving(engine.settings) as client:
        yield client


def field_of(query: Query) -> str:
    return to_camel(query.name.replace("-", "_"))


def written(type_: Type, value: Any) -> str:
    """A value as GraphQL writes it."""
    if type_.many:
        return f"[{', '.join(written(Type(type_.name), each) for each in value)}]"
    return ENUMS[type_.name](value).name if type_.name in ENUMS else json.dumps(value)


def operation(query: Query, params: Mapping[str, Any]) -> str:
    """All columns of the question, with these parameters and every row."""
    given = {name: written(query.params[name].type, value) for name, value in params.items()}
    told = ", ".join(f"{to_camel(name)}: {value}" for name, value in ({"first": "1000"} | given).items())
    columns = (
        f"{to_camel(name)} {{ id }}" if type_.is_entity else to_camel(name) for name, type_ in query.returns.items()
    )
    return f"{{ library {{ {field_of(query)}({told}) {{ rows {{ {' '.join(columns)} }} hasMore }} }} }}"


def plain(type_: Type, value: Any) -> Any:
    """What GraphQL gives, as the graph has it."""
    if value is None:
        return None
    if type_.many:
        return [plain(Type(type_.name), each) for each in value]
    if type_.is_entity:
        return value["id"]
    if type_.name in ENUMS:
        return ENUMS[type_.name][value].value
    match type_.name:
        case "Decimal":
            return float(value)
        case "JSON":
            return canonical(value)
        case _:
            return value


def over_graphql(client, query: Query, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    answer = client.data(operation(query, params))["library"][field_of(query)]
    return [
        {name: plain(type_, row[to_camel(name)]) for name, type_ in query.returns.items()} for row in answer["rows"]
    ]


def test_every_question_that_people_ask_is_a_field_with_its_columns():
    told = {name: set(FIELDS[name].type.of_type.fields["rows"].type.of_type.of_type.of_type.fields) for name in FIELDS}

    assert told == {field_of(query): set(map(to_camel, query.returns)) for query in ASKED.values()}


def test_every_parameter_is_an_argument_with_its_default():
    for query in ASKED.values():
        taken = {name: argument.default_value for name, argument in FIELDS[field_of(query)].args.items()}
        defaults = {to_camel(name): param.default for name, param in query.params.items() if name != "first"}

        assert taken.keys() == defaults.keys() | {"first"}
        for name, default in defaults.items():
            if default not in (None, "today"):
                assert str(taken[name]).lower() == default.lower()


def test_every_question_has_the_rows_that_accord_query_gives(client, engine, loaded):
    for name, query in sampled(engine, ASKED.items(), 12):
        assert query.example is not None
        params = query.example.params if query.example.rows else WIDELY.get(name, [query.example.params])[0]
        rows = loaded.read(query.text, query.bind(params))

        assert {name: over_graphql(client, query, params)} == {name: rows}


def test_the_rows_are_cut_where_the_client_says_and_it_is_told_that_there_are_more(client):
    text = "query($n: Int!) { library { stagesAndActivities(first: $n) { rows { stage { id } } hasMore } } }"
    whole = client.data(text, n=1000)["library"]["stagesAndActivities"]
    count = len(whole["rows"])
    cut = {n: client.data(text, n=n)["library"]["stagesAndActivities"] for n in (1, count - 1, count)}

    assert cut == {n: {"rows": whole["rows"][:n], "hasMore": n < count} for n in cut}
    assert whole["hasMore"] is False


@pytest.mark.parametrize("name", ["nation/IS", "Iceland", "ISL", "Republic of Iceland"])
def test_a_thing_is_asked_about_by_any_name_that_stands_for_it_alone(client, name):
    text = """query($nation: ID!) { library {
      standingOfNation(nation: $nation, asOf: "2026-01-15") { rows { entity { id title } standing } }
    } }"""
    rows = client.data(text, nation=name)["library"]["standingOfNation"]["rows"]

    assert {"entity": {"id": "org/nato", "title": "North Atlantic Treaty Organization"}, "standing": "member"} in rows


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ('agreementsOfNation(nation: "Ruritania")', "'Ruritania' is no name of any nation known here"),
        (
            'agreementsOfNation(nation: "nation/nowhere")',
            "'nation/nowhere' cites nation/nowhere, which is not in the graph",
        ),
        ('agreementsOfNation(nation: "org/nato")', "'org/nato' is org/nato, which is no nation"),
        ('agreementsOfProgram(program: "program/none")', "'program/none' is the id of no Program known here"),
        ('contacts(stakeholder: "Congo")', "'Congo' may mean any of several"),
    ],
)
def test_what_stands_for_nothing_or_for_several_is_refused_and_never_an_empty_answer(client, question, said):
    error = client.error(f"{{ library {{ {question} {{ hasMore }} }} }}")

    assert (error["code"], error["message"]) == ("UNKNOWN_NAME", said)


@pytest.mark.parametrize("first", [0, 1001])
def test_a_page_of_rows_that_is_too_large_or_none_is_refused(client, first):
    assert client.error(f"{{ library {{ codes(first: {first}) {{ hasMore }} }} }}")["code"] == "BAD_REQUEST"


def test_a_question_costs_its_price_and_its_rows():
    rows = "{ rows { agreement { id } nations { id } } }"

    assert cost(f"{{ library {{ expiringAgreements(first: 20) {rows} }} }}") == 1 + QUESTION + 1 + 20 * (1 + 1 + 10)
    assert cost("{ library { loads { rows { loader } } } }") == 1 + QUESTION + 1 + 25


def test_what_the_questions_of_one_operation_cost_together_is_bounded():
    many = " ".join(f'q{n}: relationship(nation: "x", first: 1000) {{ rows {{ source {{ id }} }} }}' for n in range(49))
    with asyncio.Runner() as runner, speaking(runner, Counts()) as client:
        error = client.error(f"{{ library {{ {many} }} }}")

    assert error["code"] == "COST_LIMIT_EXCEEDED"
