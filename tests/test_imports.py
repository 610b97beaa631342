"""Imports point one way, and the contracts that say so would notice if they did not."""

import shutil
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.project import PACKAGES, ROOT, beside_python, imported, modules, names, run, to_run, to_work_on_it

OPTIONAL = {"z3-solver"}
"""What is used where it is installed: without it the check of the rules says what it left out."""

BREAKS = {
    "schema reaches up": ("schema/__init__.py", "import graph"),
    "graph meets queries": ("graph/__init__.py", "import queries"),
    "queries meet graph": ("queries/__init__.py", "import graph"),
    "api meets loaders": ("api/__init__.py", "import loaders"),
    "loaders meet api": ("loaders/__init__.py", "import api"),
    "a folder leans on the front door": ("api/__init__.py", "import accord"),
    "queries speak to the driver": ("queries/__init__.py", "import neo4j"),
    "graph has the driver beside its client": ("graph/__init__.py", "from neo4j import GraphDatabase"),
    "graph serves": ("graph/__init__.py", "import fastapi"),
}


@pytest.fixture
def skeleton(tmp_path):
    """Five packages that keep the contracts of this project, and next to nothing in them."""
    for name in PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "graph/client.py").write_text("import neo4j\n")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path) -> tuple[int, str]:
    """What import-linter says of a tree: its exit code, and the last line, which counts the contracts."""
    ended = run(beside_python("lint-imports"), "--no-cache", cwd=tree)
    return ended.returncode, next((line for line in ended.stdout.splitlines() if line.startswith("Contracts:")), "")


def brought(packages: set[str]) -> set[str]:
    """The distributions that some packages come from."""
    known = packages_distributions()
    return {canonicalize_name(name) for package in packages for name in known[package]}


def test_imports_point_one_way():
    assert lint(ROOT) == (0, "Contracts: 4 kept, 0 broken.")


def test_a_tree_that_keeps_the_contracts_passes(skeleton):
    assert lint(skeleton) == (0, "Contracts: 4 kept, 0 broken.")


@pytest.mark.parametrize(("file", "line"), BREAKS.values(), ids=BREAKS)
def test_an_import_against_the_direction_is_seen(skeleton, file, line):
    (skeleton / file).write_text(f"{line}\n")

    assert lint(skeleton) == (1, "Contracts: 3 kept, 1 broken.")


def test_schema_needs_nothing_but_the_standard_library():
    assert imported(*modules("schema")) - sys.stdlib_module_names == {"schema"}


def test_the_front_door_only_gathers():
    assert imported(ROOT / "accord.py") - sys.stdlib_module_names <= {*PACKAGES, "rich", "typer"}


def test_no_module_of_ours_has_the_name_of_one_of_the_standard_library():
    assert {*PACKAGES, "accord"} & sys.stdlib_module_names == set()


def test_what_is_imported_is_asked_for():
    ours = {*PACKAGES, "accord", "tests"}
    running, testing = modules(*PACKAGES), modules("tests")

    assert brought(imported(*running) - sys.stdlib_module_names - ours) <= names(to_run()) | OPTIONAL
    assert brought(imported(*testing) - sys.stdlib_module_names - ours) <= names(to_run() + to_work_on_it())


def test_a_long_module_says_why_it_is_long():
    texts = [path.read_text(encoding="utf-8") for path in modules(*PACKAGES, "tests")]

    assert [
        text[:60]
        for text in texts
        if len(text.splitlines()) > 300 and "Longer than 300 lines because" not in text[:1000]
    ] == []
