"""The users of the embedded engine: who they are, what each may do, and the passwords that were made for them."""

import json
import secrets
from pathlib import Path

from graph.engine_folder import Folder, write_private
from graph.engine_http import EngineHttp

DATABASE = "accord"
USERS = ("root", "writer", "reader")
"""One who keeps the engine, one who writes the facts, one who reads them."""

WRITE = ("createRecord", "readRecord", "updateRecord", "deleteRecord")
RIGHTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "admin": (("updateSecurity", "updateSchema", "updateDatabaseSettings"), WRITE),
    "writer": (("updateSchema",), WRITE),
    "reader": ((), ("readRecord",)),
    "*": ((), ()),
}
"""What each group may do to the database, and to what is in it; who is in no group may do nothing."""


def keep_passwords(folder: Folder) -> None:
    """See that every user has a password; where one was lost, all are made anew and the engine forgets the old."""
    (folder.home / "passwords").mkdir(mode=0o700, exist_ok=True)
    if all(_is_password(folder.password_file(user)) for user in USERS):
        return
    folder.users.unlink(missing_ok=True)
    for user in USERS:
        write_private(folder.password_file(user), secrets.token_urlsafe(24))


def _is_password(path: Path) -> bool:
    return path.is_file() and path.stat().st_size >= 32


def keep_rights(folder: Folder) -> None:
    """Tell the engine, before it starts, what each group may do."""
    groups = {
        name: {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": types}}}
        for name, (access, types) in RIGHTS.items()
    }
    write_private(folder.groups, json.dumps({"version": 2, "databases": {"*": {"groups": groups}}}))


def admit(folder: Folder, http: int) -> None:
    """Make the database and its users, where the engine that listens there lacks them."""
    root = EngineHttp(http, "root", folder.password("root"))
    if DATABASE not in root.databases():
        root.command(f"create database {DATABASE}")
    known = {json.loads(line)["name"] for line in folder.users.read_text(encoding="utf-8").splitlines() if line}
    for user in USERS:
        if user not in known:
            card = {"name": user, "password": folder.password(user), "databases": {DATABASE: [user]}}
            root.command(f"create user {json.dumps(card)}")
