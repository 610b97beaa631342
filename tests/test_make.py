"""The environment is made when it must be, and only then; what would be installed is only written down here."""

import re
import shutil
import sys

import pytest

from tests.project import LOCKS, ROOT, run, text_of

PIP = """\
#!/bin/sh
echo "$@" >> pip.log
printf '#!/bin/sh\\necho "accord $@"\\n' > .venv/bin/accord
chmod +x .venv/bin/accord
"""
PYTHON = f"""\
#!/bin/sh
exec {sys.executable} "$@" --without-pip
"""
INSTALLED = [
    "install --require-hashes --requirement requirements.lock",
    "install --no-index --no-deps --no-build-isolation --editable .",
]


@pytest.fixture
def checkout(tmp_path):
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    for name, script in {"pip": PIP, "python": PYTHON}.items():
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    return tmp_path


def make(checkout, *words):
    """What make printed, line by line."""
    ended = run("make", "--no-print-directory", "PYTHON=./python", "PIP=./pip", *words, cwd=checkout)
    return ended.stdout.splitlines()


def installed(checkout):
    """What was installed so far, command by command."""
    return (checkout / "pip.log").read_text().splitlines()


def test_a_second_run_installs_nothing(checkout):
    make(checkout, "run")

    assert make(checkout, "run") == ["accord up"]
    assert installed(checkout) == INSTALLED


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_another_lock_is_installed(checkout, file):
    make(checkout, "run")
    (checkout / file).write_text("# another\n")
    make(checkout, "run")

    assert installed(checkout) == INSTALLED * 2


def test_an_environment_whose_python_is_gone_is_made_again(checkout):
    make(checkout, "run")
    (checkout / ".venv/bin/python").unlink()
    make(checkout, "run")

    assert installed(checkout) == INSTALLED * 2
    assert (checkout / ".venv/bin/python").exists()


def test_a_moved_checkout_makes_its_environment_again(checkout):
    make(checkout, "run")
    moved = checkout.rename(checkout.with_name("moved"))
    make(moved, "run")

    assert installed(moved) == INSTALLED * 2


def test_an_interrupted_installation_is_done_again(checkout):
    (checkout / "pip").write_text("#!/bin/sh\nexit 1\n")
    make(checkout, "run")
    (checkout / "pip").write_text(PIP)
    make(checkout, "run")

    assert installed(checkout) == INSTALLED


@pytest.mark.parametrize("command", ["run", "test"])
def test_make_says_what_to_do_where_no_packages_are_to_be_had(checkout, command):
    (checkout / "pip").write_text("#!/bin/sh\nexit 1\n")
    ended = run("make", "PYTHON=./python", "PIP=./pip", command, cwd=checkout)

    assert ended.returncode == 2
    assert "The packages were not installed: pip says why above.\n  do: see that pip reaches" in ended.stderr


def test_make_says_what_to_do_where_there_is_no_python(checkout):
    ended = run("make", "PYTHON=", "run", cwd=checkout)

    assert ended.returncode == 2
    assert "No Python 3.11 or later with venv was found.\n  do: install one" in ended.stderr


def test_make_alone_tells_every_command(checkout):
    commands = re.findall(r"^\.PHONY: (.+)$", text_of("Makefile"), re.MULTILINE)[0].split()

    assert [line.split()[0] for line in make(checkout)] == commands
