"""The web application: made by `create_app`, so that importing this module does nothing."""

from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException

from api.batching import Loaders, Reads
from api.errors import body, status, tell
from api.fields import Context
from api.hosts import OwnNames
from api.http import Json, Router
from api.knowledge import Knowledge
from api.schema import SCHEMA
from schema import FORMAT
from schema.errors import AccordError, BadRequest, GraphUnavailable, NotFound


def create_app(graph: Reads) -> FastAPI:
    """The application over a graph."""
    app = FastAPI(title="Accord", docs_url=None, redoc_url=None, openapi_url=None)
    knowledge = Knowledge(graph)
    app.include_router(_graphql(graph, knowledge), prefix="/graphql")
    _add_probes(app, knowledge)
    _add_errors(app)
    app.add_middleware(OwnNames)
    return app


def _graphql(graph: Reads, knowledge: Knowledge) -> Router:
    async def context() -> Context:
        return Context(Loaders(graph), knowledge)

    return Router(SCHEMA, context_getter=context, allow_queries_via_get=False, subscription_protocols=())


def _add_probes(app: FastAPI, knowledge: Knowledge) -> None:
    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """That the process is alive."""
        return {"status": "alive"}

    @app.get("/readyz")
    async def readyz() -> dict[str, Any]:
        """That the graph answers and holds facts which this program understands."""
        found = await knowledge.status()
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
        return Json(body(message, told), status(error) if isinstance(error, AccordError) else 500)

    async def refuse_address(request: Request, error: Exception) -> Json:
        assert isinstance(error, HTTPException)
        code = NotFound.code if error.status_code == 404 else BadRequest.code
        message = f"{request.method} {request.url.path}: {error.detail}"
        return Json(body(message, {"code": code, "do": "ask /graphql"}), error.status_code, error.headers)

    app.add_exception_handler(AccordError, refuse)
    app.add_exception_handler(HTTPException, refuse_address)
    app.add_exception_handler(Exception, refuse)
