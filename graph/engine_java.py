"""The engine that came with `arcadedb-embedded`: where its Java and its jars lie, and how they are started."""

import hashlib
import os
import re
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from schema.errors import EngineError

PACKAGE = "arcadedb_embedded"
REMEDY = "install it again: pip install --force-reinstall arcadedb-embedded; or set ACCORD_GRAPH_URI to a Neo4j server"

SERVER = "com.arcadedb.server.ArcadeDBServer"
FLAGS = ("-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-Djava.awt.headless=true")
SETTINGS = {
    "server.name": "accord",
    "server.mode": "development",  # the other mode hides from analysts what is wrong with their statements
    "opencypher.loadCsv.allowFileUrls": "false",
    "opencypher.loadCsv.allowRemoteUrls": "false",
    # Where a node goes, its words are looked for among all of a page that are the same: small pages take half the time,
    # and less of the disk.
    "indexDefaultPageSize": str(64 * 1024),
    "txWalFlush": "1",  # what was acknowledged is on the disk
    "server.httpIncomingHost": "127.0.0.1",
    "bolt.host": "127.0.0.1",
    "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "bolt.maxMessageSize": str(64 * 1024 * 1024),  # a batch of the writer is one message
    "polyglotEngineEnabled": "false",
    "serverMetrics": "false",
    "support.autoRegister": "false",
    # Generated passwords need no slow hash, and every connection would pay for it.
    "server.saltIterations": "1000",
}


@dataclass(frozen=True)
class Installation:
    """An installed engine: its Java, its jars and its version."""

    java: Path
    jars: tuple[Path, ...]
    version: str

    @property
    def cache(self) -> Path:
        """Where Java keeps what it learned of this engine's start; it lives and dies with the Python environment."""
        stats = ((jar.name, jar.stat().st_size, jar.stat().st_mtime_ns) for jar in self.jars)
        digest = hashlib.sha256(repr((str(self.java), *stats)).encode()).hexdigest()[:12]
        return Path(sys.prefix) / "var" / "cache" / "accord" / f"engine-{self.version}-{digest}.aot"


def installed(package: str = PACKAGE) -> Installation:
    """The engine that the package of that name brought."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(f"the package {package} is not installed", remedy=REMEDY)
    folder = Path(spec.submodule_search_locations[0])
    java, jars = folder / "jre" / "bin" / "java", tuple(sorted((folder / "jars").glob("*.jar")))
    version = next((found[1] for jar in jars if (found := re.fullmatch(r"arcadedb-engine-(.+)\.jar", jar.name))), "")
    if not os.access(java, os.X_OK) or not version:
        raise EngineError("the embedded engine came without its Java or its jars", str(folder), REMEDY)
    return Installation(java, jars, version)


def command(installation: Installation, memory: str, settings: dict[str, str]) -> list[str]:
    """What starts the engine's Java; its first start writes down what makes the next ones quick."""
    known = (f"-Darcadedb.{name}={value}" for name, value in (SETTINGS | settings).items())
    classes = os.pathsep.join(str(jar) for jar in installation.jars)
    return [str(installation.java), f"-Xmx{memory}", *FLAGS, *_learning(installation), *known, "-cp", classes, SERVER]


def _learning(installation: Installation) -> tuple[str, ...]:
    """How Java uses its cache, or makes one. It ignores a cache that it cannot use."""
    cache = installation.cache
    if cache.exists():
        return (f"-XX:AOTCache={cache}",)
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # somebody else keeps this environment for us: every start takes its second
        return ()
    return (f"-XX:AOTCacheOutput={learned(cache)}",) if os.access(cache.parent, os.W_OK) else ()


def learned(cache: Path) -> Path:
    """Where Java writes its cache until it is whole."""
    return cache.with_suffix(f".{os.getpid()}")
