import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema import MODEL
from schema.agreements import AGREEMENT, PARTY_TO
from schema.core import Model, Node, Origin, Rel
from schema.dates import Instant, PartialDate
from schema.errors import ModelError, RowError
from schema.props import Json, Prop, canonical, digest
from schema.stakeholders import DESIGNATED_AS, NATION
from schema.vocabulary import AgreementKind, AgreementStatus

BASES = (str, int, bool, Decimal, PartialDate, Instant, Json, AgreementKind)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
anything = json_values | st.decimals() | st.floats() | st.binary() | st.dates() | st.tuples(st.text())
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
words = st.text(min_size=1).filter(lambda text: text.isprintable())


def prop(kind, required=False):
    return Prop("thing", kind, "Whatever it is.", required=required)


def shuffled(mapping):
    return st.permutations(list(mapping.items())).map(dict)


# Values of properties


@given(st.sampled_from(BASES), anything)
def test_any_value_is_stored_plainly_or_refused(base, value):
    try:
        stored = prop(base).stored(value)
    except RowError:
        return
    assert stored is None or type(stored) in (str, int, float, bool)


@given(st.sampled_from(BASES), anything)
def test_what_was_stored_is_stored_again_as_it_is(base, value):
    try:
        stored = prop(base).stored(value)
    except RowError:
        return
    assert prop(base).stored(stored) == stored


@pytest.mark.parametrize("base", [*BASES, list[str], list[AgreementKind]])
@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_nothing_is_absent(base, nothing):
    assert prop(base).stored(nothing) is None


@pytest.mark.parametrize(
    ("base", "value", "stored"),
    [
        (str, " as printed ", " as printed "),
        (int, 0, 0),
        (int, 2**63 - 1, 2**63 - 1),
        (bool, False, False),
        (Decimal, 0, 0.0),
        (Decimal, "110000000", 110000000.0),
        (Decimal, Decimal("0.10"), 0.1),
        (PartialDate, "2016-05", "2016-05"),
        (Instant, "2026-11-22T19:21:02+01:00", "2026-11-22T18:21:02.000000Z"),
        (Json, {"b": [1, None], "a": "é"}, '{"a":"é","b":[1,null]}'),
        (Json, '{ "b": 1, "a": 2 }', '{"a":2,"b":1}'),
        (AgreementKind, AgreementKind.ACSA, "acsa"),
        (list[str], ("x", "y"), ["x", "y"]),
        (list[AgreementKind], [AgreementKind.ACSA, "airlift"], ["acsa", "airlift"]),
    ],
)
def test_a_value_is_stored_as_the_engines_keep_it(base, value, stored):
    assert prop(base).stored(value) == stored


@pytest.mark.parametrize(
    ("base", "value"),
    [
        (str, 5),
        (str, "\ud800"),
        (int, True),
        (int, 1.0),
        (int, "1"),
        (int, 2**63),
        (bool, 1),
        (bool, "true"),
        (Decimal, True),
        (Decimal, "a lot"),
        (Decimal, "1e999"),
        (Decimal, "NaN"),
        (Decimal, float("inf")),
        (PartialDate, "2016-02-30"),
        (PartialDate, 2016),
        (Instant, "2026-11-22"),
        (Json, "{"),
        (Json, {"a": float("nan")}),
        (AgreementKind, "ACSA"),
        (list[str], "one"),
        (list[str], ["one", ""]),
        (list[str], ["one", None]),
        (list[AgreementKind], ["acsa", "treaty of friendship"]),
    ],
)
def test_a_value_of_another_kind_is_refused(base, value):
    with pytest.raises(RowError, match=r"thing: .* is not "):
        prop(base).stored(value)


def test_a_refusal_says_what_is_wrong_and_what_to_write():
    with pytest.raises(RowError) as refused:
        prop(PartialDate).stored("5/3/2016")

    assert (refused.value.field, refused.value.value) == ("thing", "5/3/2016")
    assert "'5/3/2016' is not a year, a month or a day that exists" in refused.value.what
    assert refused.value.remedy.endswith("in thing, or leave it empty")


@pytest.mark.parametrize(
    ("name", "kind", "doc"),
    [
        ("Thing", str, "A doc."),
        ("a_thing", float, "A doc."),
        ("a_thing", dict[str, str], "A doc."),
        ("a_thing", list[list[str]], "A doc."),
        ("a_thing", str, "No sentence"),
    ],
)
def test_a_property_ill_declared_is_refused(name, kind, doc):
    with pytest.raises(ModelError, match="property"):
        Prop(name, kind, doc)


# Rows and links


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


# Fingerprints


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


# Canonical JSON


@given(json_values)
def test_canonical_text_says_what_the_data_say(value):
    assert json.loads(canonical(value)) == value


@given(st.data(), st.dictionaries(st.text(), json_values))
def test_canonical_text_does_not_hang_on_the_order_of_keys(data, value):
    assert canonical(data.draw(shuffled(value))) == canonical(value)


@given(json_values)
def test_canonical_text_read_and_written_again_is_the_same(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


# Declarations


def node(label="Thing", **values):
    title = Prop("title", str, "Its title.")
    return Node(**{"label": label, "doc": "A thing.", "color": "#123456", "props": (title,)} | values)


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": "thing"},
        {"label": "A_Thing"},
        {"doc": "no sentence"},
        {"color": "blue"},
        {"color": "#12345G"},
        {"caption": "name"},
        {"props": (Prop("title", str, "One."), Prop("title", str, "Two."))},
    ],
)
def test_a_node_ill_declared_is_refused(wrong):
    with pytest.raises(ModelError, match="node"):
        node(**wrong)


@pytest.mark.parametrize("wrong", [{"type": "knows"}, {"doc": "no sentence"}, {"keyed": ("from_on",)}])
def test_a_relation_ill_declared_is_refused(wrong):
    with pytest.raises(ModelError, match="relation"):
        Rel(
            **{"type": "KNOWS", "start": node(), "end": node(), "forward": "a", "reverse": "b", "doc": "It knows."}
            | wrong
        )


def test_a_model_with_the_same_label_twice_is_refused():
    with pytest.raises(ModelError, match="same label"):
        Model((node(), node()), ())


def test_a_model_without_the_parent_of_a_node_is_refused():
    with pytest.raises(ModelError, match="parent Thing is not in the model"):
        Model((node("Part", parent=node(), props=()),), ())


def test_a_label_given_by_a_property_must_be_a_child():
    with pytest.raises(ModelError, match="Special is not one of its children"):
        Model((node(labels_by=("title", {"x": "Special"})),), ())


def test_a_relation_to_what_is_not_in_the_model_is_refused():
    thing = node()
    with pytest.raises(ModelError, match="Other is not in the model"):
        Model((thing,), (Rel("KNOWS", thing, node("Other"), "knows", "knownBy", "It knows."),))


def test_two_relations_of_a_kind_may_not_share_a_name():
    thing = node()
    child = node("Child", parent=thing, props=())
    rels = (
        Rel("KNOWS", thing, thing, "knows", "knownBy", "It knows."),
        Rel("LIKES", child, child, "likes", "knownBy", "It likes."),
    )
    with pytest.raises(ModelError, match="Child already has something called knownBy"):
        Model((thing, child), rels)


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
