"""What credits and notes of the Code tell: when a section was made and last changed, and which orders delegate it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import loaders
from loaders.cited import laws, rules
from loaders.citing import delegating, history
from loaders.gather import gather
from loaders.sources import usc
from schema.authorities import EXECUTIVE_ORDER, IMPLEMENTS
from tests.test_usc import changed

MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
SEE = "see section 1(j)–(m) of Ex. Ord. No. 90637, Mar. 8, 2013, 78 F.R. 1, set out as a note under section 2751."


@pytest.mark.parametrize(
    ("credit", "made", "changed_last"),
    [
        ("(Aug. 10, 1956, ch. 1041, 70A Stat. 9; Pub. L. 1–1, Jan. 2, 2003, 1 Stat. 2.)", "1956-08-10", "2003-01-02"),
        ("(Sept. 1, 1954, ch. 9, title II, § 7, as added Pub. L. 1–1, May 4, 1961, 1 Stat. 2.)", "1961-05-04", None),
        ("(Pub. L. 1–1, § 8, formerly § 7, as added Pub. L. 2–2, May 4, 1961, 1 Stat. 2.)", "1961-05-04", None),
        ("(July 26, 1947, ch. 343, § 11, formerly Pub. L. 1–1, § 5, Dec. 20, 2019, 1 Stat. 2.)", "2019-12-20", None),
        ("(R.S. § 1724; Apr. 5, 1906, ch. 1366, § 3, 34 Stat. 100.)", None, "1906-04-05"),
        ("(Pub. L. 1–1, May 4, 2021, 1 Stat. 2; amended Pub. L. 2–2, Jan. 1, 2021, 1 Stat. 1.)", "2021-05-04", None),
        ("(Pub. L. 1–1, Feb. 31, 2021, 1 Stat. 2.)", None, None),
        ("", None, None),
    ],
)
def test_a_credit_tells_the_day_of_the_first_law_and_of_the_last(credit, made, changed_last):
    assert history(credit) == (made, changed_last)


@given(st.lists(st.dates(min_value=date(1789, 1, 1)), min_size=1, max_size=6, unique=True))
def test_a_credit_of_acts_in_their_order_begins_with_the_first_and_ends_with_the_last(days):
    laws = [f"act {MONTHS[day.month - 1]} {day.day}, {day.year:04}, ch. 1, § 2, 3 Stat. 4" for day in sorted(days)]

    told = history(f"({'; '.join(laws)}.)")

    assert told == (min(days).isoformat(), max(days).isoformat() if days[1:] else None)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("5 U.S.C. 552, 591–96.", ["usc/5/552", "usc/5/591", "usc/5/596"]),
        ("50 U.S.C. 4801–4852; 50 U.S.C. 1701 et seq.", ["usc/50/1701", "usc/50/4801", "usc/50/4852"]),
        ("22 U.S.C. 2378–1, 254c–1 and 290g–17", ["usc/22/2378-1", "usc/22/254c-1", "usc/22/290g-17"]),
        (
            "22 U.S.C. 2799aa–1; 22 U.S.C. 2752, 2778, and 2797",
            ["usc/22/2752", "usc/22/2778", "usc/22/2797", "usc/22/2799aa-1"],
        ),
        ("41 U.S.C. 1303 and 48 CFR chapter 1.", ["usc/41/1303"]),
        ("22 U.S.C. 2751, 90 Stat. 744, and 59 FR 28205", ["usc/22/2751"]),
        ("10 USC 2342, 10 U. S. C. §§ 2350a and 2350b", ["usc/10/2342", "usc/10/2350a", "usc/10/2350b"]),
        ("sections 2350a(b) and 2350d of title 10, United States Code", ["usc/10/2350a", "usc/10/2350d"]),
        ("E.O. 12918, 59 FR 28205; Executive Orders 12002 and 12214", ["eo/12002", "eo/12214", "eo/12918"]),
        ("Executive Order 12,600; Executive Orders 12,002 and 12214", ["eo/12002", "eo/12214", "eo/12600"]),
        ("42 U.S.C. 7401–7671q", ["usc/42/7401", "usc/42/7671q"]),
        ("Public Law 104–164; sec. 2, Pub. L. 90–629", ["pl/104-164", "pl/90-629"]),
    ],
)
def test_words_cite_laws_as_they_are_written_of_ranges_both_ends(words, ids):
    assert laws(words) == ids


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("(See § 126.7 of this subchapter and 15 CFR part 744.)", ["cfr/15/744", "cfr/22/126.7"]),
        ("§§ 123.4(a), 123.5, and 126.6", ["cfr/22/123.4", "cfr/22/123.5", "cfr/22/126.6"]),
        ("3 CFR, 1994 Comp., p. 899; 3 CFR 235 (1988); 48 CFR chapter 1; 41 CFR 101–19.600", []),
        ("48 CFR 225.872-1", ["cfr/48/225.872-1"]),
        ("§ 301 of title 3, § 301.12 of title 3", []),
        ("§§ 500.104–500.109", ["cfr/22/500.104"]),
        ("22 CFR parts 120–130", ["cfr/22/120"]),
    ],
)
def test_a_regulation_cites_others_by_title_and_those_of_its_own_by_their_sign(words, ids):
    assert rules(words, "22") == ids


@pytest.mark.parametrize(
    ("note", "orders"),
    [
        (f"For delegation of functions of the President under subsec. (c), {SEE}", ["eo/90637"]),
        (f"For it, {SEE} Functions were previously delegated by Ex. Ord. No. 90958, formerly set out.", ["eo/90637"]),
        ("Functions delegated to the Secretary by sections 1–103 and 1–108 of Ex. Ord. No. 90137.", ["eo/90137"]),
        (
            "Delegated, see Ex. Ord. No. 90621, as amended by Ex. Ord. No. 90294; see Ex. Ord. No. 90390.",
            ["eo/90390", "eo/90621"],
        ),
        ("Energy declared under Ex. Ord. No. 90156, delegated by Memorandum of May 4, 2021.", []),
    ],
)
def test_a_note_names_the_orders_that_delegate_and_no_others(note, orders):
    assert delegating(note) == orders


def test_an_order_that_delegates_functions_under_a_section_implements_it(tmp_path):
    note = f'<note topic="delegationOfFunctions"><heading>Delegation of Functions</heading><p>For it, {SEE}</p></note>'
    other = '<note topic="miscellaneous"><p>For more, see Ex. Ord. No. 90999.</p></note>'
    path = changed(
        tmp_path,
        ('<note topic="amendments"><heading>Amendments', f'{note}{other}<note topic="amendments"><heading>Amendments'),
    )

    found = gather(loaders()["usc"], usc.records([path]))

    assert [(link.start, link.end) for link in found.links.values() if link.rel is IMPLEMENTS] == [
        ("eo/90637", "usc/22/2767")
    ]
    assert [(row.id, row.shared) for row in found.rows.values() if row.node is EXECUTIVE_ORDER] == [("eo/90637", True)]
