"""What the embedded engine is asked over HTTP: whether it is ready, its databases and users, and SQL."""

import base64
import json
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

from schema.errors import EngineError

SECONDS = 600.0
"""An index over a large graph takes its time."""
READY_SECONDS = 2.0
PASSWORDS_LOST = "end Accord and delete `passwords` in its data folder: new ones are made when it starts"
REMEDIES = {401: PASSWORDS_LOST, 403: PASSWORDS_LOST}


@dataclass(frozen=True)
class EngineHttp:
    """The engine's HTTP side, as one of its users sees it."""

    port: int
    user: str
    password: str = field(repr=False)

    def is_ready(self) -> bool:
        """Whether the engine has come up."""
        try:
            return self._ask("GET", "/api/v1/ready", None, READY_SECONDS)[0] == 204
        except (OSError, HTTPException):
            return False

    def databases(self) -> list[str]:
        """The names of the databases that this user may see."""
        return list(self._demand("GET", "/api/v1/databases", None)["result"])

    def command(self, text: str) -> None:
        """Give the server a command."""
        self._demand("POST", "/api/v1/server", {"command": text})

    def sql(self, database: str, text: str) -> None:
        """Run a script of SQL."""
        self._demand("POST", f"/api/v1/command/{database}", {"language": "sqlscript", "command": text})

    def _demand(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        try:
            status, answer = self._ask(method, path, body)
        except (OSError, HTTPException) as error:
            raise EngineError(f"the embedded engine does not answer: {error}", path, "run the command again") from error
        if status != 200:
            what = f"the embedded engine refuses: {answer.decode(errors='replace')}"
            raise EngineError(what, path, REMEDIES.get(status, ""))
        return dict(json.loads(answer))

    def _ask(self, method: str, path: str, body: dict[str, Any] | None, seconds: float = SECONDS) -> tuple[int, bytes]:
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            headers = {"Authorization": f"Basic {login}"}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()
