"""The project as its own tests see it: where it stands, what pyproject.toml says, and how a command is run."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PACKAGES = ("schema", "graph", "queries", "loaders", "api")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """How a command ended and what it printed."""
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)


def beside_python(name: str) -> Path:
    """A command of the environment that the tests run in."""
    return Path(sys.executable).with_name(name)


def text_of(page: str) -> str:
    """What a file of the project holds."""
    return (ROOT / page).read_text(encoding="utf-8")


def to_run() -> list[Requirement]:
    """What pyproject.toml asks for to run Accord."""
    return [Requirement(text) for text in PROJECT["project"]["dependencies"]]


def to_work_on_it() -> list[Requirement]:
    """What pyproject.toml asks for besides: the extras and the groups of dependencies."""
    kinds = (PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"])
    return [Requirement(text) for kind in kinds for group in kind.values() for text in group]


def names(needs: list[Requirement]) -> set[str]:
    """The names of what is asked for, as an index writes them."""
    return {canonicalize_name(need.name) for need in needs}


def modules(*folders: str) -> list[Path]:
    """The Python files of some folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(*files: Path) -> set[str]:
    """The packages that some files import from."""
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in found}
