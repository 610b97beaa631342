"""Operations known by the hash of their text: those that clients registered, and those that a folder allows."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from schema.errors import BadRequest, NotAllowed, NotStored, UsageError

MOST_BYTES = 8_000_000
"""Bytes of registered operations that are kept; what was not asked for longest goes first."""

SEND_IT = "send the hash together with the text once"


def digest(text: str) -> str:
    """The SHA-256 of the text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Operations:
    """The operations that a server answers, and no others: texts by the hashes of the file and of its stripped text."""

    by_hash: Mapping[str, str] = field(repr=False)
    files: Mapping[str, str] = field(repr=False)

    def find(self, hash: str) -> str:  # noqa: A002  (the word of the protocol)
        """The operation. Raises NotAllowed where there is none."""
        if hash not in self.by_hash:
            raise NotAllowed("no operation that this server answers has that hash", remedy="ask its operator for it")
        return self.by_hash[hash]

    def allows(self, text: str) -> bool:
        """Whether the text is that of an operation, blanks around it aside."""
        return digest(text.strip()) in self.by_hash


def read_operations(folder: Path) -> Operations:
    """The operations of the `.graphql` files of a folder. Raises UsageError where there are none, or one is no text."""
    files = {path.name: _text(path) for path in sorted(folder.glob("*.graphql"))}
    if not files:
        raise UsageError("the folder has no .graphql file", str(folder), "put an operation in each of its files")
    return Operations({hash_: text for text in files.values() for hash_ in _hashes(text)}, files)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the operation cannot be read: {error}", str(path), "write it as UTF-8 text") from None


def _hashes(text: str) -> Iterator[str]:
    yield digest(text)
    yield digest(text.strip())


class Registered:
    """Operations that clients sent with their hash, so that they need not send them again; as long as there is room."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._bytes = 0

    def find(self, hash: str) -> str:  # noqa: A002
        """The operation. Raises NotStored where nobody sent it, or it had to go."""
        if hash not in self._texts:
            raise NotStored("PersistedQueryNotFound", remedy=SEND_IT)
        self._texts.move_to_end(hash)
        return self._texts[hash]

    def keep(self, hash: str, text: str) -> None:  # noqa: A002
        """Keeps the operation. Raises BadRequest where that is not its hash."""
        if digest(text) != hash:
            raise BadRequest("the hash is not that of the query", remedy="take the SHA-256 of the text, in hexadecimal")
        if hash not in self._texts:
            self._texts[hash] = text
            self._bytes += len(text)
        while self._bytes > MOST_BYTES:
            self._bytes -= len(self._texts.popitem(last=False)[1])


def hash_of(extensions: Mapping[str, Any] | None) -> str | None:
    """The hash that a request names, None where it names none. Raises BadRequest where it is not told as it should."""
    told = (extensions or {}).get("persistedQuery")
    if told is None:
        return None
    hash_ = told.get("sha256Hash") if isinstance(told, dict) and told.get("version") == 1 else None
    if not isinstance(hash_, str) or len(hash_) != 64:
        raise BadRequest("persistedQuery is not understood", remedy='write {"version": 1, "sha256Hash": "..."}')
    return hash_.lower()


class Stored:
    """The texts that hashes stand for on one server: its own operations, or else those that clients registered."""

    def __init__(self, operations: Operations | None) -> None:
        self._operations, self._registered = operations, Registered()

    def text(self, text: str | None, extensions: Mapping[str, Any] | None) -> str | None:
        """The operation that is asked for, by its text or by a hash; a text that comes with its hash is registered.

        Raises NotStored, NotAllowed, BadRequest.
        """
        hash_ = hash_of(extensions)
        if hash_ is None:
            return text
        if self._operations is not None:
            return text or self._operations.find(hash_)
        if text is None:
            return self._registered.find(hash_)
        self._registered.keep(hash_, text)
        return text
