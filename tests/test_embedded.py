"""The embedded engine is found where it runs, started where it does not, and never outlives those who use it."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graph.client import Graph
from graph.embedded import open_engine, running, stop_engine
from graph.engine_java import command, installed
from graph.locks import is_locked, wait_until
from graph.processes import birth
from schema.errors import GraphUnavailable
from tests.embedded import ended, engine_pid, ids, used
from tests.project import ROOT

pytestmark = pytest.mark.long

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


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder that an engine has used, and that no engine uses now."""
    return used(tmp_path_factory.mktemp("engine"))


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


def test_what_java_learned_of_the_first_start_makes_the_next_ones_quick(home):
    """The fixture's engine has ended once; what it wrote is whole, and the next start reads it."""
    installation = installed()

    assert f"-XX:AOTCache={installation.cache}" in command(installation, "1g", {})
    assert installation.cache.stat().st_size > 1024**2
