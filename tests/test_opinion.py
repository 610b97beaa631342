"""The heading of what a route needs."""

import pytest

from api.opinion import _needed
from tests.small_rules import route

CAPS = "{all: [{not: {value: {of: mde, above: 10}}}, {not: {value: {of: mde, above: 5}}}]}"


@pytest.mark.parametrize(
    ("when", "heading"),
    [
        ("{all: [{says: said}, {approved: export-license}]}", "Needed"),
        ("{any: [{says: said}, {approved: export-license}]}", "Needed, not all of it: what is enough stands below"),
        (CAPS, "Needed"),
    ],
)
def test_it_says_that_not_all_is_needed_only_where_the_route_opens_without_some_of_it(when, heading):
    found = route(when)

    assert found.needs
    assert _needed(found) == heading
