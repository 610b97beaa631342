"""What the dashboard for Grafana asks is answered, and has what its columns show."""

import json

import pytest

from tests.api_client import serving
from tests.project import text_of

RANGE = {"${__from:date:YYYY-MM-DD}": "2026-11-22", "${__to:date:YYYY-MM-DD}": "2028-11-22"}
PANELS = {panel["title"]: panel for panel in json.loads(text_of("docs/examples/grafana.json"))["panels"]}
ENDING = """MATCH (a:Agreement {status: 'in-force'})
WHERE a.in_force_to_earliest >= $from AND a.in_force_to_latest <= $to RETURN a.id AS id"""


@pytest.fixture
def client(engine, loaded):
    with serving(engine.settings) as client:
        yield client


def told(client, panel):
    """What the server answers to the panel, at the place at which it looks."""
    [target] = panel["targets"]
    variables = target["url_options"]["body_graphql_variables"]
    for name, day in RANGE.items():
        variables = variables.replace(name, day)
    found = {"data": client.data(target["url_options"]["body_graphql_query"], **json.loads(variables))}
    for name in target["root_selector"].split("."):
        found = found[name]
    return found


def at(row, selector):
    """What stands in the row at that path. Raises KeyError or IndexError where nothing does."""
    for name in selector.split("."):
        row = row[int(name)] if isinstance(row, list) else row[name]
    return row


@pytest.mark.parametrize("title", PANELS)
def test_a_panel_finds_its_columns_in_the_answer(client, title):
    found = told(client, PANELS[title])
    rows = found if isinstance(found, list) else [found]
    selectors = [each["selector"] for each in PANELS[title]["targets"][0]["columns"]]

    for row in rows:
        for selector in selectors:
            at(row, selector)
    assert len(rows) > 0 or "cases" in title


def test_what_ends_in_the_range_is_what_surely_ends_in_it(client, loaded):
    days = {"from": RANGE["${__from:date:YYYY-MM-DD}"], "to": RANGE["${__to:date:YYYY-MM-DD}"]}
    rows = loaded.read(ENDING, days)

    found = told(client, PANELS["Agreements in force that end within the range of time"])

    assert {each["id"] for each in found} == {row["id"] for row in rows}
