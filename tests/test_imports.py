"""Imports point one way, and the contracts that say so would notice if they did not."""

import ast
import shutil
import sys
from pathlib import Path

import pytest

from tests.project import PACKAGES, ROOT, beside_python, run

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


def imported(*modules: Path) -> set[str]:
    """The packages that some modules import from."""
    nodes = [node for path in modules for node in ast.walk(ast.parse(path.read_text()))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


def test_imports_point_one_way():
    assert lint(ROOT) == (0, "Contracts: 4 kept, 0 broken.")


def test_a_tree_that_keeps_the_contracts_passes(skeleton):
    assert lint(skeleton) == (0, "Contracts: 4 kept, 0 broken.")


@pytest.mark.parametrize(("file", "line"), BREAKS.values(), ids=BREAKS)
def test_an_import_against_the_direction_is_seen(skeleton, file, line):
    (skeleton / file).write_text(f"{line}\n")

    assert lint(skeleton) == (1, "Contracts: 3 kept, 1 broken.")


def test_schema_needs_nothing_but_the_standard_library():
    assert imported(*(ROOT / "schema").rglob("*.py")) - sys.stdlib_module_names == {"schema"}


def test_the_front_door_only_gathers():
    assert imported(ROOT / "accord.py") - sys.stdlib_module_names <= {*PACKAGES, "rich", "typer"}


def test_no_module_of_ours_has_the_name_of_one_of_the_standard_library():
    assert {*PACKAGES, "accord"} & sys.stdlib_module_names == set()


def test_a_long_module_says_why_it_is_long():
    modules = [ROOT / "accord.py", *(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))]
    long = [path.read_text() for path in modules if len(path.read_text().splitlines()) > 300]

    assert [text[:60] for text in long if "Longer than 300 lines because" not in text[:1000]] == []
