"""What the README shows is what one gets."""

import json
import re
import shlex
import subprocess
import sys

import pytest

from tests.api_client import serving
from tests.conftest import Engine
from tests.project import ROOT, text_of

README = text_of("README.md")
SHOWN = re.findall(r"```console\n\$ \.venv/bin/accord (.+)\n((?:(?!```|\$ ).*\n)*)", README)
CUT = "…\n"


def accord(engine: Engine, *arguments: str) -> str:
    command = [sys.executable, "accord.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=engine.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_the_readme_shows(engine, loaded, command, shown):
    printed = accord(engine, *shlex.split(command))

    assert printed[: len(shown.removesuffix(CUT))] == shown.removesuffix(CUT)
    assert printed


def test_graphql_answers_what_the_readme_shows(engine, loaded):
    (question,) = re.findall(r"```graphql\n(.*?)```", README, re.DOTALL)
    (answer,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)

    with serving(engine.settings) as client:
        assert {"data": client.data(question)} == json.loads(answer)


def test_the_readme_counts_the_facts(loaded):
    labels = {
        "nations": "Nation",
        "organizations": "Organization",
        "agreements": "Agreement",
        "authorities": "Authority",
    }
    labels |= {"rules": "Rule", "notices to Congress": "Notification"}
    counted = {what: loaded.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"] for what, label in labels.items()}

    assert {what: int(n) for n, what in re.findall(rf"(\d+) ({'|'.join(labels)})", README)} == counted
