"""Templates of sheets: as they come they load nothing, filled in they need no mapping, and they overwrite no file."""

import pytest

from loaders.run import Options, load
from loaders.sheets.kinds import FORMS, KINDS, columns
from loaders.sheets.template import texts, workbook
from loaders.sources.sheets import SHEETS
from schema.errors import UsageError
from tests.desk import ids, known


@pytest.fixture(scope="module")
def world(session_graph):
    """The graph with what sheets speak of; each test tells its own facts, under a name of its own."""
    return known(session_graph)


@pytest.mark.parametrize("write", [workbook, texts], ids=["xlsx", "csv"])
@pytest.mark.parametrize("form", FORMS)
def test_a_template_as_it_comes_loads_nothing_and_refuses_nothing(world, tmp_path, form, write):
    for path in write(form, tmp_path / f"fresh-{form}.{'xlsx' if write is workbook else 'csv'}"):
        outcome = load(world, SHEETS, path, Options(dry_run=True))

        assert (outcome.refused, outcome.counts["new"]) == ((), 0)
        assert set(outcome.left_out) == {"the example row of a template"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_row_without_its_mark_says_what_its_columns_mean(kind):
    told = {str(field): field.example for field in columns(kind) if field.example}

    assert {str(field) for field in columns(kind) if field.required} <= told.keys()


def test_a_filled_template_loads_without_a_mapping(world, tmp_path):
    (path,) = texts("contact", tmp_path / "embassy.csv")
    with path.open("a", encoding="utf-8") as lines:
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        values = {"contact.of": "Japan", "contact.title": "Desk for Japan", "contact.phone": "1"}
        lines.write(",".join(values.get(name, "") for name in header) + "\n")

    outcome = load(world, SHEETS, path)

    assert (outcome.refused, ids(world, "sheets:embassy")) == ((), {"contact/nation-JP/desk-for-japan"})


def test_a_template_is_never_written_over_a_file(tmp_path):
    path = tmp_path / "case.xlsx"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError):
        workbook("case", path)

    assert path.read_text(encoding="utf-8") == "mine"
