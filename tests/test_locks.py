"""The locks say exactly what is installed, from wherever it is taken."""

import json
import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project import LOCKS, ROOT, text_of, to_run, to_work_on_it

ALL = (*LOCKS, "tests/clients/python/requirements.lock")
OF_NPM = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("package-lock.json"))


def entries(lock: str) -> list[str]:
    """The entries of a lock, each with its hashes."""
    return [part for part in re.split(r"\n(?=[a-z0-9])", text_of(lock)) if not part.startswith("#")]


def versions(lock: str) -> dict[str, str]:
    """The version that a lock gives each package."""
    heads = [Requirement(entry.split(" \\\n")[0]) for entry in entries(lock)]
    return {canonicalize_name(head.name): str(head.specifier).removeprefix("==") for head in heads}


@pytest.mark.parametrize("lock", ALL)
def test_a_lock_pins_each_package_by_hash(lock):
    pinned = re.compile(r"[a-z0-9-]+==[^\s;]+( ; [^\\]+)? \\\n +--hash=sha256:[0-9a-f]{64}")

    assert [entry for entry in entries(lock) if not pinned.match(entry)] == []


@pytest.mark.parametrize("lock", ALL)
def test_a_lock_names_no_address(lock):
    assert re.findall(r"\S*://\S*|--\S*index\S*|--find-links|--trusted-host|@ \S+", text_of(lock)) == []


def test_the_development_lock_holds_the_running_lock():
    running, development = map(versions, LOCKS)

    assert running.items() <= development.items()


def test_the_locks_hold_what_the_project_asks_for():
    running, development = map(versions, LOCKS)
    wanted = [(need, running) for need in to_run()] + [(need, development) for need in to_work_on_it()]

    assert [
        str(need) for need, lock in wanted if not need.specifier.contains(lock.get(canonicalize_name(need.name), "0"))
    ] == []


@pytest.mark.parametrize("lock", OF_NPM)
def test_a_lock_of_npm_pins_each_package_by_hash_and_says_nothing_of_where_it_is(lock):
    packages = {name: told for name, told in json.loads(text_of(lock))["packages"].items() if name}

    assert [name for name, told in packages.items() if "integrity" not in told or "resolved" in told] == []
    assert len(packages) > 100
