"""Cursors: the place of an entry in a list of one order, as a text in which clients need not look."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

import orjson

from graph.keyset import Key
from schema.errors import BadRequest


def signature(keys: Sequence[Key]) -> str:
    """What tells the order from others."""
    return ",".join(f"{'-' if key.desc else ''}{'edge.' if key.of_edge else ''}{key.name}" for key in keys)


def encode(order: str, place: Sequence[Any]) -> str:
    """The cursor of the entry at that place."""
    return urlsafe_b64encode(orjson.dumps([order, *place])).rstrip(b"=").decode()


def decode(keys: Sequence[Key], cursor: str) -> tuple[Any, ...]:
    """The place that a cursor tells. Raises BadRequest where it is none, or one of another order."""
    try:
        order, *place = orjson.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error):
        raise BadRequest(f"{cursor[:80]!r} is no cursor", remedy="take one that a list gave") from None
    wanted = signature(keys)
    if order != wanted:
        what = f"the cursor is of a list in the order {str(order)[:80]}, this one is in the order {wanted}"
        raise BadRequest(what, remedy="take a cursor that this list gave, with the same orderBy")
    if len(place) != len(keys) or not all(key.fits(value) for key, value in zip(keys, place, strict=True)):
        raise BadRequest("the cursor tells no place", remedy="take one that a list gave")
    return tuple(place)
