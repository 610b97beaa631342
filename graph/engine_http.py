"""What the embedded engine is asked over HTTP: whether it is ready, its databases and users, and SQL."""

import base64
import json
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

from schema.errors import EngineError

SECONDS = 600.0
"""An index over a large graph takes its time."""


@dataclass(frozen=True)
class EngineHttp:
    """The engine's HTTP side, as one of its users sees it."""

    port: int
    user: str
    password: str = field(repr=False)

    def is_ready(self) -> bool:
        """Whether the engine has come up."""
        try:
            return self._ask("GET", "/api/v1/ready", None)[0] == 204
        except (OSError, HTTPException):
            return False

    def databases(self) -> list[str]:
        """The names of the databases that this user may see."""
        return list(self._demand("GET", "/api/v1/databases", None)["result"])

    def command(self, text: str) -> None:
        """Give the server a command."""
        self._demand("POST", "/api/v1/server", {"command": text})

    def sql(self, database: str, text: str) -> None:
        """Run a statement of SQL."""
        self._demand("POST", f"/api/v1/command/{database}", {"language": "sql", "command": text})

    def _demand(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        try:
            status, answer = self._ask(method, path, body)
        except (OSError, HTTPException) as error:
            raise EngineError(f"the embedded engine does not answer: {error}", path, "run the command again") from error
        if status != 200:
            raise EngineError(f"the embedded engine refuses: {answer.decode(errors='replace')}", json.dumps(body))
        return dict(json.loads(answer))

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, bytes]:
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            headers = {"Authorization": f"Basic {login}"}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()
