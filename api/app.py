"""The web application: made by `create_app`, so that importing this module does nothing."""

from asyncio import timeout
from typing import Any

from fastapi import FastAPI, Request
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect
from starlette_compress import CompressMiddleware, remove_compress_type

from api.batching import Loaders
from api.bodies import Bounded
from api.errors import body, status, tell
from api.fields import Context
from api.guard import check_operations
from api.hosts import OwnNames
from api.http import Json, Router
from api.knowledge import Knowledge
from api.lanes import Lanes
from api.page import desk
from api.policy import LOOPBACK, Policy
from api.quick import PATH, Answered, Quick
from api.requests import HEADER, Requests, request_id
from api.schema import SCHEMA
from api.stored import Stored
from api.timing import Reads, Timed
from api.watch import Watch
from schema import FORMAT
from schema.errors import AccordError, BadRequest, GraphUnavailable, NotFound

LARGE = 1_000
"""Bytes from which an answer is compressed."""

UNSEEN = TelemetryConfig(tracing=False, metrics=False, logs=False, auto_configure=False)
"""What is asked here is told to no collector, whatever the environment names; nor is one looked for at each request."""

READY = 5
"""Seconds that whoever probes waits for the graph."""

remove_compress_type("text/event-stream")  # events are small, and each is wanted at once


def create_app(graph: Reads, policy: Policy = LOOPBACK) -> FastAPI:
    """The application over a graph. Raises UsageError where an operation of the policy is none."""
    if policy.operations is not None:
        check_operations(policy.operations, SCHEMA._schema)
    app = FastAPI(title="Accord", docs_url=None, redoc_url=None, openapi_url=None, telemetry=UNSEEN)
    timed = Timed(graph)
    knowledge = Knowledge(timed)
    watch = Watch(knowledge)
    app.state.close = watch.close
    stored, answered, lanes = Stored(policy.operations), Answered(SCHEMA._schema), Lanes()

    async def context() -> Context:
        return Context(Loaders(timed), knowledge, policy, watch, lanes)

    app.include_router(Router(SCHEMA, policy, context, stored, answered), prefix=PATH)
    _add_probes(app, knowledge)
    if policy.introspection:
        app.add_api_route("/", desk, include_in_schema=False)
    _add_errors(app)
    app.add_middleware(Quick, answered=answered, stored=stored, lanes=lanes, knowledge=knowledge, policy=policy)
    _add_layers(app, policy)
    return app


def _add_layers(app: FastAPI, policy: Policy) -> None:
    """Puts around the application, from the inside out, what every answer passes."""
    app.add_middleware(Bounded)
    app.add_middleware(CompressMiddleware, minimum_size=LARGE, brotli=False)
    if policy.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=policy.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", "If-None-Match", HEADER],
            expose_headers=["ETag", "Server-Timing", HEADER],
        )
    app.add_middleware(OwnNames)
    app.add_middleware(Requests)


def _add_probes(app: FastAPI, knowledge: Knowledge) -> None:
    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """That the process is alive."""
        return {"status": "alive"}

    @app.get("/readyz")
    async def readyz() -> dict[str, Any]:
        """That the graph answers in time and holds facts which this program understands."""
        try:
            async with timeout(READY):
                found = await knowledge.status()
        except TimeoutError:
            raise GraphUnavailable(f"the graph does not answer within {READY} seconds", remedy="see to it") from None
        if found is None:
            raise GraphUnavailable("the graph holds no facts yet", remedy="load them: accord load")
        if found.format != FORMAT:
            raise GraphUnavailable(
                f"the graph has format {found.format}, this program reads {FORMAT}", remedy="load it anew: accord load"
            )
        return {"status": "ready", "version": found.version, "changedAt": found.changed_at}


def _add_errors(app: FastAPI) -> None:
    async def refuse(_: Request, error: Exception) -> Json:
        message, told = tell(error)
        code = status(error) if isinstance(error, AccordError) else 500
        return Json(body(message, told), code, {HEADER: request_id()})

    async def refuse_address(request: Request, error: Exception) -> Json:
        assert isinstance(error, HTTPException)
        code = NotFound.code if error.status_code == 404 else BadRequest.code
        message = f"{request.method} {request.url.path}: {error.detail}"
        return Json(body(message, {"code": code, "do": "ask /graphql"}), error.status_code, error.headers)

    async def refuse_part(_: Request, __: Exception) -> Json:
        return Json(body("the request ended before it was whole", {"code": BadRequest.code}), 400)

    app.add_exception_handler(ClientDisconnect, refuse_part)
    app.add_exception_handler(AccordError, refuse)
    app.add_exception_handler(HTTPException, refuse_address)
    app.add_exception_handler(Exception, refuse)
