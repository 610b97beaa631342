"""GraphQL over HTTP: POST asks, a browser's GET shows GraphiQL; whatever goes wrong has the one shape of errors."""

from typing import Any

import orjson
from cross_web import HTTPException
from fastapi import Response
from strawberry.fastapi import GraphQLRouter

from api.errors import body
from api.fields import Context
from api.limits import BODY
from schema.errors import BadRequest


class Json(Response):
    """An answer in JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        return orjson.dumps(content)


class Router(GraphQLRouter[Context, None]):
    """The address /graphql."""

    async def run(self, request: Any, context: Any = None, root_value: None = None) -> Any:
        """The answer, a refusal of the request as such included."""
        try:
            return await super().run(request, context, root_value)
        except HTTPException as refusal:
            return Json(body(refusal.reason, {"code": BadRequest.code}), refusal.status_code)

    def decode_json(self, data: str | bytes) -> object:
        """What the client sent. Refuses what is too large, or no object."""
        if len(data) > BODY:
            raise HTTPException(413, f"The request has {len(data)} bytes, {BODY} are allowed.")
        decoded = orjson.loads(data)
        if not isinstance(decoded, dict | list):
            raise HTTPException(400, "The request is no JSON object with a query.")
        return decoded

    def encode_json(self, data: object) -> bytes:
        """The answer as bytes."""
        return orjson.dumps(data)
