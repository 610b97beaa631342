"""Rows and links: their ids, keys, labels and derived dates, and fingerprints equal just where all that is said is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema import MODEL
from schema.agreements import AGREEMENT, PARTY_TO
from schema.authorities import STATUTE
from schema.core import Origin
from schema.errors import RowError
from schema.lifecycle import SYSTEM
from schema.props import digest
from schema.stakeholders import DESIGNATED_AS, NATION
from schema.vocabulary import AgreementKind, AgreementStatus

slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
words = st.text(min_size=1).filter(lambda text: text.isprintable())


def shuffled(mapping):
    return st.permutations(list(mapping.items())).map(dict)


def agreement(**values):
    return AGREEMENT.row("agreement/x", **{"title": "X", "kinds": ["acsa"], "status": "in-force"} | values)


def test_a_row_has_its_values_its_labels_and_its_derived_dates():
    row = AGREEMENT.row(
        "agreement/x",
        title="X",
        kinds=[AgreementKind.HOST_NATION_SUPPORT, AgreementKind.ACSA],
        status=AgreementStatus.IN_FORCE,
        signed_on="2016-02",
        notes=None,
    )

    assert row.labels == ("Entity", "Agreement", "Acsa", "HostNationSupport")
    assert row.props == {
        "id": "agreement/x",
        "title": "X",
        "kinds": ["host-nation-support", "acsa"],
        "status": "in-force",
        "signed_on": "2016-02",
        "signed_on_earliest": "2016-02-01",
        "signed_on_latest": "2016-02-29",
    }


def test_a_kind_without_a_label_of_its_own_leaves_the_general_one():
    assert agreement(kinds=["defense-cooperation"]).labels == ("Entity", "Agreement")


@pytest.mark.parametrize(
    "id",
    ["", "agreements", "agreement/", "/x", "nation/JP", "Agreement/x", "agreement/a b", "agreement/a|b", "agreement//"],
)
def test_an_id_of_another_shape_is_refused(id):
    with pytest.raises(RowError, match="is no id of Agreement"):
        AGREEMENT.row(id, title="X", kinds=["acsa"], status="in-force")


def test_an_id_of_several_parts_is_an_id():
    assert MODEL.by_label["Statute"].row("usc/22/2370/a", title="X", citation="22 U.S.C. 2370(a)").id == "usc/22/2370/a"


def test_a_row_without_a_required_value_is_refused():
    with pytest.raises(RowError, match="Agreement agreement/x lacks title") as refused:
        agreement(title="")
    assert refused.value.field == "title"


def test_a_row_with_a_value_that_nobody_declared_is_refused():
    with pytest.raises(RowError, match="has no property colour"):
        agreement(colour="blue")


def test_an_edge_between_the_same_ends_is_told_apart_by_what_it_is_keyed_by():
    first = DESIGNATED_AS.link("nation/AR", "designation/x", from_on="1998-01-06", notes="a")
    second = DESIGNATED_AS.link("nation/AR", "designation/x", from_on="2026-01-14", notes="a")

    assert (first.key, second.key) == (
        "nation/AR|DESIGNATED_AS|designation/x|1998-01-06",
        "nation/AR|DESIGNATED_AS|designation/x|2026-01-14",
    )


def test_an_edge_without_its_key_property_has_a_key_all_the_same():
    assert DESIGNATED_AS.link("nation/AR", "designation/x").key == "nation/AR|DESIGNATED_AS|designation/x|"


@pytest.mark.parametrize("id", ["", "JP", "nation/", "nation/J P", "nation/J|P"])
def test_an_edge_to_what_is_no_id_is_refused(id):
    with pytest.raises(RowError, match="is no id of Stakeholder"):
        PARTY_TO.link(id, "agreement/x")


def test_an_edge_with_a_value_that_nobody_declared_is_refused():
    with pytest.raises(RowError, match="has no property colour"):
        PARTY_TO.link("nation/JP", "agreement/x", colour="blue")


def test_a_row_is_found_by_its_id_and_its_searchable_words():
    row = MODEL.by_label["Organization"].row(
        "org/dsca", title="Defense Security Cooperation Agency", short_name="DSCA", kind="agency", notes="unsearched"
    )

    assert row.search == "org/dsca Defense Security Cooperation Agency DSCA"


origins = st.builds(Origin, st.text(), st.text(), st.sampled_from(["documented", "secondary"]))
said = st.fixed_dictionaries(
    {"title": words, "kinds": st.lists(st.sampled_from(list(AgreementKind)), min_size=1), "status": st.just("unknown")},
    optional={"notes": words, "signed_on": st.sampled_from(["2016", "2016-05", "2016-05-03"]), "committee": words},
)


@given(st.data(), said, origins)
def test_the_order_of_values_does_not_touch_the_fingerprint(data, values, origin):
    other = data.draw(shuffled(values))

    rows = [AGREEMENT.row("agreement/x", **each).stated(origin) for each in (values, other)]

    assert rows[0].fingerprint == rows[1].fingerprint


@given(said, said, origins, origins)
def test_fingerprints_are_equal_just_where_all_that_is_said_is(one, other, here, there):
    rows = [AGREEMENT.row("agreement/x", **one).stated(here), AGREEMENT.row("agreement/x", **other).stated(there)]

    assert (rows[0].fingerprint == rows[1].fingerprint) == (rows[0] == rows[1])


@given(slugs, slugs, origins)
def test_rows_of_different_things_have_different_fingerprints(one, other, origin):
    rows = [NATION.row(f"nation/{slug}", title="N", iso2="NN", iso3="NNN").stated(origin) for slug in (one, other)]

    assert (rows[0].fingerprint == rows[1].fingerprint) == (one == other)


def test_a_row_of_a_narrower_kind_has_another_fingerprint():
    kinds = ("Statute", "Regulation")

    assert len({MODEL.by_label[kind].row(f"{path}/1", title="X", citation="X").fingerprint
                for kind, path in zip(kinds, ("usc", "cfr"), strict=True)}) == 2  # fmt: skip


spells = st.fixed_dictionaries(
    {}, optional={"from_on": st.sampled_from(["2016", "2017"]), "role": words, "notes": words}
)


@given(st.data(), spells, spells, origins, origins)
def test_fingerprints_of_edges_are_equal_just_where_all_that_is_said_is(data, one, other, here, there):
    links = [
        PARTY_TO.link("nation/JP", "agreement/x", **data.draw(shuffled(one))).stated(here),
        PARTY_TO.link("nation/JP", "agreement/x", **data.draw(shuffled(other))).stated(there),
    ]

    assert (links[0].fingerprint == links[1].fingerprint) == (links[0] == links[1])


def test_where_a_fact_is_stated_is_part_of_its_fingerprint():
    row = agreement()

    assert len({row.fingerprint, row.stated(Origin("A", "", "documented")).fingerprint,
                row.stated(Origin("A", "", "secondary")).fingerprint,
                row.stated(Origin("", "A", "documented")).fingerprint}) == 4  # fmt: skip


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_a_digest_keeps_its_parts_apart(one, other):
    assert (digest(*one) == digest(*other)) == (one == other)


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (["Entity", "Nation", "Stakeholder"], "Nation"),
        (["HostNationSupport", "Entity", "Agreement", "Acsa"], "Acsa"),
        (["Acsa", "Agreement", "Entity", "HostNationSupport"], "Acsa"),
        (["Agreement", "Entity"], "Agreement"),
        (["Entity", "NotOfOurs"], "Entity"),
    ],
)
def test_the_narrowest_kind_is_the_same_whatever_the_order_of_labels(labels, kind):
    assert MODEL.most_specific(labels).label == kind


def test_a_row_that_only_names_is_stated_nowhere_and_one_of_a_shared_kind_where_it_is_told():
    page = Origin("A page", "https://example.org", "documented")
    named, shared = STATUTE.naming("usc/22/2751"), SYSTEM.row("system/x", title="X")

    assert (named.shared, named.stated(page)) == (True, named)
    assert (shared.shared, shared.stated(page).origin) == (True, page)


def test_keys_that_are_hashes_never_change_silently():
    assert Origin("A page", "https://example.org", "documented").id == "source/cd2624c1798ac7089bd0"
    assert digest("a", "b|c") == "71da36a689474f796bed"
