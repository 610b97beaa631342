"""Settings come from the environment, are checked, and are told in one generated table."""

from pathlib import Path

import pytest

from graph.settings import Settings, load_settings, settings_table
from schema.errors import UsageError

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_without_any_variable_accord_serves_on_loopback_with_its_own_engine():
    settings = load_settings()

    assert settings.host == "127.0.0.1"
    assert settings.port == 8000
    assert settings.graph_uri is None


def test_a_variable_sets_what_its_name_says(monkeypatch, tmp_path):
    monkeypatch.setenv("ACCORD_HOME", str(tmp_path / "there"))
    monkeypatch.setenv("ACCORD_PORT", "9000")
    monkeypatch.setenv("ACCORD_GRAPH_URI", "neo4j+s://db.example.org")
    monkeypatch.setenv("ACCORD_GRAPH_DATABASE", "facts")

    settings = load_settings()

    assert settings.home == tmp_path / "there"
    assert settings.port == 9000
    assert settings.graph_uri == "neo4j+s://db.example.org"
    assert settings.graph_database == "facts"


def test_a_flag_goes_before_a_variable_and_one_that_was_not_given_does_not(monkeypatch):
    monkeypatch.setenv("ACCORD_PORT", "9000")

    assert load_settings(port=9001).port == 9001
    assert load_settings(port=None).port == 9000


def test_an_empty_variable_is_no_setting(monkeypatch):
    monkeypatch.setenv("ACCORD_GRAPH_URI", "")

    assert load_settings().graph_uri is None


def test_a_home_is_absolute_and_may_begin_with_a_tilde(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))

    assert load_settings(home="~/facts").home == tmp_path / "facts"
    assert load_settings(home="facts").home == Path.cwd() / "facts"


@pytest.mark.parametrize(
    ("variable", "value", "complaint"),
    [
        ("ACCORD_PORT", "eighty", "valid integer"),
        ("ACCORD_PORT", "65536", "less than or equal to 65535"),
        ("ACCORD_PORT", "-1", "greater than or equal to 0"),
        ("ACCORD_ENGINE_MEMORY", "plenty", "match pattern"),
        ("ACCORD_ENGINE_MEMORY", "1", "match pattern"),
        ("ACCORD_ENGINE_MEMORY", "0g", "match pattern"),
        ("ACCORD_GRAPH_URI", "db.example.org:7687", "must begin with one of bolt, "),
        ("ACCORD_GRAPH_URI", "bolt://neo4j:secret@db.example.org", "settings of their own"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(monkeypatch, variable, value, complaint):
    monkeypatch.setenv(variable, value)

    with pytest.raises(UsageError) as refusal:
        load_settings()

    assert variable in refusal.value.what
    assert complaint in refusal.value.what
    assert refusal.value.remedy


def test_every_bad_setting_is_told_at_once(monkeypatch):
    monkeypatch.setenv("ACCORD_PORT", "x")
    monkeypatch.setenv("ACCORD_ENGINE_MEMORY", "x")

    with pytest.raises(UsageError, match=r"ACCORD_PORT=x.*ACCORD_ENGINE_MEMORY=x"):
        load_settings()


def test_a_refusal_does_not_tell_what_may_be_a_password(monkeypatch):
    monkeypatch.setenv("ACCORD_GRAPH_URI", "bolt://neo4j:secret@db.example.org")

    with pytest.raises(UsageError) as refusal:
        load_settings()

    assert "secret" not in str(refusal.value)


def test_a_password_is_not_shown_with_the_settings():
    assert "secret" not in repr(load_settings(graph_password="secret"))


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        setattr(load_settings(), "port", 1)  # noqa: B010 (what mypy would refuse is tried)


def test_every_setting_says_what_it_means():
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_the_page_of_settings_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == settings_table()
