"""Clients that tools generate from the published schema compile, and ask the running server; at full counts alone."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import SOAK
from tests.project import ROOT, run
from tests.served import served

HERE = ROOT / "tests/clients"
ACSAS = "MATCH (a:Agreement) WHERE 'acsa' IN a.kinds RETURN a.id AS id, a.title AS title"
CONFIGURATION = """[tool.ariadne-codegen]
schema_path = "schema.graphql"
queries_path = "operations"
target_package_name = "accord_client"
async_client = false
include_all_inputs = false
include_all_enums = false
"""
ASK = """import json, sys
from accord_client import AgreementKind, Client, TransferKind, TransferRequest
from accord_client.exceptions import GraphQLClientGraphQLMultiError

with Client(url=sys.argv[1]) as client:
    ids: list[str] = []
    after: str | None = None
    more = True
    while more:
        page = client.agreements(kinds=[AgreementKind.ACSA], first=30, after=after).agreements
        ids += [node.id for node in page.nodes]
        after, more = page.page_info.end_cursor, page.page_info.has_next_page
    try:
        client.coverage(TransferRequest(recipient="Korea", kinds=[TransferKind.ACSA_TRANSFER]))
    except GraphQLClientGraphQLMultiError as refusal:
        print(json.dumps({"ids": ids, "code": (refusal.errors[0].extensions or {})["code"]}))
"""

pytestmark = pytest.mark.skipif(not SOAK, reason="it fetches tools: make soak")


@pytest.fixture(scope="module")
def address(engine):
    with served(engine) as address:
        yield f"{address}/graphql"


@pytest.fixture
def folder(tmp_path):
    """A folder with the schema as it is published, and the operations of the examples."""
    shutil.copy(ROOT / "api/schema.graphql", tmp_path)
    shutil.copytree(ROOT / "docs/examples", tmp_path / "operations", ignore=shutil.ignore_patterns("*.[jphc]*"))
    return tmp_path


@pytest.fixture
def wanted(loaded):
    """What a client is to be told: the ids of all agreements of a kind in order, and a code."""
    rows = sorted(loaded.read(ACSAS), key=lambda row: (row["title"], row["id"]))
    return {"ids": [row["id"] for row in rows], "code": "UNKNOWN_NAME"}


def done(*command: str | Path, cwd: Path) -> str:
    """What a command printed that ended well."""
    ended = run(*command, cwd=cwd)
    assert ended.returncode == 0, f"{ended.stdout[-3000:]}{ended.stderr[-3000:]}"
    return ended.stdout


def fetched(*command: str | Path, cwd: Path) -> None:
    """Runs a command that fetches tools; where it cannot, the test is skipped with what it said."""
    ended = run(*command, cwd=cwd)
    if ended.returncode:
        pytest.skip(f"{Path(command[0]).name} could not fetch the tools: {ended.stderr[-300:]}")


def test_the_client_that_ariadne_generates_is_typed_and_asks(address, folder, wanted):
    done(sys.executable, "-m", "venv", "env", cwd=folder)
    bin_ = folder / "env/bin"
    fetched(bin_ / "pip", "install", "--quiet", "--require-hashes", "-r", HERE / "python/requirements.lock", cwd=folder)
    (folder / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "ask.py").write_text(ASK, encoding="utf-8")

    done(bin_ / "ariadne-codegen", cwd=folder)
    done(bin_ / "mypy", "--strict", "accord_client", "ask.py", cwd=folder)
    told = json.loads(done(bin_ / "python", "ask.py", address, cwd=folder))

    assert told == wanted


def test_the_clients_of_the_web_are_typed_and_ask(address, folder, wanted):
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm was not found, which would fetch the tools")
    shutil.copytree(HERE / "node", folder, dirs_exist_ok=True)
    fetched(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=folder)

    done("node_modules/.bin/graphql-codegen", "--config", "codegen.ts", cwd=folder)
    done("node_modules/.bin/tsc", "--project", ".", cwd=folder)
    told = json.loads(done("node", "built/ask.js", address, cwd=folder))

    assert told == {"graphql-request": wanted, "Apollo Client": wanted, "urql": wanted}
