"""`python -m api.sdl` writes api/schema.graphql: the schema as clients and their tools read it."""

from pathlib import Path

from api.schema import SCHEMA

FILE = Path(__file__).with_name("schema.graphql")


def sdl() -> str:
    """The whole schema, as text."""
    return f"{SCHEMA.as_str()}\n"


if __name__ == "__main__":
    FILE.write_text(sdl(), encoding="utf-8")
