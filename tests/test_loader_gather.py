"""Records become rows and links; a record that does not make sense is refused whole."""

from dataclasses import replace

import pytest

from loaders import bundled, loaders
from loaders.core import Loader, Record, items, slug
from loaders.gather import dollars, gather
from loaders.run import files_of, records_of
from loaders.sources import acsas, nations
from schema.authorities import STATUTE
from schema.core import Origin
from schema.errors import RowError
from schema.stakeholders import IN_AREA_OF, NATION

SOURCED = {"source_title": "A page", "source_url": "https://example.org", "confidence": "documented"}
ORIGIN = Origin("A page", "https://example.org", "documented")
NATIONS = nations.LOADERS[0]


def record(place: str = "nations.csv:2", **values: str) -> Record:
    return Record({"iso2": "JP", "iso3": "JPN", "name": "Japan", **SOURCED, **values}, place)


def test_a_line_becomes_a_nation_and_the_command_of_its_area():
    line = record(combatant_command="INDOPACOM")

    facts = list(nations.parse(line))

    assert facts == [
        NATION.row(id="nation/JP", title="Japan", iso2="JP", iso3="JPN"),
        IN_AREA_OF.link("nation/JP", "org/indopacom"),
    ]
    assert set(line) == set(SOURCED)


def test_every_fact_is_stamped_with_the_source_of_its_record():
    found = gather(NATIONS, [record(combatant_command="INDOPACOM")])

    assert [row.origin for row in found.rows.values()] == [ORIGIN]
    assert [link.origin for link in found.links.values()] == [ORIGIN]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"iso3": None}, "iso3"),
        ({"confidence": "sure"}, "confidence"),
        ({"iso2": "J P"}, "id"),
        ({"capital": "Tokyo"}, "capital"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused_with_place_field_and_remedy(values, field):
    line = Record({name: value for name, value in {**record(), **values}.items() if value is not None}, "nations.csv:2")

    found = gather(NATIONS, [line])

    (refusal,) = found.refused
    assert (refusal.where, refusal.field, bool(refusal.remedy)) == ("nations.csv:2", field, True)
    assert (found.rows, found.links) == ({}, {})


def test_an_id_told_twice_with_other_values_is_refused_and_the_first_stays():
    found = gather(NATIONS, [record(), record("nations.csv:3", name="Nippon")])

    (refusal,) = found.refused
    assert (refusal.what, refusal.where) == ("nation/JP is told twice, differently: title", "nations.csv:3")
    assert found.rows["nation/JP"].props["title"] == "Japan"


def test_an_id_told_twice_alike_out_of_two_sources_stays_with_the_first():
    again = record("nations.csv:3")
    again["source_title"] = "Another page"

    found = gather(NATIONS, [record(), again])

    assert (found.refused, found.rows["nation/JP"].origin) == ([], ORIGIN)


@pytest.mark.parametrize("names", [("Japan", "Nippon"), ("Nippon", "Japan"), ("Japan", "Japan", "Nippon")])
def test_a_record_that_tells_an_id_differently_is_refused_whole(names):
    def parse(line: Record):
        line.clear()
        yield IN_AREA_OF.link("nation/JP", "org/indopacom")
        for name in names:
            yield NATION.row(id="nation/JP", title=name, iso2="JP", iso3="JPN")

    found = gather(replace(NATIONS, parse=parse, origin=lambda _: ORIGIN), [record()])

    (refusal,) = found.refused
    assert (refusal.what, refusal.where) == ("nation/JP is told twice, differently: title", "nations.csv:2")
    assert refusal.remedy == "leave one of them; the other stands in the same record"
    assert (found.rows, found.links) == ({}, {})


def test_a_record_may_name_what_it_tells_before_it_and_after():
    told = STATUTE.row("usc/10/2342", title="Cross-servicing agreements", citation="10 U.S.C. 2342")

    def parse(line: Record):
        line.clear()
        yield from (STATUTE.naming(told.id), told, STATUTE.naming(told.id))

    found = gather(replace(NATIONS, parse=parse, origin=lambda _: ORIGIN), [record()])

    assert (dict(found.rows), found.refused) == ({told.id: told.stated(ORIGIN)}, [])


def test_an_id_told_twice_alike_is_told_once():
    found = gather(NATIONS, [record(), record("nations.csv:3")])

    assert (list(found.rows), found.refused) == (["nation/JP"], [])


def test_an_agreement_rests_on_the_statute_only_where_it_is_one_of_cross_servicing():
    line = Record(
        {"id": "a", "partner_name": "Japan", "partner_kind": "nation", "iso2": "JP", "title_kind": "other"}
        | {"kind": "acquisition-only-agreement", "status": "in-force"}
    )

    assert [link.rel.type for link in list(acsas.parse(line))[1:]] == ["PARTY_TO", "PARTY_TO"]  # type: ignore[union-attr]


@pytest.mark.parametrize("loader", bundled().values(), ids=lambda loader: loader.name)
def test_no_bundled_record_is_refused(loader: Loader):
    found = gather(loader, records_of(loader, files_of(loader)))

    assert [str(refusal) for refusal in found.refused] == []
    assert found.read > 0


def test_each_loader_comes_after_those_that_write_what_it_links_to():
    order = list(loaders())

    for first, second in [("organizations", "nations"), ("nations", "memberships"), ("rules", "names")]:
        assert order.index(first) < order.index(second)


def test_amounts_are_dollars_and_nothing_else():
    assert [dollars(cell, "value") for cell in (None, "1,250.50", "-1,234,567", "0")] == [None, 1250.5, -1234567, 0]
    for cell in ("many", "NaN", "inf", "", "1,5", "1250,50", "1.250,50", "1,2500", ",500", "1,,250"):
        with pytest.raises(RowError):
            dollars(cell, "value")


def test_a_cell_holds_several_values_parted_by_semicolons():
    assert items("US; GB;;IT ") == ["US", "GB", "IT"]
    assert items(None) == []


def test_a_slug_is_lower_case_words_joined_by_hyphens():
    assert slug("MK 53 Nulka / AN/BYG-1") == "mk-53-nulka-an-byg-1"


def test_an_authority_says_where_its_text_is_published():
    found = gather(loaders()["authorities"], records_of(loaders()["authorities"], files_of(loaders()["authorities"])))

    assert str(found.rows["usc/10/2342"].props["url"]).startswith("https://uscode.house.gov/")
