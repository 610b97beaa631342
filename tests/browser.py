"""Chromium, driven by ChromeDriver over the WebDriver protocol: what a page shows, and a picture of it."""

import base64
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1180",
)
SECONDS = 30.0


class CannotBrowse(Exception):
    """Why there is no browser here."""


@dataclass(frozen=True)
class Browser:
    """A window of the browser."""

    http: httpx.Client

    def open(self, address: str) -> None:
        """Shows the page."""
        self._send("POST", "url", url=address)

    def run(self, script: str) -> Any:
        """What the script returns, on the page that is shown."""
        return self._send("POST", "execute/sync", script=script, args=[])

    def wait(self, script: str) -> Any:
        """What the script returns, once that is something. Raises TimeoutError where it is nothing for long."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if found := self.run(script):
                return found
            time.sleep(0.05)
        raise TimeoutError(f"the page never came to: {script}")

    def picture(self, path: Path) -> None:
        """Writes what the window shows, as PNG."""
        path.write_bytes(base64.b64decode(self._send("GET", "screenshot")))

    def _send(self, method: str, path: str, **told: Any) -> Any:
        answer = self.http.request(method, path, json=told if method == "POST" else None)
        answer.raise_for_status()
        return answer.json()["value"]


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser as long as the block lasts. Raises CannotBrowse where none is installed."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        raise CannotBrowse("chromium and chromedriver were not found")
    port = _free_port()
    process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with TemporaryDirectory(prefix="accord-browser-") as profile:
            root = f"http://127.0.0.1:{port}/"
            _wait_until_ready(root)
            options = {"binary": chromium, "args": [*FLAGS, f"--user-data-dir={profile}"]}
            wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
            session = httpx.post(f"{root}session", json=wanted, timeout=SECONDS).raise_for_status().json()["value"]
            address = f"{root}session/{session['sessionId']}"
            try:
                with httpx.Client(base_url=f"{address}/", timeout=SECONDS) as http:
                    yield Browser(http)
            finally:  # the driver alone would leave the browser behind
                httpx.delete(address, timeout=SECONDS).raise_for_status()
    finally:
        process.terminate()
        process.wait()


def _wait_until_ready(root: str) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            httpx.get(f"{root}status").raise_for_status()
            return
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
