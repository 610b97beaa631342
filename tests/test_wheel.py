"""The built wheel holds all of Accord, and works where no checkout is."""

import re
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from tests.project import PACKAGES, PROJECT, ROOT, run, to_run

MODULES = ("accord", *PACKAGES)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """A folder with an environment of its own, which has the wheel; the tests' environment lends the dependencies."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    site = next((folder / "venv").glob("lib/python*/site-packages"))
    (site / "lent.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    put = run(
        sys.executable, "-m", "pip", "--python", folder / "venv/bin/python", "install", "--no-index", "--no-deps", wheel
    )
    assert put.returncode == 0, put.stderr
    return folder


def test_the_wheel_ships_every_file_of_its_folders(wheel):
    files = {path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    mine = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts} | {"accord.py"}

    shipped = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert shipped == mine
    assert {Path(name).suffix for name in shipped} >= {".csv", ".cypher", ".graphql", ".py", ".toml", ".yaml"}


def test_the_wheel_asks_for_what_the_project_names_and_brings_its_licence(wheel):
    with ZipFile(wheel) as files:
        names = {name.partition(".dist-info/")[2]: name for name in files.namelist()}
        needs = re.findall(r"^Requires-Dist: (.+)$", files.read(names["METADATA"]).decode(), re.MULTILINE)

    notebooks = PROJECT["project"]["optional-dependencies"]["notebooks"]
    assert {Requirement(need).name for need in needs} == {
        need.name for need in (*to_run(), *map(Requirement, notebooks))
    }
    assert "licenses/LICENSE" in names


@pytest.mark.parametrize("module", MODULES)
def test_the_installed_code_is_that_of_the_wheel(elsewhere, module):
    told = run(elsewhere / "venv/bin/python", "-I", "-c", f"import {module}; print({module}.__file__)", cwd=elsewhere)

    assert Path(told.stdout.strip()).is_relative_to(elsewhere)


@pytest.mark.parametrize("words", ["--help", "facts check", "query --help"])
def test_the_installed_command_works_in_any_folder(elsewhere, words):
    ended = run(elsewhere / "venv/bin/accord", *words.split(), cwd=elsewhere)

    assert (ended.returncode, ended.stderr) == (0, "")
