"""The bundled facts hold together, and the check of facts finds each kind of fault in a small bad file."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.check import FACTS, check
from loaders.check.shape import TABLES

Edit = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled facts that a test may spoil."""
    for path in FACTS.glob("*.csv"):
        shutil.copy(path, tmp_path)
    (tmp_path / "rules").mkdir()
    shutil.copy(FACTS / "rules" / "lists.yaml", tmp_path / "rules")
    return tmp_path


@pytest.fixture
def spoiled(folder: Path) -> Edit:
    """What the check says once cells of the row with that key are changed; without a row, once the row is added."""

    def edit(name: str, key: str | None, /, **cells: str) -> list[str]:
        path = folder / f"{name}.csv"
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        first = TABLES[name].key[0]
        row = next((row for row in rows if row[first] == key), None)
        if row is None:
            row = dict.fromkeys(rows[0], "") | {"source_title": "A page", "confidence": "documented"}
            rows.append(row)
        row.update(cells)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        line = rows.index(row) + 2
        return [str(finding).replace(f"{name}.csv:{line}: ", "HERE: ") for finding in check(folder)]

    return edit


def test_nothing_is_wrong_with_the_bundled_facts():
    assert list(map(str, check())) == []


@pytest.mark.parametrize(
    ("name", "key", "cells", "findings"),
    [
        ("acsas", "acsa-be", {"notes": "two  blanks"}, ["HERE: notes: stray space or control character"]),
        ("acsas", "acsa-be", {"notes": "see /home/me/x"}, ["HERE: notes: a path or host of one machine"]),
        ("acsas", "acsa-be", {"signed_on": "2015-02-29"}, ["HERE: signed_on: not a year, month or day: 2015-02-29"]),
        ("acsas", "acsa-be", {"signed_on": "May 2015"}, ["HERE: signed_on: not a year, month or day: May 2015"]),
        ("acsas", "acsa-be", {"kind": "acsa;friendship"}, ["HERE: kind: unknown word 'friendship'"]),
        ("acsas", "acsa-cz-2016", {"confidence": "stated"}, ["HERE: confidence: unknown word 'stated'"]),
        ("acsas", "acsa-be", {"source_title": ""}, ["HERE: no source_title"]),
        ("mous", "mou-gmlrs", {"source_url": "seed:mlrs"}, ["HERE: source_url: not an address: seed:mlrs"]),
        ("mous", "mou-gmlrs", {"source_url": "https://page"}, ["HERE: source_url: not an address: https://page"]),
        (
            "acsas",
            "acsa-be",
            {"confidence": "documented"},
            ["HERE: general knowledge has no address and no higher confidence"],
        ),
        (
            "acsas",
            "acsa-be",
            {"in_force_from": "2016-05", "in_force_to": "2016-04"},
            ["HERE: in_force_to 2016-04 is before in_force_from 2016-05"],
        ),
        ("acsas", "acsa-be", {"in_force_from": "2016-05-03", "in_force_to": "2016"}, []),
        ("acsas", "acsa-be", {"iso2": "QQ"}, ["HERE: iso2: QQ is not in nations"]),
        (
            "acsas",
            "acsa-be",
            {"org_id": "nato"},
            ["HERE: partner_kind: a nation has iso2, an organization org_id, neither has both"],
        ),
        ("mous", "mou-gmlrs", {"parties": "US;xx"}, ["HERE: parties: xx is not in nations or stakeholders"]),
        (
            "mous",
            "mou-sac-c17",
            {"parties": "US;PT"},
            ["HERE: party PT is not in mou_participants"],
        ),
        (
            "acsas",
            "acsa-jp-2016",
            {"seen_on": "2016"},
            ["HERE: seen in force on 2016, before it was: 2017-04-25"],
        ),
        (
            "acsas",
            "acsa-jp-1996",
            {"in_force_to": "2017-04-25"},
            ["HERE: lasts to 2017-04-25, but acsa-jp-2016 begins on 2017-04-25"],
        ),
        ("nations", "JP", {"iso3": "JAP"}, ["HERE: not an ISO code, or not the same country: JP JAP"]),
        (
            "nations",
            "AU",
            {"dod_country_code": "A"},
            ["HERE: dod_country_code: A is no customer code, or another nation's too"],
        ),
        (
            "notifications",
            "17-19",
            {"purchaser_iso2": "DE"},
            ["HERE: a notice has one purchaser: purchaser_iso2 or purchaser_org"],
        ),
        ("stakeholders", "dsca", {"lifecycle_stages": "prg-fms"}, ["HERE: lifecycle_stages: prg-fms is not a stage"]),
        ("authorities", "usc/10/2341", {"transfer_kinds": "gift"}, ["HERE: transfer_kinds: unknown word 'gift'"]),
        (
            "names",
            None,
            {"id": "nation/QQ", "name": "Quux", "kind": "short"},
            ["HERE: id: nation/QQ is no nation, organization, authority or agreement here"],
        ),
        (
            "names",
            None,
            {"id": "nation/JP", "name": "Japan", "kind": "short"},
            ["HERE: name: nation/JP is called 'Japan' in its own row already"],
        ),
        (
            "designations",
            None,
            {"nation": "MX", "designation": "gsomia-holder"},
            ["HERE: gsomia-holder: MX is party to no agreement of kind information-security"],
        ),
        (
            "memberships",
            None,
            {"body": "nato", "member": "IE", "from_on": "2026-01-01"},
            ["HERE: nato: IE from 2026-01-01 is not so in rules/lists.yaml, nato_members"],
        ),
    ],
)
def test_a_spoiled_row_is_found_at_its_line(spoiled: Edit, name, key, cells, findings):
    found = spoiled(name, key, **cells)

    assert [text for text in found if text.startswith("HERE")] == findings


def test_a_status_told_differently_is_found_in_the_table_and_in_the_list(spoiled: Edit):
    found = spoiled("memberships", "nato", from_on="1949-04-04")

    assert [text.split(": ", 1)[1] for text in found] == [
        "nato: BE from 1949-04-04 is not so in rules/lists.yaml, nato_members",
        "nato_members: BE from 1949-08-24 is not so in the table, as nato",
    ]


def test_who_is_only_treated_as_an_ally_must_not_be_designated_one(spoiled: Edit):
    found = spoiled("designations", "TW", designation="major-non-nato-ally")

    assert [text.split(": ", 1)[1] for text in found] == [
        "major-non-nato-ally: TW from 2002-09-30 is not so in rules/lists.yaml, major_non_nato_allies",
        "major_non_nato_allies: TW from 2002-09-30 is not so in the table, as major-non-nato-ally-treated-as",
    ]


def test_a_year_without_its_day_agrees_with_having_been_seen_at_its_end(spoiled: Edit):
    assert spoiled("nations", "JP", notes="Unchanged.") == []


def test_a_list_of_partners_must_be_the_parties_of_their_agreement(spoiled: Edit):
    found = spoiled("mous", "mou-sac-c17", parties="BG;EE;FI;HU;LT;NL;NO;PL;RO;SE;US")

    assert [text.split(": ", 1)[1] for text in found] == [
        "strategic_airlift_partners: not the parties of mou-sac-c17, which differ in SI"
    ]


def test_a_list_that_names_nobody_known_is_found_at_its_line(folder: Path):
    path = folder / "rules" / "lists.yaml"
    text = path.read_text().replace("{code: BE, name: Belgium", "{code: BX, name: Belgium")
    path.write_text(text)
    line = text[: text.index("{code: BX")].count("\n") + 1

    assert f"rules/lists.yaml:{line}: code BX is neither a nation nor a stakeholder" in map(str, check(folder))


def test_a_list_file_that_is_no_yaml_is_found_at_its_line(folder: Path):
    (folder / "rules" / "lists.yaml").write_text("nato_members:\n  members:\n  - {code: BE\nrest: [\n")

    assert [str(finding).split(": ")[0] for finding in check(folder)] == ["rules/lists.yaml:4"]


def test_a_key_told_twice_is_found(folder: Path):
    path = folder / "case_codes.csv"
    path.write_text(path.read_text() + path.read_text().splitlines()[-1] + "\n")

    assert list(map(str, check(folder))) == ["case_codes.csv: key twice: SAN"]


def test_missing_and_unknown_files_are_found(folder: Path):
    (folder / "case_codes.csv").rename(folder / "codes_of_cases.csv")

    assert list(map(str, check(folder))) == [
        "case_codes.csv: file missing",
        "codes_of_cases.csv: file not known to this check",
    ]


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        (b"", ["case_codes.csv:1: no column "]),
        (b"code,kind,meaning,source_title,source_url,confidence,note\n", ["case_codes.csv:1: column not known: note"]),
        (
            b"code,kind,kind,meaning,source_title,source_url,confidence\n",
            ["case_codes.csv:1: column twice: kind"],
        ),
        (
            b"code,kind,meaning,source_title,source_url,confidence\nA,b\n",
            ["case_codes.csv:2: 2 cells, the header has 6", "case_codes.csv:2: no source_title"],
        ),
        (
            b"code,kind,meaning,source_title,source_url,confidence\r\n",
            ["case_codes.csv: carriage returns: lines end with a line feed alone"],
        ),
        (b"code,kind\n\xe9,b\n", ["case_codes.csv: not UTF-8 at byte 10"]),
        (b'code,kind\n"a"b,c\n', ["case_codes.csv:2: not CSV: ',' expected after '\"'"]),
    ],
)
def test_a_file_that_is_no_table_of_its_kind_is_found(folder: Path, content, findings):
    (folder / "case_codes.csv").write_bytes(content)

    found = [str(finding) for finding in check(folder)]
    assert len(found) >= len(findings)
    assert all(any(text.startswith(finding) for text in found) for finding in findings)
