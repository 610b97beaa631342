"""Whoever watches a load hears of every byte of its files, whatever their format."""

from pathlib import Path

import pytest

from loaders import loaders
from loaders.meter import watching

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("usc", "law/usc22.xml"),
        ("comps", "law/COMPS-90-629.xml"),
        ("ecfr", "law/2026-06-01_title-22_part-126.xml"),
        *(("notices", f"notices/{path.name}") for path in sorted((DATA / "notices").iterdir())),
        *(("press-notices", f"press/{path.name}") for path in sorted((DATA / "press").iterdir())),
    ],
)
def test_reading_a_file_tells_of_each_of_its_bytes_once(source, file):
    heard: list[int] = []
    read = loaders()[source].records
    assert read is not None

    with watching(heard.append):
        assert list(read([DATA / file]))

    assert sum(heard) == (DATA / file).stat().st_size


def test_a_large_file_is_heard_of_while_it_is_read(tmp_path):
    sections = "".join(
        f'<section identifier="/us/usc/t22/s{number}"><content>{"word " * 200}</content></section>'
        for number in range(2_000)
    )
    path = tmp_path / "usc22.xml"
    path.write_text(
        '<uscDoc xmlns="http://xml.house.gov/schemas/uslm/1.0" identifier="/us/usc/t22"><main>'
        f"{sections}</main></uscDoc>"
    )
    heard: list[int] = []
    read = loaders()["usc"].records
    assert read is not None

    with watching(heard.append):
        after = [sum(heard) for _ in read([path])]

    assert after == sorted(after)
    assert len(set(after)) > 5
    assert after[100] < path.stat().st_size / 2
