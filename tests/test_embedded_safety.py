"""What the embedded engine keeps is safe: from others on the machine, from readers, from what an earlier one left."""

import base64
import http.client
import json
import os
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from graph.access import Access
from graph.client import Graph
from graph.embedded import open_engine
from graph.engine_java import installed
from schema import FORMAT
from schema.errors import BadQuery, EngineError, GraphUnavailable
from tests.embedded import ended, engine_pid, ids, used

pytestmark = pytest.mark.long

NOBODY = 2**22 + 1
"""A process id above all that Linux gives."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder that an engine has used, and that no engine uses now."""
    return used(tmp_path_factory.mktemp("engine"))


def test_what_was_written_is_there_when_the_engine_starts_again(home):
    with open_engine(home) as engine:
        assert ids(engine) == ["kept"]


def test_only_its_owner_can_read_the_folder_and_the_passwords(home):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (home, *(home / "passwords").iterdir())}

    assert modes == {home.name: 0o700, "root": 0o600, "writer": 0o600, "reader": 0o600}


def test_no_password_stands_in_the_command_that_others_can_see(home):
    with open_engine(home):
        ps = ["ps", "-ww", "-o", "args=", "-p", str(engine_pid(home))]
        line = subprocess.run(ps, capture_output=True, text=True, check=True)
    secrets = [path.read_text() for path in (home / "passwords").iterdir()]

    assert "ArcadeDBServer" in line.stdout
    assert [secret for secret in secrets if secret in line.stdout] == []


def test_the_engine_listens_on_loopback_alone(home):
    with open_engine(home) as engine:
        sockets = Path(f"/proc/{engine_pid(home)}/net/tcp6").read_text().splitlines()[1:]
        ports = {f"{engine.state.bolt:04X}", f"{engine.state.http:04X}"}
        listening = [line.split()[1].split(":") for line in sockets if line.split()[3] == "0A"]
    hosts = {host for host, port in listening if port in ports}

    assert hosts == {"0000000000000000FFFF00000100007F"}


def post(engine, path, login, command):
    """The status with which the engine answers a statement of SQL over HTTP."""
    headers = {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()} if login else {}
    connection = http.client.HTTPConnection("127.0.0.1", engine.state.http, timeout=10)
    connection.request("POST", path, json.dumps({"language": "sql", "command": command}), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_http_asks_for_a_password(home):
    logins = ("", "root:", "root:wrong", "reader:", "nobody:x")
    with open_engine(home) as engine:
        statuses = {login: post(engine, "/api/v1/query/accord", login, "SELECT 1") for login in logins}
        mine = post(engine, "/api/v1/query/accord", f"reader:{engine.folder.password('reader')}", "SELECT 1")

    assert mine == 200
    assert {login: status in (401, 403) for login, status in statuses.items()} == dict.fromkeys(logins, True)


def test_bolt_asks_for_a_password(home):
    with open_engine(home) as engine, pytest.raises(GraphUnavailable, match="refuses the login"):
        Graph(Access(engine.uri, "reader", "", "accord"))


def test_the_reader_has_no_way_to_write_over_http_either(home):
    texts = ("INSERT INTO Entity SET id = 'x'", "DELETE FROM Entity", "CREATE VERTEX TYPE X", "DROP TYPE Entity UNSAFE")
    with open_engine(home) as engine:
        login = f"reader:{engine.folder.password('reader')}"
        statuses = {text: post(engine, "/api/v1/command/accord", login, text) for text in texts}

        assert {text: status >= 400 for text, status in statuses.items()} == dict.fromkeys(texts, True)
        assert ids(engine) == ["kept"]


def test_nobody_makes_the_engine_read_files_or_addresses(home):
    with open_engine(home) as engine, Graph(engine.access()) as graph:
        for address in ("file:///etc/hostname", "http://127.0.0.1:9/x.csv"):
            with pytest.raises(BadQuery):
                graph.read(f"LOAD CSV FROM '{address}' AS line RETURN line")


def test_what_is_wrong_with_a_statement_is_told(home):
    with open_engine(home) as engine, Graph(engine.access()) as graph, pytest.raises(BadQuery, match="Syntax error"):
        graph.read("MATCH (n RETURN n")


@pytest.mark.parametrize(
    "left",
    [
        {"supervisor": NOBODY, "born": "1", "bolt": 1, "http": 2, "version": "26.10.2"},
        {"supervisor": os.getpid(), "born": "1", "bolt": 1, "http": 2, "version": "26.10.2"},
        {"something": "else"},
        "not a state",
        "",
    ],
    ids=["a dead process", "a process id used again", "another shape", "garbage", "nothing"],
)
def test_what_a_former_engine_left_behind_does_not_mislead(home, left):
    (home / "engine.json").write_text(left if left == "" else json.dumps(left))

    with open_engine(home) as engine:
        assert ids(engine) == ["kept"]


def test_a_state_that_was_damaged_while_the_engine_runs_is_told(home):
    with open_engine(home) as engine:
        good = engine.folder.state.read_text()
        engine.folder.state.write_text("{")
        with pytest.raises(EngineError, match="cannot be read") as refusal:
            open_engine(home)
        engine.folder.state.write_text(good)

    assert refusal.value.where == str(home / "engine.json")


def test_lost_passwords_are_made_anew_and_the_data_stays(home):
    (home / "passwords" / "reader").unlink()
    old = (home / "passwords" / "root").read_text()

    with open_engine(home) as engine:
        assert ids(engine) == ["kept"]
    assert (home / "passwords" / "root").read_text() != old


def test_the_log_of_the_engine_before_is_kept(home):
    with open_engine(home):
        pass
    first = (home / "engine.log").read_text()
    with open_engine(home):
        pass

    assert "started" in first
    assert (home / "engine.log.1").read_text() == first


def test_a_port_that_is_taken_is_told(home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EngineError, match=f"port {port} is taken") as refusal:
            open_engine(home, port=port)

    assert refusal.value.where == "ACCORD_ENGINE_PORT"
    assert ended(home)


def test_a_port_can_be_chosen(home):
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]

    with open_engine(home, port=port) as engine:
        assert engine.uri == f"bolt://127.0.0.1:{port}"


def test_a_folder_of_a_mended_release_is_taken_over(home):
    version = installed().version
    year, month, _ = version.split(".")
    stamp = home / "accord.json"
    stamp.write_text(json.dumps({"format": FORMAT, "engine": f"{year}.{month}.0"}))

    with open_engine(home) as engine:
        assert ids(engine) == ["kept"]
    assert json.loads(stamp.read_text()) == {"format": FORMAT, "engine": version}
