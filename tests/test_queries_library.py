from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import LIBRARY
from queries.library import Library, read
from queries.query import Param, Query
from queries.types import Type
from schema.errors import BadRequest, NotFound, QueryFileError
from schema.vocabulary import AgreementKind

FILE = """// ---
// question: Which agreements of this kind does this nation have?
// params:
//   nation: {type: ID!, doc: "Id of the nation."}
//   kind: {type: AgreementKind, doc: "Kind."}
//   as_of: {type: Date, doc: "The day.", default: today}
//   first: {type: Int, doc: "How many.", default: 10}
// returns:
//   agreement: Agreement!
//   signed_on: PartialDate
//   kinds: "[AgreementKind!]!"
// example:
//   params: {nation: nation/NO, kind: acsa}
//   rows:
//     - {agreement: agreement/x, signed_on: 2016, kinds: [acsa]}
//     - {agreement: agreement/y, kinds: [acsa, airlift]}
// ---
MATCH (n)
RETURN 1
"""

QUERY = read(FILE, "agreements", "agreements-of-kind")


# Files


def test_a_file_is_read_into_what_it_asks_takes_and_gives():
    expected = Query(
        name="agreements-of-kind",
        family="agreements",
        question="Which agreements of this kind does this nation have?",
        params={
            "nation": Param(Type("ID", required=True), "Id of the nation."),
            "kind": Param(Type("AgreementKind"), "Kind."),
            "as_of": Param(Type("Date"), "The day.", "today"),
            "first": Param(Type("Int"), "How many.", "10"),
        },
        returns={
            "agreement": Type("Agreement", required=True),
            "signed_on": Type("PartialDate"),
            "kinds": Type("AgreementKind", many=True, required=True),
        },
        text="MATCH (n)\nRETURN 1",
        example=QUERY.example,
    )

    assert read(FILE, "agreements", "agreements-of-kind") == expected


def test_an_example_is_read_by_the_types_of_its_columns_and_what_it_leaves_out_is_absent():
    assert QUERY.example is not None
    assert QUERY.example.params == {"nation": "nation/NO", "kind": "acsa"}
    assert QUERY.example.rows == (
        {"agreement": "agreement/x", "signed_on": "2016", "kinds": ["acsa"]},
        {"agreement": "agreement/y", "signed_on": None, "kinds": ["acsa", "airlift"]},
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (FILE, "", "the query has no header"),
        (FILE, "MATCH (n) RETURN n", "the query has no header"),
        ("\n// ---\nMATCH", "\nMATCH", "the query has no header"),
        ("// params:\n", "params:\n", "a line of the header is no comment"),
        ("// question: Which", "// question: [Which", "the header is no YAML"),
        ("// returns:", "// params: {}\n// returns:", "params is told twice"),
        ("// question: Which agreements of this kind does this nation have?\n", "", "the header lacks question"),
        ("returns:", "gives:", "gives is not understood"),
        ("type: ID!", "type: Id!", "there is no type Id!"),
        ("type: ID!", "type: ID!, docs: x", "docs is not understood"),
        ("Agreement!", "Treaties!", "there is no type Treaties!"),
        ('"[AgreementKind!]!"', '"[AgreementKind]!"', "there is no type [AgreementKind]!"),
        ("nation: nation/NO", "nation: Norway", "'Norway' is no ID"),
        ("kind: acsa}", "kind: ACSA}", "'ACSA' is no AgreementKind"),
        ("kind: acsa}", "sort: acsa}", "the header lacks sort"),
        ("signed_on: 2016,", "signed_on: 2016-13,", "'2016-13' is no PartialDate"),
        ("signed_on: 2016,", "ended_on: 2016,", "the example has a column ended_on that is not returned"),
    ],
)
def test_a_file_that_is_not_understood_is_refused_with_its_place_and_what_to_do(old, new, said):
    assert FILE.count(old) >= 1
    with pytest.raises(QueryFileError) as refused:
        read(FILE.replace(old, new, 1), "agreements", "broken")

    assert said in refused.value.what
    assert refused.value.where.startswith("queries/agreements/broken.cypher")
    assert refused.value.remedy


def test_a_header_that_is_no_yaml_is_refused_with_its_line():
    with pytest.raises(QueryFileError) as refused:
        read(FILE.replace("default: today}", "default: today"), "agreements", "broken")

    assert refused.value.where == "queries/agreements/broken.cypher:7"


def test_two_files_of_one_name_are_refused(tmp_path):
    for family in ("agreements", "cases"):
        (tmp_path / family).mkdir()
        (tmp_path / family / "twice.cypher").write_text(FILE, encoding="utf-8")

    with pytest.raises(QueryFileError, match="two queries are called twice"):
        list(Library(tmp_path))


def test_a_library_reads_a_file_when_it_is_asked_for(tmp_path):
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "agreements-of-kind.cypher").write_text(FILE, encoding="utf-8")
    (tmp_path / "agreements" / "broken.cypher").write_text("RETURN 1", encoding="utf-8")

    library = Library(tmp_path)

    assert list(library) == ["agreements-of-kind", "broken"]
    assert library["agreements-of-kind"] == QUERY


def test_a_name_that_is_no_query_is_answered_with_the_nearest():
    with pytest.raises(NotFound) as missing:
        LIBRARY.find("agreement-of-nation")

    assert missing.value.what == "there is no query agreement-of-nation"
    assert "agreements-of-nation" in missing.value.remedy


def test_a_part_of_a_name_is_answered_with_the_names_that_hold_it():
    with pytest.raises(NotFound) as missing:
        LIBRARY.find("notices")

    remedy = "try amended-notices, notices-by-year, notices-of-case, notices-of-nation, notices-by-purchaser"
    assert missing.value.remedy == remedy


def test_a_query_is_found_by_its_name():
    assert LIBRARY.find("agreements-of-nation") == LIBRARY["agreements-of-nation"]


# Parameters


def test_what_is_not_given_takes_its_default_and_today_is_the_day_of_asking():
    assert QUERY.bind({"nation": "nation/NO"}, today=date(2026, 1, 15)) == {
        "nation": "nation/NO",
        "kind": None,
        "as_of": "2026-01-15",
        "first": 10,
    }


def test_today_is_today_unless_told_otherwise():
    before = date.today()

    assert before.isoformat() <= QUERY.bind({"nation": "nation/NO"})["as_of"] <= date.today().isoformat()


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ({"kind": AgreementKind.ACSA}, {"kind": "acsa"}),
        ({"kind": "acsa"}, {"kind": "acsa"}),
        ({"as_of": date(2023, 4, 4)}, {"as_of": "2023-04-04"}),
        ({"as_of": "2023-04-04"}, {"as_of": "2023-04-04"}),
        ({"as_of": "today"}, {"as_of": "2026-01-15"}),
        ({"first": "3"}, {"first": 3}),
        ({"first": None}, {"first": 10}),
    ],
)
def test_a_parameter_is_taken_as_a_program_or_a_command_line_gives_it(given, bound):
    all_bound = QUERY.bind({"nation": "nation/NO", **given}, today=date(2026, 1, 15))

    assert {name: all_bound[name] for name in bound} == bound
    assert {name: type(all_bound[name]) for name in bound} == {name: type(value) for name, value in bound.items()}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "nation is lacking"),
        ({"nation": None}, "nation is lacking"),
        ({"nation": "Norway"}, "nation: 'Norway' is no ID"),
        ({"nation": 5}, "nation: 5 is no ID"),
        ({"nation": "nation/NO", "kind": "peace"}, "kind: 'peace' is no AgreementKind"),
        ({"nation": "nation/NO", "as_of": "2023-02-30"}, "as_of: '2023-02-30' is no Date"),
        ({"nation": "nation/NO", "as_of": "2023"}, "as_of: '2023' is no Date"),
        ({"nation": "nation/NO", "first": "many"}, "first: 'many' is no Int"),
        ({"nation": "nation/NO", "first": 1.5}, "first: 1.5 is no Int"),
        ({"nation": "nation/NO", "first": True}, "first: True is no Int"),
        ({"nation": "nation/NO", "first": -(2**31) - 1}, "first: -2147483649 is no Int"),
        ({"nation": "nation/NO", "first": 2**31}, "first: 2147483648 is no Int"),
        ({"nation": "nation/NO", "first": "99999999999999999999"}, "first: '99999999999999999999' is no Int"),
        ({"nation": "nation/NO", "nations": 1}, "there is no parameter nations"),
    ],
)
def test_a_wrong_parameter_is_refused_with_the_query_and_what_to_give(given, said):
    with pytest.raises(BadRequest) as refused:
        QUERY.bind(given)

    assert (refused.value.what, refused.value.where) == (said, "query agreements-of-kind")
    assert refused.value.remedy.startswith("give ")


# Types


@pytest.mark.parametrize("text", ["ID", "ID!", "[ID!]", "[ID!]!", "Nation!", "[TransferKind!]!", "PartialDate"])
def test_a_type_is_written_as_it_is_read(text):
    assert str(Type.parse(text)) == text


@pytest.mark.parametrize("text", ["", "id", "ID!!", "[ID]", "[[ID!]!]", "[ID!", "Whatever", "ID !"])
def test_a_type_ill_written_is_refused(text):
    with pytest.raises(QueryFileError, match="there is no type"):
        Type.parse(text)


@pytest.mark.parametrize(
    ("type_", "value", "fits"),
    [
        ("Nation!", "nation/NO", True),
        ("Nation!", "Norway", False),
        ("Nation!", None, False),
        ("Nation", None, True),
        ("[Nation!]!", [], True),
        ("[Nation!]!", ["nation/NO", None], False),
        ("[Nation!]!", "nation/NO", False),
        ("Int!", 3, True),
        ("Int!", "3", False),
        ("Int!", 3.0, False),
        ("Int!", True, False),
        ("Boolean!", True, True),
        ("Boolean!", 1, False),
        ("Decimal!", 1.5, True),
        ("Decimal!", "1.5", False),
        ("PartialDate!", "2016-05", True),
        ("Date!", "2016-05", False),
        ("DateTime!", "2026-11-22T18:21:02.000000Z", True),
        ("DateTime!", "2026-11-22T18:21:02Z", False),
        ("AgreementKind!", "acsa", True),
        ("AgreementKind!", "ACSA", False),
        ("String!", "", True),
        ("JSON!", '{"a":1}', True),
        ("JSON!", "{", False),
    ],
)
def test_a_value_that_the_graph_gave_fits_its_type_or_not(type_, value, fits):
    assert Type.parse(type_).fits(value) is fits


@given(st.integers(-(2**31), 2**31 - 1), st.dates(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))
def test_a_value_given_as_text_is_read_as_the_value_itself(number, day, flag, amount):
    pairs = [("Int", number), ("Date", day.isoformat()), ("Boolean", flag), ("Float", amount)]

    assert [Type(name).read(str(value).lower() if value is flag else str(value)) for name, value in pairs] == [
        value for _, value in pairs
    ]


@pytest.mark.parametrize("name", ["Float", "Decimal"])
@pytest.mark.parametrize("value", ["NaN", "inf", True, "much"])
def test_no_amount_is_beyond_number(name, value):
    with pytest.raises(ValueError, match="is no"):
        Type(name).read(value)


def test_many_are_given_as_a_list_or_parted_by_commas():
    kinds = Type.parse("[AgreementKind!]!")

    assert kinds.read("acsa,airlift") == kinds.read(["acsa", "airlift"]) == kinds.read(("acsa", "airlift"))


def test_a_column_typed_by_a_label_holds_ids_and_a_closed_list_goes_before_a_label():
    assert {name: Type(name).is_entity for name in ("Nation", "Entity", "TransferKind", "Int")} == {
        "Nation": True,
        "Entity": True,
        "TransferKind": False,
        "Int": False,
    }
