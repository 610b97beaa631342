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
    question, answer = re.findall(r"```graphql\n(.*?)```\n\n```json\n(.*?)```", README, re.DOTALL)[0]

    with serving(engine.settings) as client:
        assert {"data": client.data(question)} == json.loads(answer)


ASKED = re.findall(r"```graphql\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("question", ASKED, ids=range(len(ASKED)))
def test_every_question_of_the_readme_has_an_answer(engine, loaded, question):
    with serving(engine.settings) as client:
        assert all(client.data(question).values())
