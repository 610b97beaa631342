"""What the pages say of the project is so."""

import json
import re

import pytest

from tests.project import PACKAGES, ROOT, names, text_of, to_run, to_work_on_it

PLACES = ("*.md", "docs/**/*.md", *(f"{name}/**/*.md" for name in PACKAGES))
FOUND = {page.relative_to(ROOT) for place in PLACES for page in ROOT.glob(place)}
PAGES = sorted(page.as_posix() for page in FOUND if "node_modules" not in page.parts)
DECISIONS = [page for page in PAGES if page.startswith("docs/decisions/")]


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_lead_somewhere(page):
    links = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", text_of(page))

    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_make_commands_of_a_page_exist(page):
    commands = set(re.findall(r"(?:^|`)make ([a-z0-9]+)\b", text_of(page), re.MULTILINE))

    assert commands <= set(re.findall(r"^([a-z0-9]+):", text_of("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_says_what_was_chosen_over_what_and_why(page):
    shape = r"# .+\n\n\d{4}-\d\d-\d\d\n\n\*\*Chosen\.\*\* .+\n\*\*Over\*\*\n.+\n\*\*Because\*\* .+"

    assert re.match(shape, text_of(page), re.DOTALL)


def test_every_dependency_has_its_reason_and_no_other_has():
    chosen = text_of("docs/dependencies.md").partition("## Not chosen")[0]
    reasoned = re.findall(r"^\| `([a-z0-9-]+)` \| .{10,} \|$", chosen, re.MULTILINE)

    of_page = json.loads(text_of("api/page/package.json"))["dependencies"]
    assert sorted(reasoned) == sorted([*names(to_run() + to_work_on_it()), *of_page])


def test_no_page_speaks_of_the_machine_it_was_written_on():
    assert [page for page in PAGES if re.search(r"(?<![\w.])/(?:home|root|work|tmp)/", text_of(page))] == []
