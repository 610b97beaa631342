"""The application as a client meets it: over HTTP, inside this process."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import httpx

from api.app import create_app
from api.compiled import extension
from api.compiled.plans import Plans
from api.policy import LOOPBACK, Policy
from api.timing import Reads
from graph.client import AsyncGraph
from graph.connect import access_to
from graph.dialect import NEO4J
from graph.settings import Settings
from schema.errors import BadQuery

STATUS = "{ status { version } }"
NATIONS = "{ nations(first: 60) { nodes { id title } } }"
VERSION = {"version": 7, "changed_at": "2026-01-01T00:00:00Z", "format": 1}


class Fake:
    """What takes the place of a graph in a test: it answers no operation as a whole."""

    dialect = NEO4J

    async def rows(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
        """Refuses, so that resolvers answer."""
        raise BadQuery("no operation is answered as a whole")


class Versions(Fake):
    """A graph that has nothing but a version, which each read may move on."""

    def __init__(self, *versions: int) -> None:
        self.versions, self.asked = list(versions), 0

    async def read(self, text: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The next version, the last of them again and again; of all else nothing."""
        self.asked += 1
        if "DataVersion" not in text:
            return []
        return [VERSION | {"version": self.versions.pop(0) if len(self.versions) > 1 else self.versions[0]}]


class NoPlans(Plans):
    """Leaves every operation to resolvers."""

    def plan(self, *_: object) -> None:
        """None: there is no other way."""


@contextmanager
def by_resolvers() -> Iterator[None]:
    """Whatever is asked inside is answered by resolvers."""
    kept, extension.PLANS = extension.PLANS, NoPlans()
    try:
        yield
    finally:
        extension.PLANS = kept


@dataclass(frozen=True)
class Client:
    """Asks the application; `ask` is for GraphQL, `send` for whatever else."""

    runner: asyncio.Runner
    http: httpx.AsyncClient

    def send(self, method: str, path: str, **request: Any) -> httpx.Response:
        """The answer to a request."""
        return self.runner.run(self.http.request(method, path, **request))

    def ask(self, text: str, **variables: Any) -> dict[str, Any]:
        """The body of the answer to an operation."""
        answer = self.send("POST", "/graphql", json={"query": text, "variables": variables})
        body: dict[str, Any] = answer.json()
        return body

    def data(self, text: str, **variables: Any) -> dict[str, Any]:
        """The data of an operation that has no errors."""
        body = self.ask(text, **variables)
        assert "errors" not in body
        data: dict[str, Any] = body["data"]
        return data

    def error(self, text: str, **variables: Any) -> dict[str, Any]:
        """Message and extensions of the one error of an operation."""
        [error] = self.ask(text, **variables)["errors"]
        return {"message": error["message"], **error["extensions"]}


@contextmanager
def serving(
    settings: Settings, around: Callable[[AsyncGraph], Reads] = lambda graph: graph, policy: Policy = LOOPBACK
) -> Iterator[Client]:
    """A client of an application over the graph of the settings, or over what is put around that graph."""
    with asyncio.Runner() as runner, access_to(settings, reader=True) as access:
        graph = AsyncGraph(access)
        with speaking(runner, around(graph), policy) as client:
            yield client
        runner.run(graph.close())


@contextmanager
def speaking(runner: asyncio.Runner, graph: Reads, policy: Policy = LOOPBACK) -> Iterator[Client]:
    """A client of an application over whatever can be read."""
    transport = httpx.ASGITransport(create_app(graph, policy), raise_app_exceptions=False)
    http = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")
    yield Client(runner, http)
    runner.run(http.aclose())


def stored(text: str) -> dict[str, Any]:
    """The extensions of a request that names an operation by its hash."""
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}}


def by_get(client: Client, text: str, **headers: str) -> httpx.Response:
    """The answer to an operation that GET asks for by its hash."""
    return client.send("GET", "/graphql", params={"extensions": json.dumps(stored(text))}, headers=headers)


def code(answer: httpx.Response) -> str:
    """The code of the first error of an answer."""
    told: str = answer.json()["errors"][0]["extensions"]["code"]
    return told
