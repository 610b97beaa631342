"""The tables of 22 CFR 126.1 as of a day change who is barred when: added, dropped, in doubt, and taken back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.undo import undo
from loaders import cfr, loaders, proscribed
from loaders.run import load
from queries import LIBRARY
from queries.coverage.answer import Read, answer
from queries.coverage.days import COLLECTED, GOES_ON, Spell
from queries.coverage.printed import Printed
from queries.coverage.request import Answer, Request
from queries.coverage.truth import FALSE, GAP, TRUE, either
from schema.core import Link
from schema.dates import Instant, PartialDate
from schema.errors import RowError
from schema.stakeholders import LISTED_IN
from schema.vocabulary import ApprovalKind, Direction, ItemCategory, Reply, TransferKind, Verdict
from tests import resolver_facts
from tests.conftest import load_facts

ECFR = loaders()["ecfr"]
PART = Path(__file__).parent / "data" / "law" / "2026-06-01_title-22_part-126.xml"
BARRED, FREE, UNKNOWN = Verdict.CLOSED, Verdict.CONDITIONAL, Verdict.UNDETERMINED
NATIONS = ("BY", "CN", "GH", "HK", "MT", "SY")
DAYS = ("2019-01-01", "2020-06-01", "2020-07-01", "2026-06-01", "2026-11-21", "2026-11-30", "2026-12-01", "2026-12-15")
Told = dict[tuple[str, str], Verdict]


def table(folder: Path, day: str, *pairs: tuple[str, str]) -> Path:
    """The sample as of another day, with other nations."""
    text = PART.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = folder / f"{day}_title-22_part-126.xml"
    path.write_text(text, encoding="utf-8")
    return path


def row(*cells: str) -> str:
    return "<TR>" + "".join(f"<TD>{cell}</TD>" for cell in cells) + "</TR>"


def verdict(read: Read, nation: str, on: str, known_at: Instant | None = None) -> Verdict:
    """What comes of a licence, given, for what is on the Munitions List, by the regulation alone."""
    asked = Request(
        recipient=f"nation/{nation}",
        on=date.fromisoformat(on),
        kinds=(TransferKind.EXPORT_LICENSE,),
        items=(ItemCategory.NONLETHAL_MILITARY_EQUIPMENT,),
        direction=Direction.FROM_US,
        given=frozenset({ApprovalKind.EXPORT_LICENSE}),
        answers=(Answer("china-suspension-does-not-bind", Reply.YES),),
        known_at=known_at,
    )
    return answer(read, asked).verdict


def reading(graph) -> Read:
    """Reads each thing once, as long as nothing is loaded."""
    known: dict[str, list[dict[str, Any]]] = {}

    def read(name, params):
        key = f"{name} {sorted(params.items())}"
        if key not in known:
            known[key] = graph.read(LIBRARY[name].text, params)
        return known[key]

    return read


def verdicts(graph) -> Told:
    read = reading(graph)
    return {(nation, on): verdict(read, nation, on) for nation in NATIONS for on in DAYS}


@pytest.fixture(scope="module")
def told(session_graph, tmp_path_factory) -> dict[str, Told]:
    """The verdicts before and after tables of three days are loaded, and after these loads are taken back.

    The sample, of June 2026, lists Malta and lacks China; that of June 2020 adds Ghana and China, and lacks Malta; that
    of December 2026 adds China, and lacks Belarus and Malta.
    """
    graph, folder = session_graph, tmp_path_factory.mktemp("tables")
    load_facts(graph)
    files = {
        "june": table(folder, "2026-06-01"),
        "2020": table(folder, "2020-06-01", (row("Malta"), row("Ghana") + row("China"))),
        "december": table(folder, "2026-12-01", (row("Malta"), row("China")), (row("Belarus"), "")),
    }
    found, runs, now = {"before": verdicts(graph)}, [], Instant.now()
    for name, path in files.items():
        runs.append(load(graph, ECFR, path).run or "")
        found[name] = verdicts(graph)
    found["known before"] = {("GH", DAYS[1]): verdict(reading(graph), "GH", DAYS[1], now)}
    for run in reversed(runs):
        undo(graph, run)
    return found | {"taken back": verdicts(graph)}


def test_a_nation_that_a_table_adds_is_barred_from_its_day_on_and_not_known_to_be_before(told):
    assert {told["before"]["MT", on] for on in DAYS} == {FREE}
    assert [told["june"]["MT", on] for on in DAYS] == [UNKNOWN] * 3 + [BARRED] * 5


def test_a_table_of_an_earlier_day_changes_the_answers_about_the_days_around_it(told):
    assert [told["june"]["GH", on] for on in DAYS] == [FREE] * 8
    assert [told["2020"]["GH", on] for on in DAYS] == [UNKNOWN, BARRED, UNKNOWN] + [FREE] * 5


def test_a_table_of_an_earlier_day_without_the_nation_says_that_it_was_added_later_and_nothing_of_before(told):
    assert [told["2020"]["MT", on] for on in DAYS] == [UNKNOWN, FREE, UNKNOWN] + [BARRED] * 5


def test_a_nation_that_a_later_table_drops_is_not_barred_from_its_day_on_and_in_doubt_before(told):
    assert [told["december"]["BY", on] for on in DAYS[3:]] == [BARRED, BARRED, UNKNOWN, FREE, FREE]
    assert [told["december"]["MT", on] for on in DAYS[3:]] == [BARRED, UNKNOWN, UNKNOWN, FREE, FREE]


def test_a_table_older_than_what_was_collected_ends_nothing_and_leaves_it_in_doubt(told):
    assert {told["before"]["CN", on] for on in DAYS} == {BARRED}
    assert {told["june"]["CN", on] for on in DAYS} == {UNKNOWN}
    assert [told["december"]["CN", on] for on in DAYS] == [BARRED] * 2 + [UNKNOWN] * 4 + [BARRED] * 2


@pytest.mark.parametrize("nation", ["HK", "SY"])
def test_who_is_treated_as_listed_or_has_an_end_that_was_told_is_not_touched(told, nation):
    assert {told["december"][nation, on] for on in DAYS} == {told["before"][nation, on] for on in DAYS}


def test_what_was_known_before_the_tables_is_still_answered(told):
    assert (told["december"]["GH", DAYS[1]], told["known before"]) == (BARRED, {("GH", DAYS[1]): FREE})


def test_taking_the_loads_back_restores_every_answer(told):
    assert told["taken back"] == told["before"]


def listed(*tables: cfr.Table) -> dict[str, set[tuple[str, Any]]]:
    """Whom the tables put on which list, by paragraph."""
    found: dict[str, set[tuple[str, Any]]] = {}
    for link in proscribed.listed("edition/cfr/22/2026-06-01", "2026-06-01", tables, resolver_facts.Bundled()):
        if isinstance(link, Link) and link.rel is LISTED_IN:
            found.setdefault(link.end, set()).add((link.start, link.props.get("paragraph")))
    return found


DENIED = cfr.Table("(d)(1)", (("Country",), ("Burma",), ("North Korea",)))
BUT_FOR = cfr.Table("(d)(2)", (("Country", "Country-specific paragraph"), ("Iraq", "See also paragraph (f) of this.")))


def test_both_tables_are_read_with_the_paragraph_that_a_nation_has_of_its_own():
    assert listed(DENIED, BUT_FOR) == {
        "designation/itar_126_1_d1": {("nation/MM", None), ("nation/KP", None)},
        "designation/itar_126_1_d2": {("nation/IQ", "126.1(f)")},
    }


@pytest.mark.parametrize(
    "tables",
    [
        (DENIED,),
        (DENIED, DENIED, BUT_FOR),
        (replace(DENIED, rows=DENIED.rows[:1]), BUT_FOR),
        (replace(DENIED, rows=(*DENIED.rows, ("Atlantis",))), BUT_FOR),
        (replace(DENIED, rows=(("Item",), ("Rifles",))), BUT_FOR),
        (DENIED, replace(BUT_FOR, rows=(*BUT_FOR.rows, ("Sudan", "")))),
        (DENIED, replace(BUT_FOR, rows=(*BUT_FOR.rows, ("Sudan",)))),
    ],
    ids=["one-lacks", "told-twice", "empty", "unknown-nation", "other-header", "no-paragraph", "short-row"],
)
def test_tables_that_are_not_clear_to_the_last_row_are_refused_together(tables):
    with pytest.raises(RowError):
        listed(*tables)


TABLES = st.sets(st.integers(1, 60))


def on(number: int) -> PartialDate:
    return PartialDate((COLLECTED + timedelta(days=number - 40)).isoformat())


@given(seen=TABLES, lacking=TABLES, day=st.integers(0, 65))
def test_what_tables_alone_show_follows_from_those_around_the_day(seen, lacking, day):
    printed = Printed.of(map(on, seen), map(on, seen | lacking))
    absent = lacking - seen

    state = either([printed.sighting(on(each), ()).on(on(day).latest) for each in seen])

    before = max((each for each in seen | absent if each <= day), default=None)
    after = min((each for each in seen | absent if each >= day), default=None)
    if day in seen:
        assert state == TRUE
    elif day in absent or not seen or (after in absent and before in absent):
        assert state == FALSE or (state == GAP and after in seen)
    elif before in seen and after not in absent:
        assert state == GOES_ON
    else:
        assert state == (FALSE if before in absent and after not in seen else GAP)


@given(
    seen=TABLES, lacking=TABLES, first=st.integers(0, 65), ended=st.none() | st.integers(0, 30), day=st.integers(0, 95)
)
def test_what_another_source_tells_is_ended_only_by_a_table_later_than_its_collection(seen, lacking, first, ended, day):
    told = Spell(from_on=on(first), to_on=None if ended is None else on(first + ended))
    printed = Printed.of(map(on, seen), map(on, seen | lacking))

    now, before = printed.bound(told).on(on(day).latest), told.on(on(day).latest)

    dropped = [each for each in lacking - seen if max(40, first) < each <= day]
    assert now == FALSE if before == FALSE or (ended is None and dropped) else now in (before, GAP)
