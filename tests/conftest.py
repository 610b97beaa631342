"""The engines that tests run on: one of each a run, started when a test first asks for it."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

from accord import app
from graph import console
from graph.access import Access
from graph.client import Graph
from graph.connect import access_to, connect
from graph.embedded import open_engine
from graph.prepare import prepare
from graph.settings import PREFIX, Settings, load_settings
from loaders import bundled
from loaders.commands import load_all
from loaders.run import Options
from tests.browser import Browser, CannotBrowse, browser
from tests.neo4j_server import LATEST, LONG_TERM, QUICK, CannotRun, neo4j_server

T = TypeVar("T")
SOAK = os.environ.get("ACCORD_SOAK") == "1"
NEO4J_REQUIRED = os.environ.get("ACCORD_REQUIRE_NEO4J") == "1"
VERSIONS = {"neo4j": LONG_TERM, **({"neo4j-latest": LATEST} if SOAK else {})}
ENGINE = re.compile(r"[\[-](embedded|neo4j-latest|neo4j)[\]-]")
RAN = pytest.StashKey[set[str]]()

FACTS = "the bundled facts"
WRITTEN_LAST = "MATCH (v:DataVersion {id: 'data'}) WHERE v.version = v.marked_at RETURN v.mark AS mark"
MARK = "MATCH (v:DataVersion {id: 'data'}) SET v.mark = $mark, v.marked_at = v.version"


@dataclass(frozen=True)
class Engine:
    """An engine that runs: its name, its own name and version, and the settings that lead to it."""

    name: str
    version: str
    settings: Settings

    def open(self, reader: bool = False) -> AbstractContextManager[Graph]:
        """The graph on this engine, as long as the block lasts."""
        return connect(self.settings, reader)

    def access(self, reader: bool = False) -> AbstractContextManager[Access]:
        """The way into this engine."""
        return access_to(self.settings, reader)

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which another process uses this engine."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORD_")}
        chosen = {
            "ACCORD_HOME": str(self.settings.home),
            "ACCORD_GRAPH_URI": self.settings.graph_uri or "",
            "ACCORD_GRAPH_PASSWORD": self.settings.graph_password.get_secret_value(),
        }
        return kept | {name: value for name, value in chosen.items() if value}


@pytest.fixture(scope="session", params=["embedded", *VERSIONS])
def engine(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """Each engine in turn; without Maven or Java there is no Neo4j, and its tests are skipped."""
    home = tmp_path_factory.mktemp("home")
    serve = _neo4j(VERSIONS[request.param], home) if request.param in VERSIONS else _embedded(home)
    with serve as settings:
        with connect(settings) as graph:
            version = graph.engine
        _ran(request.config).add(version)
        yield Engine(request.param, version, settings)


@pytest.fixture(autouse=True)
def _tell_engine(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    """The record of a run says of each test on which engine it ran."""
    used = request.getfixturevalue("engine") if "engine" in request.fixturenames else None
    if isinstance(used, Engine):
        record_property("engine", used.version)


@contextmanager
def _embedded(home: Path) -> Iterator[Settings]:
    with open_engine(home):
        yield load_settings(home=home)


@contextmanager
def _neo4j(version: str, home: Path) -> Iterator[Settings]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(neo4j_server(version, *QUICK))
        except CannotRun as reason:
            if NEO4J_REQUIRED:
                pytest.fail(str(reason))
            pytest.skip(str(reason))
        yield load_settings(home=home, graph_uri=server.uri, graph_password=server.password)


@pytest.fixture(scope="session")
def window() -> Iterator[Browser]:
    """A window of a browser."""
    try:
        with browser() as window:
            yield window
    except CannotBrowse as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def session_graph(engine: Engine) -> Iterator[Graph]:
    """One connection to the engine for the whole run."""
    with engine.open() as graph:
        yield graph


@pytest.fixture
def graph(session_graph: Graph) -> Graph:
    """An empty graph that can be written."""
    wipe(session_graph)
    return session_graph


@pytest.fixture
def loaded(session_graph: Graph) -> Graph:
    """The graph with the bundled facts, to be read: they are loaded again only where a test has written since."""
    load_facts(session_graph)
    return session_graph


def load_facts(graph: Graph) -> None:
    """Leave the bundled facts in the graph, and nothing else."""
    if graph.read(WRITTEN_LAST) != [{"mark": FACTS}]:
        wipe(graph)
        prepare(graph)
        load_all(graph, ((loader, None) for loader in bundled().values()), Options(), quiet=True)
        graph.write(lambda tx: tx.run(MARK, {"mark": FACTS}))


@pytest.fixture
def reader(engine: Engine, graph: Graph) -> Iterator[Graph]:
    """The same graph as `graph`, for one who only reads."""
    with engine.open(reader=True) as reading:
        yield reading


def sampled(engine: Engine, things: Iterable[T], few: int) -> list[T]:
    """All of them; but few, always the same, on Neo4j outside of soak: it plans each statement for up to a second."""
    told = list(things)
    return told if SOAK or engine.name == "embedded" else Random(few).sample(told, few)


def wipe(graph: Graph) -> None:
    """Take everything out of the graph; constraints and indexes stay."""
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))


def pytest_configure(config: pytest.Config) -> None:
    """Keep a place for the engines that run, and forget the settings of whoever runs the tests."""
    config.stash[RAN] = set()
    for name in Settings.model_fields:
        os.environ.pop(f"{PREFIX}{name.upper()}", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of an engine come first, then long ones, so that nobody waits for them at the end; and those that
    read the bundled facts, then those that change them, before those that empty the graph, so that these are loaded
    once.
    """
    items.sort(key=_place)


def _place(item: pytest.Item) -> tuple[bool, ...]:
    needs = getattr(item, "fixturenames", ())
    return (
        ENGINE.search(item.nodeid) is None,
        "long" not in item.keywords,
        "graph" in needs,
        "loaded" not in needs,
        "writes" in item.keywords,
    )


class ByEngine(LoadScopeScheduling):  # type: ignore[misc]
    """Where tests are spread over processes, those of an engine share two, with one of it each: what asks the API and
    the rest. Those of a file that asks for none share one.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, found = nodeid.partition("::")[0], ENGINE.search(nodeid)
        if not found:
            return file
        return f"{found[1]} api" if "test_api_" in file else found[1]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByEngine:
    """Which process runs which tests."""
    return ByEngine(config, log)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of several hands over which engines ran in it."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["engines"] = sorted(_ran(session.config))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """The first process gathers which engines ran in the others."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    ran: list[str] = getattr(node, "workeroutput", {}).get("engines", [])
    _ran(config).update(ran)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which engines ran."""
    engines = ", ".join(sorted(_ran(config))) or "none"
    terminalreporter.write_line(f"engines: {engines}")


def _ran(config: pytest.Config) -> set[str]:
    return config.stash[RAN]


@pytest.fixture
def accord(
    engine: Engine, loaded: Graph, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[object, str, str]]:
    """Runs a command: how it ended, what it printed, and what it complained of."""
    for name, value in engine.environment.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as ended:
            console.main(app, words)
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return run
