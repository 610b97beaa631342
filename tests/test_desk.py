"""The page at /, in a browser: a question by a form, an answer in words, and an address that keeps the question."""

from itertools import pairwise

import pytest

from tests.conftest import load_facts
from tests.served import served

pytestmark = pytest.mark.parametrize("engine", ["embedded"], indirect=True, scope="session")
FOOD = "recipient=Japan&kinds=ACSA_TRANSFER&items=FOOD&on=2026-01-15"
ANSWER = "document.getElementById('answer').innerText"
VERDICT = "(document.querySelector('#answer h2 ~ p strong') || {}).innerText"
LINKS = """return Object.fromEntries(
  [...document.querySelectorAll('#answer a')].map((each) => [each.innerText, each.search]))"""


@pytest.fixture(scope="module")
def address(engine, session_graph):
    """Where the page is served, of the bundled facts."""
    load_facts(session_graph)
    with served(engine) as address:
        yield address


def verdict(window, said):
    return window.wait(f"return {VERDICT} === '{said}' && {ANSWER}")


def test_what_is_lacking_is_told_and_opens_the_answer_when_the_form_says_it(window, address):
    window.open(f"{address}/?{FOOD}")
    asked = verdict(window, "CONDITIONAL")
    window.run(
        "document.querySelector('[name=payment]').value = 'CASH'; document.querySelector('form').requestSubmit()"
    )
    answered = verdict(window, "OPEN")

    assert "What is the form of payment?" in asked
    assert "By ACSA with Japan, 2016" in answered
    assert (
        window.run("return location.search")
        == "?recipient=Japan&kinds=ACSA_TRANSFER&items=FOOD&payment=CASH&on=2026-01-15"
    )
    window.run("history.back()")
    verdict(window, "CONDITIONAL")


def test_a_name_of_two_nations_leads_to_each(window, address):
    window.open(f"{address}/?recipient=korea")
    window.wait("return document.querySelector('[role=alert] a')")

    assert window.run(LINKS) == {
        "North Korea (nation/KP)": "?recipient=nation%2FKP", "South Korea (nation/KR)": "?recipient=nation%2FKR"
    }  # fmt: skip


def test_a_nation_has_its_kinds_of_transfer_and_its_agreements_on_one_page(window, address):
    window.open(f"{address}/?recipient=Japan&on=2026-01-15")
    told = window.wait(f"return {ANSWER}.includes('Agreements on record') && {ANSWER}")
    links = window.run(LINKS)

    assert links["acsa-transfer"] == "?recipient=Japan&on=2026-01-15&kinds=ACSA_TRANSFER"
    assert links["Ask of the other way"] == "?recipient=Japan&on=2026-01-15&direction=TO_US"
    assert "ACSA with Japan, 2016" in told
    assert "support, supplies and services under a cross-servicing agreement" in told


def test_the_answer_to_a_question_that_the_page_asks_is_in_its_address(window, address):
    window.open(f"{address}/?recipient=Japan&kinds=ACSA_TRANSFER&say=use-is-temporary=YES")
    verdict(window, "CONDITIONAL")

    assert "said: use-is-temporary: yes" in window.run("return document.getElementById('said').innerText")
    assert "Is the equipment handed over for temporary use only?" not in window.run(f"return {ANSWER}")
    assert "given=" in window.run(LINKS)["in hand"]


RETRANSFER = "recipient=UA&kinds=THIRD_PARTY_TRANSFER&items=AMMUNITION&origin=FMS&on=2026-01-15"
WHY = "return [...document.querySelectorAll('#answer h4 + ul')][0].innerText.split('\\n')"


def test_each_sum_that_a_law_looks_at_can_be_told(window, address):
    window.open(f"{address}/?{RETRANSFER}&given=PRESIDENTIAL_CONSENT")
    asked = verdict(window, "CONDITIONAL")
    window.run(
        "document.querySelector('[name=\"values.ORIGINAL_ACQUISITION\"]').value = '500000';"
        "document.querySelector('form').requestSubmit()"
    )

    assert "it must not be at least $50,000,000 (original-acquisition=…)" in asked
    assert "Needed, not all of it" in asked
    verdict(window, "OPEN")
    assert "values.ORIGINAL_ACQUISITION=500000" in window.run("return location.search")


def test_a_reason_that_several_rules_share_is_told_once(window, address):
    window.open(f"{address}/?{RETRANSFER}")
    verdict(window, "CONDITIONAL")
    told = [line for line in window.run(WHY) if line.startswith("Exception not met")]

    assert told
    assert len(told) == len(set(told))


SHAPE = """return {
  unlabelled: [...document.querySelectorAll('input, select, textarea')].filter((each) => !each.labels.length).length,
  outside: [...document.body.children].filter((each) => !['HEADER', 'MAIN', 'FOOTER'].includes(each.tagName)).length,
  levels: [...document.querySelectorAll('h1, h2, h3, h4')].map((each) => Number(each.tagName[1])),
  wider: document.documentElement.scrollWidth > innerWidth}"""


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (f"/?{FOOD}&payment=CASH", f"{ANSWER}.includes('OPEN')"),
        ("/?recipient=Japan", f"{ANSWER}.includes('Agreements on record')"),
        ("/?recipient=korea", "document.querySelector('[role=alert] a')"),
        (f"/?recipient={'x' * 250}", "document.querySelector('[role=alert]')"),
        ("/graphql", "document.getElementById('question').value"),
    ],
)
def test_a_page_can_be_read_out_and_in_a_narrow_window(window, address, path, shown):
    window.open(address + path)
    window.wait(f"return Boolean({shown})")
    found = window.run(SHAPE)
    levels = found.pop("levels")

    assert found == {"unlabelled": 0, "outside": 0, "wider": False}
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
