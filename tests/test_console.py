"""How a command ends: what it prints, and with which code."""

from pathlib import Path

import pytest
import typer

from graph.console import given, main, read_json, shown
from schema.errors import NotFound, UsageError


def ending(fault: Exception | None) -> int | str | None:
    app = typer.Typer(pretty_exceptions_enable=False)

    @app.command()
    def command() -> None:
        if fault is not None:
            raise fault

    with pytest.raises(SystemExit) as end:
        main(app, [])
    return end.value.code


@pytest.mark.parametrize(
    ("fault", "code"), [(None, 0), (NotFound("there is none"), 1), (UsageError("say which"), 2), (KeyError("x"), 1)]
)
def test_a_command_ends_with_0_or_1_where_it_is_refused_or_2_where_it_is_not_understood(fault, code):
    assert ending(fault) == code


def test_a_refusal_is_told_with_where_and_what_to_do(capsys):
    ending(NotFound("there is no nation/XX", "nation", "name another"))

    assert capsys.readouterr().err == "there is no nation/XX\n  where: nation\n  do: name another\n"


def test_a_fault_of_our_own_shows_no_traceback_and_keeps_its_details(capsys):
    ending(KeyError("asks"))

    told = capsys.readouterr().err
    log = Path(told.split("where: ")[1].splitlines()[0])
    assert told.startswith("Accord broke down: KeyError: 'asks'\n")
    assert "Traceback" not in told
    assert "Traceback" in log.read_text(encoding="utf-8")
    log.unlink()


def test_a_parameter_is_a_name_and_a_value():
    assert given(["a=1", "b=x=y", "c="]) == {"a": "1", "b": "x=y", "c": ""}
    for wrong in ("a", "=1"):
        with pytest.raises(UsageError):
            given([wrong])


def test_a_value_is_json_or_else_text():
    assert [read_json(text) for text in ("5", '["a"]', "nation/JP", "true")] == [5, ["a"], "nation/JP", True]


def test_a_cell_shows_what_is_absent_as_blank_and_what_is_nested_as_json():
    assert [shown(value) for value in (None, "a", ["a", "b"], {"a": 1}, [1, 2])] == [
        "",
        "a",
        "a, b",
        '{"a":1}',
        "[1,2]",
    ]
