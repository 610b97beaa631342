"""The source of a file is recognised, or the file is refused with the sources there are."""

import csv
from pathlib import Path

import pytest

from loaders import HERE, loaders, recognize
from loaders.core import Loader
from loaders.opening import Opened
from loaders.recognize import recognized
from loaders.run import Options, load
from loaders.tasks import asked, chosen, parted
from schema.errors import LoadRefused, UsageError
from tests.sheets import xlsx
from tests.test_load import contents

FACTS = HERE / "facts"
SHAPES = {
    **{name: FACTS / Path(loader.source).name for name, loader in loaders().items() if loader.source.endswith("s.csv")},
    "lifecycle": FACTS / "lifecycle.csv",
    "agreements": FACTS / "mous.csv",
}


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def copied(path: Path, source: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as lines:
        csv.writer(lines, delimiter=delimiter).writerows(table(source))
    return path


def tasks(*paths: Path, names: tuple[str, ...] = (), named: bool = True):
    found = asked(names, [Opened(path, named) for path in paths])
    return [(loader.name, [path.name for path in files or ()]) for loader, files in found.tasks], found.passed


@pytest.mark.parametrize("name", SHAPES)
def test_a_file_in_the_shape_of_a_bundled_one_is_recognised_whatever_its_name_and_kind(tmp_path, name):
    shape = SHAPES[name]

    assert [loader.name for loader in recognized(copied(tmp_path / "mine", shape, ";", "utf-16"))] == [name]
    assert [
        loader.name for loader in recognized(xlsx(tmp_path / "mine.xlsx", About=[["A note"]], Mine=table(shape)[:3]))
    ] == [name]


def test_a_file_that_no_source_recognises_is_refused_with_the_sources_there_are(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(LoadRefused, match="no source recognises the file") as refusal:
        recognized(path)

    assert [name for name in loaders() if name not in refusal.value.remedy] == []
    assert refusal.value.remedy.endswith("of a sheet that an office keeps, first: accord load --map FILE")


def test_a_text_that_begins_with_a_word_in_brackets_is_taken_for_no_json(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("[Congressional Record Volume 154]\nTribute\n", encoding="utf-8")

    with pytest.raises(LoadRefused, match="no source recognises the file"):
        recognized(path)


def test_a_file_that_several_sources_would_take_is_refused_with_their_names(tmp_path, monkeypatch):
    several = {name: loaders()[name] for name in ("nations", "names")}
    several |= {"lands": Loader(name="lands", doc="Lands.", emits=(), columns=several["nations"].columns)}
    monkeypatch.setattr(recognize, "loaders", lambda: several)

    with pytest.raises(LoadRefused, match="several sources: nations, lands"):
        recognized(FACTS / "nations.csv")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"a\0b,c\n", "the file is no text"),
        (b"C\xc3\xb4te\nS\xe3o", "the file is UTF-8 in part"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_for_that_reason(tmp_path, content, what):
    path = tmp_path / "lands.csv"
    path.write_bytes(content)

    with pytest.raises(LoadRefused, match=what):
        recognized(path)


def test_sources_and_files_mix_and_come_in_the_order_in_which_each_finds_what_it_links_to(tmp_path):
    members, lands = copied(tmp_path / "a", SHAPES["memberships"]), copied(tmp_path / "b", SHAPES["nations"])

    assert tasks(members, lands, names=("organizations",)) == (
        [("organizations", []), ("nations", ["b"]), ("memberships", ["a"])],
        [],
    )


def test_files_of_a_source_of_which_each_would_replace_the_other_are_one_load(tmp_path):
    one, two = copied(tmp_path / "one", SHAPES["nations"]), copied(tmp_path / "two", SHAPES["nations"])

    assert tasks(one, two)[0] == [("nations", ["one", "two"])]


def test_agreements_and_their_participants_are_one_load(tmp_path):
    one, two = copied(tmp_path / "one", FACTS / "mous.csv"), copied(tmp_path / "two", FACTS / "mou_participants.csv")

    assert tasks(two, one)[0] == [("agreements", ["two", "one"])]


def test_what_is_not_recognised_in_a_folder_is_passed_over_and_told(tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("See the other file", encoding="utf-8")

    found, passed = tasks(copied(tmp_path / "a", SHAPES["nations"]), note, named=False)

    assert (found, passed) == ([("nations", ["a"])], ["note.txt was not read: no source recognises the file"])
    with pytest.raises(LoadRefused, match="none of 1 files is of a source"):
        tasks(note, named=False)


def test_a_word_that_is_no_source_and_no_file_is_not_understood():
    assert parted(["nations", "a.csv", "-", "./b"], None) == (["nations"], ["a.csv", "-", "./b"])
    assert parted(["nations", "a.csv"], loaders()["acsas"]) == ([], ["nations", "a.csv"])
    for words, source in ((["nosuch"], None), ([], loaders()["nations"])):
        with pytest.raises(UsageError):
            parted(words, source)
    with pytest.raises(UsageError):
        chosen("nosuch")


def test_a_file_of_any_kind_loads_as_the_bundled_one_does(loaded, tmp_path):
    before = contents(loaded)
    book = xlsx(tmp_path / "any.xlsx", About=[["Seen in 2026"]], Mine=table(SHAPES["memberships"]))
    text = copied(tmp_path / "any.tsv", SHAPES["memberships"], "\t", "utf-16")

    outcomes = [load(loaded, recognized(path)[0], path, Options(dry_run=True)) for path in (text, book)]

    assert [(outcome.counts["same"], outcome.diff.size, outcome.refused) for outcome in outcomes] == [(371, 0, ())] * 2
    assert [outcome.notes for outcome in outcomes] == [
        ("any.tsv was read as UTF-16",),
        ("any.xlsx: of the sheets, About was not read",),
    ]
    assert contents(loaded) == before
