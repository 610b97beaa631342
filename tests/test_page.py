"""The page to ask by, in a browser: with GraphiQL and without, it has all that it needs from its own address."""

import asyncio
import re
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from graphql import parse, validate

from api import page
from api.app import create_app
from api.schema import SCHEMA
from tests.api_client import Versions, speaking
from tests.project import ROOT, run

INSTALLED = ROOT / ".cache" / "page"
ASKED = "return [...new Set(performance.getEntriesByType('resource').map(({name}) => new URL(name).origin))]"
PLAIN = "document.getElementById('answer').textContent"
GRAPHIQL = "document.querySelector('.result-window').innerText"
READ = "return document.querySelector('[aria-label=\"Show Documentation Explorer\"]')"


@pytest.fixture(scope="module")
def graphiql():
    """A folder into which GraphiQL is installed as `make graphiql` does, once."""
    if shutil.which("npm") is None:
        pytest.skip("npm was not found, which would install GraphiQL")
    lock, whole = _text(page.HERE / "package-lock.json"), INSTALLED / "whole"
    if _text(whole) != lock:
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(page.HERE / name, INSTALLED)
        done = run("npm", "ci", "--prefix", INSTALLED, "--ignore-scripts", "--no-audit", "--no-fund")
        if done.returncode:
            pytest.skip(f"npm could not install GraphiQL: {done.stderr[-300:]}")
        whole.write_text(lock, encoding="utf-8")
    return INSTALLED / "node_modules"


def _text(path):
    return path.read_text(encoding="utf-8") if path.exists() else None


@contextmanager
def shown(monkeypatch, installed):
    """The address of the page, served with what is installed in the folder."""
    monkeypatch.setattr(page, "INSTALLED", installed)
    server = uvicorn.Server(uvicorn.Config(create_app(Versions(7)), port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_without_graphiql_a_browser_can_ask_and_is_told_how_to_get_it(monkeypatch, tmp_path, window):
    with shown(monkeypatch, tmp_path) as address:
        window.open(f"{address}/graphql")
        window.run("question.value = '{ status { version } }'; form.requestSubmit()")

        assert '"version": 7' in window.wait(f"return {PLAIN}.includes('version') && {PLAIN}")
        assert window.run(ASKED) == [address]
        assert "make graphiql" in window.run("return document.body.innerText")


def test_with_graphiql_a_browser_can_ask_and_reads_the_schema(monkeypatch, graphiql, window):
    with shown(monkeypatch, graphiql) as address:
        window.open(f"{address}/graphql")
        window.wait(READ)
        window.run("document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue('{__typename}')")
        window.run("document.querySelector('.graphiql-execute-button').click()")

        assert '"__typename": "Query"' in window.wait(f"return {GRAPHIQL}.includes('Query') && {GRAPHIQL}")
        assert window.run(ASKED) == [address]


@pytest.mark.parametrize("name", ["desk.html", "plain.html", "graphiql.html"])
def test_all_that_a_page_names_is_there(name, graphiql):
    named = set(re.findall(r'(?:src|href)="([^"]+)"', _text(page.HERE / name))) - {"data:,", "?", "graphql"}
    served = page.Page(graphiql)

    assert {part.removeprefix("graphql/page/") for part in named} <= set(page.OWN) | set(page.THEIRS)
    assert all(Path(served.file(part.removeprefix("graphql/page/")).path).is_file() for part in named)


def test_the_question_that_stands_there_fits_the_schema():
    asked = _text(page.HERE / "question.js").split("`")[1]

    assert validate(SCHEMA._schema, parse(asked)) == []


def test_the_browser_is_told_to_ask_no_other_server(monkeypatch, tmp_path):
    monkeypatch.setattr(page, "INSTALLED", tmp_path)
    with asyncio.Runner() as runner, speaking(runner, Versions(7)) as client:
        answer = client.send("GET", "/graphql", headers={"accept": "text/html"})

    told = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert {source for part in told.values() for source in part.split()} == {
        "'none'", "'self'", "'unsafe-inline'", "data:"
    }  # fmt: skip
    assert (told["default-src"], told["script-src"], told["connect-src"]) == ("'none'", "'self'", "'self'")


@pytest.mark.parametrize("name", ["graphiql.js", "package.json", "..%2F__init__.py", "plain.html"])
def test_no_file_is_served_but_those_of_the_page(monkeypatch, tmp_path, name):
    monkeypatch.setattr(page, "INSTALLED", tmp_path)
    with asyncio.Runner() as runner, speaking(runner, Versions(7)) as client:
        assert client.send("GET", f"/graphql/page/{name}").status_code == 404
