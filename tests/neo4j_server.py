"""A Neo4j server for tests, from Maven Central: `python -m tests.neo4j_server [VERSION]` runs one by hand.

The jars are fetched once, into the project's `.cache/`. Maven finds them; Java 17 runs Neo4j 5, Java 21 or later the
calendar versions.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graph.locks import locked

HERE = Path(__file__).parent / "neo4j"
CACHE = Path(__file__).parent.parent / ".cache" / "neo4j"
LONG_TERM, LATEST = "5.26.28", "2026.09.0"
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Flags with which Java starts quicker, and then runs slower: good for tests, wrong for figures."""
MEMORY = "-Xmx2g"
FIRST_JAVA = {"5": 17}
LATER_JAVA = 21
FETCH_SECONDS = 900.0


class CannotRun(Exception):
    """Why no Neo4j can be run here."""


@dataclass(frozen=True)
class Neo4j:
    """A running server: where it is, and who may come in."""

    version: str
    uri: str
    password: str = field(repr=False)
    pid: int
    user: str = "neo4j"


@contextmanager
def neo4j_server(version: str = LONG_TERM, *flags: str, data: Path | None = None) -> Iterator[Neo4j]:
    """A server of that version as long as the block lasts; it ends with this process, however that ends.

    It is empty, unless it is given the data of an earlier one.
    """
    java, jars = find_java(version), fetch_jars(version)
    with tempfile.TemporaryDirectory(prefix="accord-neo4j-") as folder:
        port = _free_port()
        command = [
            str(java),
            MEMORY,
            *flags,
            "-cp",
            f"{jars}/*",
            str(HERE / "Server.java"),
            str(data or f"{folder}/data"),
            str(port),
        ]
        with Path(folder, "log").open("wb") as log:
            server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        try:
            password = secrets.token_urlsafe(24)
            _wait_until_ready(server, password, Path(folder, "log"))
            yield Neo4j(version, f"bolt://127.0.0.1:{port}", password, server.pid)
        finally:
            _stop(server)


def find_java(version: str) -> Path:
    """A Java that runs this version."""
    least = FIRST_JAVA.get(version.partition(".")[0], LATER_JAVA)
    homes = [Path(home) for home in (os.environ.get("JAVA_HOME"),) if home]
    homes += sorted(Path("/usr/lib/jvm").glob("*")) + sorted(
        Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home")
    )
    found = shutil.which("java")
    javas = [home / "bin" / "java" for home in homes] + ([Path(found)] if found else [])
    for java in javas:
        if java.exists() and _java_version(java) >= least and _has_compiler(java):
            return java
    raise CannotRun(f"Neo4j {version} needs a JDK {least} or later, and none was found")


def _java_version(java: Path) -> int:
    told = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def _has_compiler(java: Path) -> bool:
    modules = subprocess.run([str(java), "--list-modules"], capture_output=True, text=True, check=False).stdout
    return "jdk.compiler" in modules


def fetch_jars(version: str) -> Path:
    """The folder with the jars of this version, fetched by Maven the first time."""
    jars, whole = CACHE / version, CACHE / f"{version}.whole"
    CACHE.mkdir(parents=True, exist_ok=True)
    with locked(CACHE / "lock", FETCH_SECONDS):
        if not whole.exists():
            _fetch(version, jars)
            whole.touch()
    return jars


def _fetch(version: str, jars: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise CannotRun("Maven (mvn) was not found, which would fetch Neo4j")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-Dneo4j.version={version}"]
    command = [maven, "--batch-mode", "--quiet", *goal, f"-DoutputDirectory={jars}"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotRun(f"Maven could not fetch Neo4j {version}: {done.stdout[-500:]}")


def _wait_until_ready(server: "subprocess.Popen[bytes]", password: str, log: Path) -> None:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(f"{password}\n".encode())
    server.stdin.flush()
    for line in server.stdout:
        if line.strip() == b"ready":
            return
    raise CannotRun(f"Neo4j did not come up: {log.read_text(errors='replace')[-2000:]}")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """Its data is thrown away: it need not put it in order first."""
    server.kill()
    server.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(version: str = LONG_TERM) -> None:
    """Run a server until a line is read, and say how Accord uses it."""
    with neo4j_server(version) as server:
        print(f"export ACCORD_GRAPH_URI={server.uri} ACCORD_GRAPH_PASSWORD={server.password}", flush=True)
        print("Neo4j runs until you press Enter.", file=sys.stderr)
        sys.stdin.readline()


if __name__ == "__main__":
    main(*sys.argv[1:])
