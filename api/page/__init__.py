"""The pages that a browser gets: at / one to ask by in words, at /graphql GraphiQL where its files are installed, else
a plain one.

All come from our own address with all that they need, and the browser is told to ask nothing of any other.
"""

from collections.abc import Mapping
from pathlib import Path

from starlette.responses import FileResponse

from schema.errors import NotFound

HERE = Path(__file__).parent
INSTALLED = HERE / "node_modules"
OWN = ("answer.js", "desk.js", "page.css", "plain.js", "question.js", "start.js")
ASKED = HERE.parent / "answer.graphql"
"""What the page at / asks, as `accord ask --json` does."""
THEIRS = {
    "graphiql.css": "graphiql/graphiql.min.css",
    "graphiql.js": "graphiql/graphiql.min.js",
    "react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "react.js": "react/umd/react.production.min.js",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load; the editor of GraphiQL measures by styles that it makes."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def desk() -> FileResponse:
    """The page to ask by in words."""
    return FileResponse(HERE / "desk.html", headers=HEADERS)


class Page:
    """The page, with GraphiQL where that is installed in the folder."""

    def __init__(self, installed: Path | None = None) -> None:
        theirs = {name: (installed or INSTALLED) / path for name, path in THEIRS.items()}
        self._with_graphiql = all(path.is_file() for path in theirs.values())
        own = {name: HERE / name for name in OWN} | {ASKED.name: ASKED}
        self._files: Mapping[str, Path] = own | (theirs if self._with_graphiql else {})

    def html(self) -> FileResponse:
        """The page itself."""
        return FileResponse(HERE / ("graphiql.html" if self._with_graphiql else "plain.html"), headers=HEADERS)

    def file(self, name: str) -> FileResponse:
        """A file that it needs. Raises NotFound for any other."""
        if name not in self._files:
            raise NotFound(f"the page has no file {name!r}", remedy="ask /graphql")
        return FileResponse(self._files[name], headers=HEADERS)
