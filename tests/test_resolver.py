"""Names of nations, organizations and agreements: certain, or candidates, never a guess."""

import csv
from pathlib import Path

import pytest
import yaml

from loaders.check import FACTS
from queries.resolver import Index, Name, NameKind
from queries.resolver.text import fold
from schema.errors import UnknownName
from tests.resolver_facts import index, rows, table

PARTIES = {"Nation", "Organization"}
PRINTED = Path(__file__).parent / "data" / "country_names.csv"


def stands_for(text: str) -> str:
    """What a text comes to: an id, or the code of something that the graph does not hold."""
    found = index().resolve(text)
    stranger = index().stranger(text)
    if len(found) == 1 and found[0].certain:
        return found[0].id
    return stranger.code if stranger else ""


def printed() -> dict[str, str]:
    with PRINTED.open(newline="", encoding="utf-8") as file:
        return {cells["printed"]: cells["stands_for"] for cells in csv.DictReader(file)}


def test_eighty_names_stand_for_what_their_sources_mean():
    assert len(printed()) == 80
    assert {text: stands_for(text) for text in printed()} == printed()


@pytest.mark.parametrize("text", [text for text, thing in printed().items() if "/" not in thing])
def test_what_is_no_party_is_refused_and_told_for_what_it_is(text):
    with pytest.raises(UnknownName) as refusal:
        index().one(text)

    assert str(refusal.value).split("\n")[0].endswith("it is not in the graph")


def test_a_country_is_known_by_its_own_name_and_the_holy_see_for_what_it_is():
    names = ("Deutschland", "Vatican", "Vatican City", "Holy See")

    assert [stands_for(text) for text in names] == ["nation/DE", "VA", "VA", "VA"]


def test_a_territory_never_stands_for_the_country_to_which_it_belongs():
    assert {text: stands_for(text) for text in ("Guam", "GU", "GUM", "GUAM [UNITED STATES]", "Greenland", "Macau")} == {
        "Guam": "GU",
        "GU": "GU",
        "GUM": "GU",
        "GUAM [UNITED STATES]": "GU",
        "Greenland": "GL",
        "Macau": "nation/MO",
    }


def test_a_territory_that_the_graph_holds_is_resolved():
    names = [Name("nation/GU", "Nation", "GU", NameKind.ISO2), Name("nation/GU", "Nation", "Guam", NameKind.TITLE)]

    assert [Index.build(names).one(text) for text in ("Guam", "gu")] == ["nation/GU", "nation/GU"]


def test_an_armed_group_is_not_the_nation_beside_it():
    assert {
        text: stands_for(text) for text in ("Houthi rebels (Yemen)*", "MPLA (Portugal)*", "Hezbollah (Lebanon)*")
    } == {
        "Houthi rebels (Yemen)*": "nonstate:YE",
        "MPLA (Portugal)*": "nonstate:PT",
        "Hezbollah (Lebanon)*": "nonstate:LB",
    }


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_codes_of_iso_stand_for_their_nations(case):
    codes = {case(cells[code]): f"nation/{cells['iso2']}" for cells in table("nations") for code in ("iso2", "iso3")}

    assert {code: index().one(code, {"Nation"}) for code in codes} == codes


def test_customer_codes_stand_for_their_nations_when_they_say_what_they_are():
    codes = {cells["dod_country_code"]: f"nation/{cells['iso2']}" for cells in table("nations")}
    del codes[""]

    assert {code: index().one(f"dsca:{code}") for code in codes} == codes
    assert {code: index().one(f"DSCA: {code.lower()}") for code in codes} == codes


def test_a_second_customer_code_of_a_buyer_stands_for_its_nation():
    assert [stands_for(f"dsca:{code}") for code in ("D1", "SD", "PW")] == ["nation/BO", "nation/SA", "PS"]


def test_two_letters_are_a_code_of_iso_although_a_customer_code_reads_otherwise():
    assert [index().one(code, PARTIES) for code in ("AT", "AU", "BA", "CH", "SR")] == [
        "nation/AT",
        "nation/AU",
        "nation/BA",
        "nation/CH",
        "nation/SR",
    ]


def test_a_bare_customer_code_is_refused_with_the_way_to_write_it():
    with pytest.raises(UnknownName) as refusal:
        index().one("KS")

    assert [(match.id, match.why) for match in refusal.value.candidates] == [
        ("nation/KR", "its DSCA customer code: write dsca:KS")
    ]


def test_a_customer_code_that_nobody_has_is_unknown():
    with pytest.raises(UnknownName, match="'dsca:QQ' is no customer code of a nation known here"):
        index().one("dsca:QQ")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Swaziland", "nation/SZ"),
        ("Macedonia", "nation/MK"),
        ("Zaire", "nation/CD"),
        ("Czech Republic", "nation/CZ"),
        ("Turkey", "nation/TR"),
        ("NAMSA", "org/nspa"),
        ("NAMSO", "org/nspo"),
        ("OUSD(AT&L)", "org/ousd-as"),
        ("Department of War", "org/dod"),
        ("U.S. Pacific Command", "org/indopacom"),
        ("DSAA", "org/dsca"),
        ("United States of America", "nation/US"),
        ("US", "nation/US"),
        ("U.S.A.", "nation/US"),
        ("UK", "nation/GB"),
        ("Republic of China", "nation/TW"),
        ("China, People's Republic of", "nation/CN"),
        ("Korea, Democratic People's Republic of", "nation/KP"),
        ("Iran (Islamic Republic of)", "nation/IR"),
        ("FSM: MICRONESIA (FEDERATED STATES OF)", "nation/FM"),
        ("COG: CONGO", "nation/CG"),
        ("Congo (DRC)", "nation/CD"),
        ("The Government of the Republic of Türkiye", "nation/TR"),
        ("nation/jp", "nation/JP"),
        ("org/nspa", "org/nspa"),
        ("acsa-jp-2016", "agreement/acsa-jp-2016"),
        ("agreement/acsa-jp-2016", "agreement/acsa-jp-2016"),
        ("USA-CZE-02", "agreement/acsa-cz-2016"),
        ("TIAS 06-1231", "agreement/mou-f35-psfd"),
        ("JSF PSFD MOU", "agreement/mou-f35-psfd"),
    ],
)
def test_former_names_abbreviations_ids_and_numbers_are_certain(text, id):
    assert index().one(text) == id


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Korea", ["nation/KP", "nation/KR"]),
        ("Congo", ["nation/CD", "nation/CG"]),
        ("MDA", ["nation/MD", "org/mda"]),
        ("Leahy law", ["usc/10/362", "usc/22/2378d"]),
    ],
)
def test_a_name_that_two_things_have_is_refused_with_both(text, ids):
    with pytest.raises(UnknownName) as refusal:
        index().one(text)

    assert [match.id for match in refusal.value.candidates] == ids
    assert not any(match.certain for match in refusal.value.candidates)


def test_what_may_be_meant_is_told_by_the_names_that_tell_it_apart():
    with pytest.raises(UnknownName) as refusal:
        index().one("Korea")

    assert refusal.value.remedy.endswith("the nearest: North Korea (nation/KP), South Korea (nation/KR)")


def test_kinds_tell_apart_what_shares_a_name():
    assert index().one("MDA", {"Nation"}) == "nation/MD"
    assert index().one("MDA", {"Organization"}) == "org/mda"
    assert index().one("AU", {"Organization"}) == "org/african-union"


def test_names_that_disagree_with_their_brackets_are_not_certain():
    for text in ("GEORGIA [UNITED STATES]", "China (Hong Kong)", "KOR: JAPAN", "Congo (Kenya)"):
        assert not any(match.certain for match in index().resolve(text)), text


def test_the_heading_of_a_law_is_no_name_of_it():
    assert index().one("Cuba") == "nation/CU"
    assert index().resolve("Leases", {"Authority"}) == []


@pytest.mark.parametrize("text", ["", "   ", "***", "()", "a" * 501])
def test_what_is_no_text_at_all_stands_for_nothing(text):
    assert index().resolve(text) == []


def test_an_unknown_name_is_refused_with_what_to_do():
    with pytest.raises(UnknownName) as refusal:
        index().one("Atlantis")

    assert str(refusal.value) == (
        "'Atlantis' is no name of any agreement or authority or nation or organization known here\n"
        "  do: write an id, an ISO code, or a name as official sources print it"
    )


def test_where_nothing_is_loaded_no_name_is_known_and_the_refusal_says_so():
    with pytest.raises(UnknownName) as refusal:
        Index.build([]).one("Japan")

    assert str(refusal.value) == ("the graph knows no names yet\n  do: load the bundled facts first: accord load")


def test_a_name_of_something_of_another_kind_is_refused_as_that():
    with pytest.raises(UnknownName, match="'AECA 36' is usc/22/2776, which is no nation or organization"):
        index().one("AECA 36", PARTIES)


def test_a_text_that_is_too_long_is_refused_unread():
    with pytest.raises(UnknownName, match="a text of 10000000 letters is no name"):
        index().one("(a" * 5_000_000)


def test_every_name_in_the_facts_leads_to_what_has_it():
    owners: dict[str, set[str]] = {}
    for row in (row for row in rows() if row["name"]):
        owners.setdefault(row["name"], set()).add(row["id"])
    owners["Congo"].add("nation/CG")  # by its title

    assert {name: {match.id for match in index().resolve(name)} for name in owners} == owners


def test_no_two_nations_have_a_name_in_common_but_korea_and_congo():
    owners: dict[str, set[str]] = {}
    for row in (row for row in rows() if row["label"] == "Nation"):
        for text in filter(None, (row["title"], row["name"], row["iso3"])):
            owners.setdefault(fold(text), set()).add(row["id"])

    assert {text for text, ids in owners.items() if len(ids) > 1} == {"korea", "congo"}


def test_parties_named_in_the_facts_resolve_to_the_codes_beside_them():
    told = {
        **{
            cells["purchaser_name"]: _party(cells["purchaser_iso2"], cells["purchaser_org"])
            for cells in table("notifications")
        },
        **{cells["partner_name"]: _party(cells["iso2"], cells["org_id"]) for cells in table("acsas")},
    }

    assert {name: index().one(name, PARTIES) for name in told} == told


def test_names_in_the_lists_of_the_rule_base_resolve_to_the_codes_beside_them():
    lists = yaml.safe_load((FACTS / "rules" / "lists.yaml").read_text())
    nations = {cells["iso2"] for cells in table("nations")}
    told = {
        member["name"]: _party(member["code"], "") if member["code"] in nations else f"org/{member['code']}"
        for body in lists.values()
        for member in body["members"]
        if member["code"] != "CN-XZ"
    }

    assert {name: index().one(name, PARTIES) for name in told} == told


def _party(nation: str, body: str) -> str:
    return f"nation/{nation}" if nation else f"org/{body}"


def test_the_index_of_the_graph_is_that_of_its_rows():
    asked: list[tuple[str, object]] = []

    def read(name, params):
        asked.append((name, params))
        return rows()

    assert Index.from_graph(read) == index()
    assert asked == [("names", {})]
