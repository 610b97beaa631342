"""Many clients while a load writes: no answer is of two versions of the data, errors are few, nothing leaks."""

import asyncio
import threading
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.prepare import prepare
from loaders.core import SOURCED, Loader
from loaders.run import Options, load
from schema.stakeholders import MEMBER_OF, NATION, ORGANIZATION
from tests.conftest import SOAK
from tests.served import server

CLIENTS, SECONDS, PAUSE = (200, 60.0, 3.0) if SOAK else (8, 2.0, 0.2)
VERSIONS, LONGEST = 3, 90.0
"""So many versions must have been seen before the clients end, and how long they wait for them."""
NATIONS = [f"{first}{second}" for first in "ABCD" for second in "ABCDE"]
MOST_MEGABYTES = 60
"""How much the server may grow behind the first fifth of the time."""

OPERATIONS = (
    "{ nations { nodes { title memberOf { edges { fromOn node { title } } } } } organizations { nodes { title } } }",
    "{ nations { nodes { title memberOf { edges { fromOn node { title } } } } } status { version } }",
    "{ nations { aggregate(by: [{field: TITLE}, {memberOf: {field: TITLE}}]) { groups { keys { value } count } } } }",
    "{ nations { aggregate(by: {memberOf: {field: TITLE}}) { groups { keys { value } count } } } status { version } }",
    """{ nations { nodes { title } } search(text: "told", first: 30) { entity { title } }
      library { standingOfNation(nation: "nation/AA") { rows { title entity { title } } } }
      paths(from: "nation/AB", to: "nation/AC", first: 2) { found { nodes { title } } } }""",
    '{ nations(where: {memberOf: {some: {node: {title: {startsWith: "Told"}}}}}) { totalCount nodes { title } } }',
)
"""What one statement answers, and what resolvers do."""


def parse(record):
    """A nation and a body that are told by one word, and the membership."""
    id_, word = record.pop("id"), record.pop("word")
    yield NATION.row(f"nation/{id_}", title=word, iso2=id_)
    yield ORGANIZATION.row("org/body", title=word, kind="alliance")
    yield MEMBER_OF.link(f"nation/{id_}", "org/body", from_on=None)


TRIAL = Loader(
    name="trial",
    doc="Nations that all have the same title, for the test.",
    columns=("id", "word", *SOURCED),
    emits=(NATION, ORGANIZATION, MEMBER_OF),
    parse=parse,
)


def tell(graph, folder: Path, number: int) -> None:
    """Loads everything anew under another word, in one transaction."""
    lines = [",".join(TRIAL.columns), *(f"{each},Told {number},A page,,documented" for each in NATIONS)]
    path = folder / "trial.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    load(graph, TRIAL, path, Options(accept_deletions=True))


@contextmanager
def loading(engine, folder: Path):
    """While the block lasts, loads follow each other."""
    ended = threading.Event()

    def work() -> None:
        with engine.open() as graph:
            for number in count(2):
                if ended.wait(PAUSE):
                    return
                tell(graph, folder, number)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def words(told) -> set[str]:
    """The words in whatever was answered."""
    if isinstance(told, dict):
        return set().union(*map(words, told.values()))
    if isinstance(told, list):
        return set().union(*map(words, told))
    return {told} if isinstance(told, str) and told.startswith("Told") else set()


class Answers:
    """What the clients were told: the words by version, how many answers, and the codes of errors."""

    def __init__(self) -> None:
        self.words: defaultdict[int, set[str]] = defaultdict(set)
        self.count, self.errors = 0, Counter[str]()

    def take(self, body: Any) -> None:
        """Keeps one."""
        self.count += 1
        if "errors" in body:
            self.errors.update(error["extensions"]["code"] for error in body["errors"])
        else:
            self.words[body["extensions"]["dataVersion"]] |= words(body["data"])


async def asks(client: httpx.AsyncClient, address: str, begun: float, answers: Answers) -> None:
    """Asks one operation after the other."""
    for number in count():
        passed = time.monotonic() - begun
        if passed > LONGEST or (passed > SECONDS and len(answers.words) >= VERSIONS):
            return
        text = OPERATIONS[number % len(OPERATIONS)]
        answers.take((await client.post(f"{address}/graphql", json={"query": text})).json())


def megabytes(process: int) -> float:
    """The memory that the process has; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


async def crowd(address: str, process: int, answers: Answers) -> tuple[float, float]:
    """Many clients at once. Returns the memory of the server when they have begun, and when they end."""
    limits = httpx.Limits(max_connections=CLIENTS)
    async with httpx.AsyncClient(timeout=60, limits=limits) as client, asyncio.TaskGroup() as group:
        for _ in range(CLIENTS):
            group.create_task(asks(client, address, time.monotonic(), answers))
        await asyncio.sleep(SECONDS / 5)
        begun = megabytes(process)
    return begun, megabytes(process)


@pytest.fixture
def first_told(graph, tmp_path):
    prepare(graph)
    tell(graph, tmp_path, 1)
    return tmp_path


def test_no_answer_is_torn_while_loads_write(engine, first_told, record_property):
    answers = Answers()
    with server(engine) as (process, address), loading(engine, first_told):
        begun, ended = asyncio.run(crowd(address, process.pid, answers))
    record_property("answers", answers.count)
    record_property("megabytes", ended - begun)

    assert {version: told for version, told in answers.words.items() if len(told) != 1} == {}
    assert len(answers.words) >= VERSIONS
    assert answers.errors.keys() <= {"GRAPH_UNAVAILABLE"}
    assert answers.errors.total() <= answers.count / 100
    assert not SOAK or ended - begun < MOST_MEGABYTES
