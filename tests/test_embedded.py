"""The embedded engine is found where it runs, started where it does not, and never outlives those who use it."""

import base64
import http.client
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from io import FileIO
from pathlib import Path

import pytest

from graph.client import Access, Graph
from graph.embedded import open_engine, running, stop_engine
from graph.engine_folder import Folder, check_room, follows
from graph.engine_java import Installation, command, installed
from graph.engine_memory import check_memory, free, megabytes, whole
from graph.engine_start import start
from graph.locks import is_locked, try_lock, wait_until
from graph.processes import birth
from schema import FORMAT
from schema.errors import BadQuery, EngineError, GraphUnavailable

ROOT = Path(__file__).parent.parent
HOLD = """
import signal
import sys
from pathlib import Path
from graph.embedded import open_engine
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
with open_engine(Path(sys.argv[1])) as engine:
    print(engine.state.supervisor, engine.state.bolt, flush=True)
    sys.stdin.read()
"""
NOBODY = 2**22 + 1
"""A process id above all that Linux gives."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder that an engine has used, and that no engine uses now."""
    folder = tmp_path_factory.mktemp("engine")
    with open_engine(folder) as engine, Graph(engine.access()) as graph:
        graph.write(lambda tx: tx.run("CREATE (:Entity {id: 'kept'})"))
    return folder


@pytest.fixture
def hold(home):
    """A way to start a process that uses the engine, which tells its supervisor and its port."""
    started = []

    def start_one():
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(home)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start_one
    for process in started:
        process.kill()
        process.communicate()


def told(process):
    """Supervisor and port of the engine that the process uses."""
    return tuple(int(word) for word in process.stdout.readline().split())


def ended(home, *pids):
    """Whether engine and supervisor are gone within a minute."""
    return wait_until(lambda: not is_locked(home / "engine.json") and not any(map(birth, pids)), 60)


def engine_pid(home):
    return int((home / "engine.pid").read_text())


def ids(engine):
    with Graph(engine.access(reader=True)) as graph:
        return [row["id"] for row in graph.read("MATCH (n:Entity) RETURN n.id AS id")]


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


def test_a_second_process_finds_the_engine_of_the_first(home, hold):
    first = told(hold())
    second = told(hold())

    with open_engine(home) as engine:
        assert (engine.state.supervisor, engine.state.bolt) == first == second


def test_two_that_start_at_once_start_one(home, hold):
    processes = [hold() for _ in range(4)]

    assert len({told(process) for process in processes}) == 1


def test_the_engine_ends_with_the_last_who_uses_it(home):
    one, other = open_engine(home), open_engine(home)
    pids = (one.state.supervisor, engine_pid(home))

    one.close()
    assert ids(other) == ["kept"]
    other.close()
    assert not is_locked(home / "engine.json")
    assert running(home) is None
    assert ended(home, *pids)


@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_engine_ends_with_an_owner_that_is_killed(home, hold, deadly):
    owner = hold()
    supervisor, _ = told(owner)
    pids = (supervisor, engine_pid(home))
    owner.send_signal(deadly)

    assert ended(home, *pids)


def test_the_engine_lives_on_where_another_uses_it_when_its_starter_is_killed(home, hold):
    starter = hold()
    state = told(starter)
    with open_engine(home) as engine:
        starter.kill()
        starter.wait()
        assert (engine.state.supervisor, engine.state.bolt) == state
        assert ids(engine) == ["kept"]

    assert ended(home, engine.state.supervisor)


def test_an_owner_that_is_killed_while_the_engine_starts_leaves_nothing_behind(home, hold):
    before = (home / "engine.pid").read_text()
    owner = hold()
    assert wait_until(lambda: (home / "engine.pid").read_text() not in (before, ""), 60)
    owner.kill()

    assert ended(home, engine_pid(home))


def test_the_engine_ends_with_a_supervisor_that_is_killed_and_the_next_who_asks_has_a_new_one(home):
    with open_engine(home) as engine:
        old = engine_pid(home)
        os.kill(engine.state.supervisor, signal.SIGKILL)
        assert wait_until(lambda: birth(engine.state.supervisor) is None, 10)
        with open_engine(home) as fresh:
            assert fresh.state.supervisor != engine.state.supervisor
            assert ids(fresh) == ["kept"]
            assert birth(old) is None


def test_an_engine_that_breaks_down_is_started_again_where_it_was(home):
    with open_engine(home) as engine, Graph(engine.access()) as graph:
        old = engine_pid(home)
        assert wait_until(lambda: _age(old) > 6, 60)
        os.kill(old, signal.SIGKILL)

        assert graph.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "kept"}]
        assert engine_pid(home) != old


def _age(pid):
    """Seconds since the process was started."""
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    return uptime - int(birth(pid) or 0) / os.sysconf("SC_CLK_TCK")


def test_an_engine_that_is_gone_for_good_is_told_with_what_to_do(home):
    with open_engine(home) as engine, Graph(engine.access()) as graph:
        assert stop_engine(home)
        with pytest.raises(GraphUnavailable, match="does not answer") as refusal:
            graph.read("RETURN 1 AS one")

    assert "run the command again" in refusal.value.remedy
    assert str(home / "engine.log") in refusal.value.remedy


def test_an_engine_can_be_stopped_and_found_out(home):
    assert running(home) is None
    assert not stop_engine(home)
    with open_engine(home) as engine:
        assert running(home) == engine.state
        assert stop_engine(home)
        assert running(home) is None


def test_one_who_asks_while_a_broken_engine_is_started_again_waits_for_it(home):
    with open_engine(home) as engine:
        old = engine_pid(home)
        assert wait_until(lambda: _age(old) > 6, 60)
        os.kill(old, signal.SIGKILL)
        with open_engine(home) as other:
            assert other.state == engine.state
            assert ids(other) == ["kept"]


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


def test_java_settings_of_the_environment_do_not_reach_the_engine(home, monkeypatch):
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1m")
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-Xmx1m")

    with open_engine(home) as engine:
        assert ids(engine) == ["kept"]


def test_many_threads_of_one_process_share_the_engine(home):
    seen = []

    def use():
        with open_engine(home) as engine:
            seen.append((engine.state.supervisor, *ids(engine)))

    with open_engine(home) as engine:
        threads = [threading.Thread(target=use) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert seen == [(engine.state.supervisor, "kept")] * 4


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


@pytest.mark.parametrize(
    ("last_words", "what", "remedy"),
    [
        ("the disk is made of cheese", "the disk is made of cheese", "ACCORD_HOME"),
        ("java.lang.OutOfMemoryError: Java heap space", "512m of memory are not to be had", "ACCORD_ENGINE_MEMORY"),
    ],
)
def test_an_engine_that_does_not_come_up_is_told_with_its_last_words(tmp_path, last_words, what, remedy):
    java, folder = tmp_path / "java", Folder(tmp_path / "home")
    java.write_text(f"#!/bin/sh\necho '{last_words}'\nexit 3\n")
    java.chmod(0o755)
    folder.home.mkdir()

    with FileIO(folder.leases, "a") as lease:
        assert try_lock(lease, shared=True)
        with pytest.raises(EngineError, match=what) as refusal:
            start(folder, Installation(java, (), "26.10.2"), "512m", 0)
    assert refusal.value.where == str(folder.log)
    assert remedy in refusal.value.remedy


def test_a_missing_package_is_told():
    with pytest.raises(EngineError, match="no_such_package is not installed") as refusal:
        installed("no_such_package")
    assert "pip install" in refusal.value.remedy
    assert "ACCORD_GRAPH_URI" in refusal.value.remedy


def test_a_package_without_its_java_is_told(tmp_path, monkeypatch):
    (tmp_path / "hollow_engine" / "jars").mkdir(parents=True)
    (tmp_path / "hollow_engine" / "__init__.py").touch()
    (tmp_path / "hollow_engine" / "jars" / "arcadedb-engine-1.2.3.jar").touch()
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(EngineError, match="without its Java"):
        installed("hollow_engine")


@pytest.mark.parametrize(
    ("stamp", "what"),
    [
        ({"format": FORMAT + 1, "engine": "26.10.2"}, "a newer Accord wrote this folder"),
        ({"format": FORMAT - 1, "engine": "26.10.2"}, "an older Accord wrote this folder"),
        ({"format": FORMAT, "engine": "26.9.1"}, "engine 26.9.1 wrote this folder"),
        ({"format": FORMAT, "engine": "99.1.1"}, "engine 99.1.1 wrote this folder"),
        ({"format": FORMAT}, "cannot be read"),
        ("garbage", "cannot be read"),
    ],
)
def test_a_folder_that_another_version_wrote_is_refused_with_what_to_do(tmp_path, stamp, what):
    (tmp_path / "accord.json").write_text(json.dumps(stamp))

    with pytest.raises(EngineError, match=what) as refusal:
        open_engine(tmp_path)
    assert "ACCORD_HOME" in refusal.value.remedy
    assert {path.name for path in tmp_path.iterdir()} <= {"accord.json", "gate.lock", "leases.lock"}


def test_a_folder_of_a_mended_release_is_taken_over(home):
    version = installed().version
    year, month, _ = version.split(".")
    stamp = home / "accord.json"
    stamp.write_text(json.dumps({"format": FORMAT, "engine": f"{year}.{month}.0"}))

    with open_engine(home) as engine:
        assert ids(engine) == ["kept"]
    assert json.loads(stamp.read_text()) == {"format": FORMAT, "engine": version}


@pytest.mark.parametrize(
    ("version", "earlier", "safe"),
    [
        ("26.10.2", "26.10.2", True),
        ("26.10.10", "26.10.9", True),
        ("26.10.2", "26.10.3", False),
        ("26.11.1", "26.10.2", False),
        ("27.10.2", "26.10.2", False),
        ("26.10.2", "nonsense", False),
    ],
)
def test_only_a_mended_release_follows_another_safely(version, earlier, safe):
    assert follows(version, earlier) is safe


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("dear")
    tmp_path.chmod(0o755)

    with pytest.raises(EngineError, match="holds other files"):
        open_engine(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/accord"])
def test_a_place_that_cannot_be_a_folder_is_told(tmp_path, place):
    (tmp_path / "file").touch()

    with pytest.raises(EngineError, match="the data folder cannot be used") as refusal:
        open_engine(tmp_path / place)
    assert "ACCORD_HOME" in refusal.value.remedy


def test_a_full_disk_is_told_before_the_engine_starts(tmp_path):
    with pytest.raises(EngineError, match="the disk is nearly full: 3 MB are free"):
        check_room(tmp_path, 3 * 1024 * 1024)


@pytest.mark.parametrize(
    ("memory", "machine", "unused", "what"),
    [
        ("64m", 8192, 4096, "64m is too little memory"),
        ("4g", 2048, 2000, "4g of memory are asked for, and this machine has 2048m"),
        ("1g", 8192, 100, "only 100m of memory are free"),
    ],
)
def test_a_lack_of_memory_is_told_before_the_engine_starts(memory, machine, unused, what):
    with pytest.raises(EngineError, match=what) as refusal:
        check_memory(memory, machine, unused)
    assert refusal.value.remedy


def test_the_memory_of_this_machine_is_known():
    assert 0 < free() <= whole()
    assert (megabytes("512m"), megabytes("4g")) == (512, 4096)
    check_memory("256m", 512, 256)


def test_what_java_learned_of_the_first_start_makes_the_next_ones_quick(home):
    """The fixture's engine has ended once; what it wrote is whole, and the next start reads it."""
    installation = installed()

    assert f"-XX:AOTCache={installation.cache}" in command(installation, "1g", {})
    assert installation.cache.stat().st_size > 1024**2
