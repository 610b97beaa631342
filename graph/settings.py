"""The settings of Accord: environment variables that begin with ACCORD_, read in this one place."""

import os
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from schema.errors import UsageError

PREFIX = "ACCORD_"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def default_home() -> Path:
    """The folder where programs of this platform keep a user's data."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Accord"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "accord"


class Settings(BaseSettings):
    """All settings of one process, checked."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    home: Path = Field(
        default_factory=default_home,
        description="Folder of the embedded engine: its data, its log and its generated passwords.",
    )
    host: str = Field("127.0.0.1", description="Address on which Accord serves.")
    port: int = Field(8000, ge=0, le=65535, description="Port on which Accord serves; 0 takes a free one.")
    graph_uri: str | None = Field(
        None,
        description="Address of a Neo4j server, cluster or Aura, such as `neo4j://db.example.org:7687`. "
        "Without it Accord starts its embedded engine.",
    )
    graph_user: str = Field("neo4j", description="User who writes, at `ACCORD_GRAPH_URI`.")
    graph_password: SecretStr = Field(SecretStr(""), description="Password of that user.")
    graph_database: str | None = Field(None, description="Database at `ACCORD_GRAPH_URI`; without it the user's own.")
    engine_memory: str = Field(
        "1g",
        pattern=r"^[1-9][0-9]*[mg]$",
        description="Memory that the embedded engine may take, such as `512m` or `4g`.",
    )
    engine_port: int = Field(
        0, ge=0, le=65535, description="Bolt port of the embedded engine, for notebooks; 0 takes a free one."
    )

    cost_limit: int = Field(
        100_000, ge=1, description="What one GraphQL operation may cost: about the entities and edges it touches."
    )
    request_seconds: float = Field(30, gt=0, description="Seconds after which a GraphQL operation is given up.")
    introspection: bool | None = Field(
        None,
        description="Whether GraphQL shows its schema: introspection, GraphiQL, names suggested in errors. "
        "Without it only where Accord serves on a loopback address; say `false` behind a server that faces others.",
    )
    operations: Path | None = Field(
        None, description="Folder of `.graphql` files: with it, GraphQL answers these operations and no others."
    )
    origins: str = Field(
        "",
        pattern=r"^(https?://[^\s,/*]+(,https?://[^\s,/*]+)*)?$",
        description="Web pages of other origins that may ask, such as `https://a.example.org,https://b.example.org`.",
    )

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("operations")
    @classmethod
    def _folder(cls, operations: Path | None) -> Path | None:
        if operations is not None and not operations.expanduser().is_dir():
            raise ValueError("there is no such folder")
        return operations and operations.expanduser().absolute()

    @field_validator("graph_uri")
    @classmethod
    def _known_scheme(cls, uri: str | None) -> str | None:
        if uri is not None and not uri.startswith(tuple(f"{scheme}://" for scheme in SCHEMES)):
            raise ValueError(f"the address must begin with one of {', '.join(SCHEMES)}, and ://")
        if uri is not None and "@" in uri:
            raise ValueError("user and password have settings of their own")
        return uri


def load_settings(**flags: Any) -> Settings:
    """The settings, flags before environment before defaults; a flag that is None was not given.

    Raises UsageError where a setting is not understood, or a variable is almost the name of one.
    """
    _check_spelling()
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as refusal:
        raise UsageError(
            "a setting is not understood: " + "; ".join(_complaints(refusal)),
            where="environment variables or flags",
            remedy="see the table of settings in docs/settings.md",
        ) from None


def _check_spelling() -> None:
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    for name in os.environ:
        if name.startswith(PREFIX) and name not in known and (near := get_close_matches(name, known, n=1, cutoff=0.9)):
            raise UsageError(f"{name} is no setting", "environment variables", f"write {near[0]}, or take it out")


def _complaints(refusal: ValidationError) -> Iterator[str]:
    for error in refusal.errors(include_url=False):
        name = str(error["loc"][0])
        given = "" if "password" in name or "@" in str(error["input"]) else f"={error['input']}"
        yield f"{PREFIX}{name.upper()}{given} ({error['msg'].removeprefix('Value error, ')})"


def settings_table() -> str:
    """The settings as a Markdown page, from their declarations."""
    rows = "\n".join(_row(name, field) for name, field in Settings.model_fields.items())
    return f"""# Settings

Accord is set up by environment variables alone; a flag of the command line, where there is one, goes before them.

| variable | default | meaning |
|---|---|---|
{rows}

This page is made by `python -m graph.settings`.
"""


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_default(name, field)} | {field.description} |"


def _default(name: str, field: FieldInfo) -> str:
    if name == "home":
        return "`$XDG_DATA_HOME/accord`, else `~/.local/share/accord`; on macOS `~/Library/Application Support/Accord`"
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    return "" if value in (None, "") else f"`{value}`"


if __name__ == "__main__":
    print(settings_table(), end="")
