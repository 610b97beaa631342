"""Answers of the library worked out anew: from the files of the bundled facts, and by the evaluator's own table."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from graph.client import Graph
from loaders.core import SOURCED, Loader, Record
from loaders.run import load
from queries import LIBRARY
from queries.coverage.days import Spell
from queries.coverage.facts import Evidence, Pact
from queries.coverage.standing import in_force
from queries.coverage.truth import FALSE
from schema.agreements import AGREEMENT
from schema.dates import PartialDate
from schema.vocabulary import AgreementKind, AgreementStatus, Confidence

FACTS = Path(__file__).parents[1] / "loaders" / "facts"
DAYS = ("1996-07-01", "2016-05-03", "2023-04-03", "2023-04-04", "2026-01-15")


def asked(graph: Graph, name: str, **params: Any) -> list[dict[str, Any]]:
    return graph.read(LIBRARY[name].text, LIBRARY[name].bind(params))


def facts(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_agreement_stands_on_a_day_for_the_library_as_it_does_for_the_evaluator(loaded):
    pacts = list(_pacts(loaded))
    for kind in set(AgreementKind) - {AgreementKind.SUPPORT_PARTNERSHIP}:
        for day in DAYS:
            rows = asked(loaded, "nations-with-agreement", kind=kind, as_of=day)

            expected = {(party, pact.id) for party, pact in pacts if kind in pact.kinds and _stands(pact, day)}
            assert {(row["nation"], row["agreement"]) for row in rows} == expected


def test_what_a_nation_lacks_on_a_day_is_what_it_did_not_have_yet_or_no_longer_has(loaded):
    pacts = list(_pacts(loaded))
    for day in DAYS:
        has, lacks = (
            {party for party, pact in pacts if kind in pact.kinds and _stands(pact, day)}
            for kind in (AgreementKind.ACSA, AgreementKind.INFORMATION_SECURITY)
        )

        rows = asked(loaded, "agreement-gap", has="acsa", lacks="information-security", as_of=day)

        assert {row["nation"] for row in rows} == has - lacks


def test_a_nation_that_joined_later_is_no_party_before(loaded):
    def parties(day: str) -> set[str]:
        return {row["agreement"] for row in asked(loaded, "agreements-of-nation", nation="nation/DE", as_of=day)}

    assert "agreement/mou-mmf-mrtt" not in parties("2017-05-31")
    assert "agreement/mou-mmf-mrtt" in parties("2017-06-30")


def _stands(pact: Pact, day: str) -> bool:
    return in_force(pact, date.fromisoformat(day)) != FALSE


def _pacts(graph: Graph) -> Iterator[tuple[str, Pact]]:
    rows = graph.read(
        "MATCH (:Nation {id: 'nation/US'})-[us:PARTY_TO]->(a:Agreement)<-[party:PARTY_TO]-(n:Nation)\n"
        "WHERE n.id <> 'nation/US'\n"
        "RETURN n.id AS nation, properties(a) AS told, coalesce(party.from_on, party.signed_on) AS since, "
        "party.to_on AS until, us.from_on AS us_since, us.to_on AS us_until"
    )
    for row in rows:
        told = row["told"]
        yield (
            row["nation"],
            Pact(
                told["id"],
                told["title"],
                frozenset(map(AgreementKind, told["kinds"])),
                AgreementStatus(told["status"]),
                Evidence(None, Confidence.DOCUMENTED),
                us=Spell(_day(row["us_since"]), _day(row["us_until"])),
                party=Spell(_day(row["since"]), _day(row["until"])),
                signed_on=_day(told.get("signed_on")),
                in_force_from=_day(told.get("in_force_from")),
                in_force_to=_day(told.get("in_force_to")),
                seen_on=_day(told.get("seen_on")),
            ),
        )


def _day(text: str | None) -> PartialDate | None:
    return PartialDate(text) if text else None


def test_members_are_those_of_the_file_whose_spell_holds_the_day(loaded):
    for body in ("nato", "eu", "un"):
        for day in DAYS:
            rows = asked(loaded, "members-of-body", body=f"org/{body}", as_of=day)

            assert sorted(row["member"] for row in rows) == sorted(
                f"nation/{line['member']}"
                for line in facts("memberships.csv")
                if line["body"] == body and _holds(line["from_on"], line["to_on"], day)
            )


def _holds(since: str, until: str, day: str) -> bool:
    on = date.fromisoformat(day)
    return (not since or PartialDate(since).earliest <= on) and (not until or PartialDate(until).latest >= on)


def test_finland_became_a_member_of_nato_on_the_day_it_did(loaded):
    found = {
        day: [
            row["member"]
            for row in asked(loaded, "members-of-body", body="org/nato", as_of=day)
            if row["member"] == "nation/FI"
        ]
        for day in ("2023-04-03", "2023-04-04")
    }

    assert found == {"2023-04-03": [], "2023-04-04": ["nation/FI"]}


def test_notices_and_their_values_by_year_are_those_of_the_file(loaded):
    lines = facts("notifications.csv")
    years = {row["year"]: row for row in asked(loaded, "notices-by-year")}

    assert {year: row["notices"] for year, row in years.items()} == Counter(
        line["notified_on"][:4] or None for line in lines
    )
    assert sum(row["total_value_usd"] or 0 for row in years.values()) == sum(
        float(line["total_value_usd"] or 0) for line in lines
    )


def test_what_is_due_for_another_look_is_what_the_files_saw_long_ago(loaded):
    rows = asked(loaded, "overdue-agreements", years=10, as_of="2026-01-15")

    assert {row["agreement"] for row in rows} == {
        f"agreement/{line['id']}"
        for line in (*facts("acsas.csv"), *facts("mous.csv"))
        if line["status"] == "in-force" and line["seen_on"] and PartialDate(line["seen_on"]).latest <= date(2016, 1, 15)
    }


def test_an_end_is_within_a_span_that_leaves_the_calendar(loaded):
    near, far = (asked(loaded, "expiring-agreements", as_of="2026-01-15", months=m) for m in (12_000, 120_000))

    assert near
    assert far == near


def test_a_party_that_left_in_a_year_may_or_may_not_have_left_within_it(loaded):
    days = ("2006-01-01", "2020-12-31", "2021-06-01", "2022-01-01")
    rows = {day: asked(loaded, "parties-of-agreement", agreement="agreement/mou-f35-psfd", as_of=day) for day in days}

    assert {day: {row["party"]: row["state"] for row in rows[day]}["nation/TR"] for day in days} == {
        "2006-01-01": "not yet",
        "2020-12-31": "party",
        "2021-06-01": "may have left",
        "2022-01-01": "left",
    }


# What changed


def parse(record: Record) -> Iterator[Any]:
    yield AGREEMENT.row(f"agreement/{record.pop('id')}", title=record.pop("title"), kinds=["acsa"], status="unknown")


LOADER = Loader(name="renamed", doc="Agreements.", emits=(AGREEMENT,), parse=parse, columns=("id", "title", *SOURCED))


def told(path: Path, title: str) -> Path:
    path.write_text(
        f"{','.join(LOADER.columns)}\nx,{title},A source,,documented\ny,Same,A source,,documented\n", encoding="utf-8"
    )
    return path


def test_what_a_load_changes_is_told_with_what_was_believed_and_which_load_ended_that(graph, tmp_path):
    load(graph, LOADER, told(tmp_path / "first.csv", "Once"))
    between = graph.read("MATCH (r:LoadRun) RETURN max(r.finished_at) AS at")[0]["at"]
    load(graph, LOADER, told(tmp_path / "second.csv", "Anew"))

    rows = asked(graph, "changes-since", since=between)

    assert [(row["of"], row["change"], row["file"]) for row in rows] == [("agreement/x", "changed", "second.csv")]
    assert rows[0]["known_from"] <= between <= rows[0]["known_to"]
    assert json.loads(rows[0]["was"])["title"] == "Once"
    assert asked(graph, "changes-since", since=rows[0]["known_to"]) == []
    assert [row["file"] for row in asked(graph, "loads")] == ["second.csv", "first.csv"]
