"""Files, folders, patterns, archives and the standard input become plain files; what is hostile is refused."""

import bz2
import gzip
import io
import os
import struct
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from loaders import opening, zips
from loaders.opening import opened
from schema.errors import LoadRefused
from tests.project import ROOT
from tests.sheets import ods, ods_row, xlsx

TABLE = b"id,name\nJP,Japan\n"


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(content)
    return path


def found(*names: str | Path) -> list[tuple[str, bytes, bool]]:
    with opened([str(name) for name in names]) as files:
        return [(file.path.name, file.path.read_bytes(), file.named) for file in files]


def refusal(*names: str | Path) -> LoadRefused:
    with pytest.raises(LoadRefused) as refused, opened([str(name) for name in names]):
        pass
    assert refused.value.remedy
    return refused.value


def test_files_come_in_the_order_in_which_they_are_named(tmp_path):
    second, first = written(tmp_path / "b.csv", b"2"), written(tmp_path / "a.csv", b"1")

    assert found(second, first) == [("b.csv", b"2", True), ("a.csv", b"1", True)]


def test_a_folder_gives_its_files_in_their_order_without_the_hidden_ones(tmp_path):
    for name in ("b.csv", "deep/a.csv", ".hidden.csv", ".git/c.csv", "a.csv"):
        written(tmp_path / name, name.encode())

    assert [content for _, content, _ in found(tmp_path)] == [b"a.csv", b"b.csv", b"deep/a.csv"]
    assert {named for *_, named in found(tmp_path)} == {False}


def test_a_pattern_gives_the_files_that_match_in_their_order(tmp_path):
    for name in ("b.csv", "a.csv", "c.txt", "deep/d.csv"):
        written(tmp_path / name, TABLE)

    assert [name for name, *_ in found(tmp_path / "*.csv")] == ["a.csv", "b.csv"]
    assert [name for name, *_ in found(tmp_path / "**/*.csv")] == ["a.csv", "b.csv", "d.csv"]


def test_archives_are_unpacked_and_gone_afterwards(tmp_path):
    packed = written(tmp_path / "lands.csv.gz", gzip.compress(TABLE))
    several = zipped(
        tmp_path / "several.zip", **{"b.csv": b"2", "deep/a.csv": b"1", "__MACOSX/x": b"", ".DS_Store": b""}
    )

    assert found(packed, several) == [("lands.csv", TABLE, True), ("b.csv", b"2", False), ("a.csv", b"1", False)]
    with opened([str(several)]) as files:
        paths = [file.path for file in files]
    assert [path.exists() for path in paths] == [False, False]


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (TABLE, ".csv"),
        (b'<?xml version="1.0"?><a/>', ".xml"),
        (b' {"a": 1}', ".json"),
        (b"[]", ".json"),
        (b"[Congressional Record Volume 154]\n", ".txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
    ],
)
def test_the_standard_input_is_kept_under_a_name_that_tells_its_kind(monkeypatch, content, ending):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    assert found("-") == [(f"standard-input{ending}", content, True)]


def test_workbooks_and_archives_come_in_by_the_standard_input_too(monkeypatch, tmp_path):
    book, sheet = xlsx(tmp_path / "a.xlsx", One=[["id"]]), ods(tmp_path / "a.ods", One=ods_row("id"))
    for content, names in [
        (book.read_bytes(), ["standard-input.xlsx"]),
        (sheet.read_bytes(), ["standard-input.ods"]),
        (gzip.compress(TABLE), ["standard-input"]),
        (zipped(tmp_path / "a.zip", **{"a.csv": TABLE}).read_bytes(), ["a.csv"]),
    ]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
        assert [name for name, *_ in found("-")] == names


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_as_the_standard_input_is(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(TABLE,))
    writer.start()

    assert found(tmp_path / "pipe") == [("pipe.csv", TABLE, True)]
    writer.join()


@pytest.mark.parametrize("name", ["nosuch.csv", "nosuch/*.csv", "*.nosuch"])
def test_what_is_not_there_is_refused(tmp_path, name):
    assert refusal(tmp_path / name).what == "there is no such file"


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:\\evil.csv"])
def test_an_archive_that_leads_out_of_its_folder_is_refused(tmp_path, name):
    (tmp_path / "deep").mkdir()

    assert "leads out of it" in refusal(zipped(tmp_path / "deep/a.zip", **{name: TABLE})).what
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "deep"]


def test_an_archive_with_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("passwords.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert "holds a link" in refusal(tmp_path / "a.zip").what


def test_archives_within_archives_are_refused(tmp_path):
    inner = zipped(tmp_path / "inner.zip", **{"a.csv": TABLE}).read_bytes()
    tar = b"a.csv".ljust(257, b"\0") + b"ustar" + b"\0" * 250

    for path in (
        zipped(tmp_path / "a.zip", **{"inner.zip": inner}),
        zipped(tmp_path / "b.zip", **{"a.csv.gz": gzip.compress(TABLE)}),
        written(tmp_path / "a.gz", gzip.compress(inner)),
        written(tmp_path / "a.tar.gz", gzip.compress(tar)),
    ):
        assert "an archive within an archive" in refusal(path).what
    for path, kind in (
        (written(tmp_path / "a.csv.bz2", bz2.compress(TABLE)), "bzip2"),
        (written(tmp_path / "a.tar", tar), "tar"),
    ):
        assert refusal(path).what == f"an archive of the kind {kind} is not known here"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "HARMLESS", 1 << 20)
    path = zipped(tmp_path / "bomb.zip", **{"a.csv": b"0" * (20 << 20)})

    assert "would unpack to 20,971,520" in refusal(path).what


def test_a_gzip_bomb_is_stopped_while_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "HARMLESS", 1 << 20)
    path = written(tmp_path / "bomb.csv.gz", gzip.compress(b"0" * (20 << 20)))

    assert "it holds more than" in refusal(path).what


def test_what_comes_in_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(opening, "LARGEST", 1 << 20)

    assert refusal("/dev/zero").what == "it holds more than 1,048,576 bytes"


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", **{"a.csv": b"0" * 10_000})
    content = bytearray(path.read_bytes())
    said = struct.pack("<L", 10_000)
    for place in (place for place in range(len(content)) if content[place : place + 4] == said):
        content[place : place + 4] = struct.pack("<L", 100)
    path.write_bytes(content)

    assert refusal(path).what.startswith(("the archive cannot be read", "the archive holds more"))


def test_an_archive_packed_in_an_unknown_way_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", **{"a.csv": TABLE})
    content = bytearray(path.read_bytes())
    for mark, after in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.index(mark) + after
        content[at : at + 2] = struct.pack("<H", 99)
    path.write_bytes(content)

    assert refusal(path).what == "the archive is packed in a way that is not known here"


def test_an_encrypted_archive_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", **{"a.csv": TABLE})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)

    assert refusal(path).what == "the archive is encrypted"


@pytest.mark.parametrize("kind", ["zip", "gz"])
@pytest.mark.parametrize("cut", [20, 60])
def test_a_damaged_archive_is_refused(tmp_path, kind, cut):
    content = (
        zipped(tmp_path / "whole.zip", **{"a.csv": TABLE * 9}).read_bytes()
        if kind == "zip"
        else gzip.compress(os.urandom(99))
    )

    assert refusal(written(tmp_path / f"a.{kind}", content[:cut])).what.startswith("the archive cannot be read")


def test_an_archive_of_many_thousand_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "MOST", 3)
    path = zipped(tmp_path / "a.zip", **{f"{number}.csv": TABLE for number in range(4)})

    assert refusal(path).what == "the archive holds 4 files, more than 3"


def test_a_load_that_is_told_to_end_leaves_no_temporary_file(tmp_path):
    pipe, room = tmp_path / "cases", tmp_path / "room"
    os.mkfifo(pipe)
    room.mkdir()
    command = [sys.executable, "accord.py", "load", str(pipe)]
    environment = os.environ | {"TMPDIR": str(room), "ACCORD_HOME": str(tmp_path / "home")}

    with subprocess.Popen(command, cwd=ROOT, env=environment) as process, pipe.open("wb"):
        left = [folder.name.startswith("accord-load-") for folder in room.iterdir()]
        process.terminate()
        code = process.wait(60)

    assert (left, code, list(room.iterdir())) == ([True], 143, [])
