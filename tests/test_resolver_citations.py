"""Citations of the law, in every form in which people write them, lead to the text and its paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.resolver.citations import cited
from schema.errors import UnknownName
from tests.resolver_facts import index, table


@pytest.mark.parametrize(
    ("text", "id", "paragraph"),
    [
        ("22 U.S.C. 2776(b)(1)", "usc/22/2776", "(b)(1)"),
        ("22 USC § 2776", "usc/22/2776", ""),
        ("22 U. S. C. §2776 (b) (1)", "usc/22/2776", "(b)(1)"),
        ("10 U.S. Code § 2342", "usc/10/2342", ""),
        ("usc 10 2342", "usc/10/2342", ""),
        ("usc/10/2342(a)(1)", "usc/10/2342", "(a)(1)"),
        ("Title 10, section 2342", "usc/10/2342", ""),
        ("section 2342(a) of title 10, United States Code", "usc/10/2342", "(a)"),
        ("10 U.S.C. 2350d", "usc/10/2350d", ""),
        ("22 U.S.C. 2799aa–1", "usc/22/2799aa-1", ""),
        ("22 U.S.C. 2370(a)(1)", "usc/22/2370/a", "(1)"),
        ("22 U.S.C. 2321k note", "usc/22/2321k", "note"),
        ("22 U.S.C. 5812 note", "pl/102-511/907", ""),
        ("22 U.S.C. 2751 et seq.", "usc/22/2751", "et seq"),
        ("AECA Sec. 36(b)", "usc/22/2776", "(b)"),
        ("AECA 36", "usc/22/2776", ""),
        ("FAA 516", "usc/22/2321j", ""),
        ("FAA section 514(b)", "usc/22/2321h", "(b)"),
        ("FAA 620(q)", "usc/22/2370/q", ""),
        ("section 27 of the Arms Export Control Act", "usc/22/2767", ""),
        ("Foreign Assistance Act of 1961, section 516", "usc/22/2321j", ""),
        ("Foreign Assistance Act, Sec. 516(c)(2)", "usc/22/2321j", "(c)(2)"),
        ("CAATSA 231", "usc/22/9525", ""),
        ("FY 2008 NDAA section 1032", "pl/110-181/1032", ""),
        ("National Defense Authorization Act for Fiscal Year 2015, section 1207", "pl/113-291/1207", ""),
        ("22 CFR 126.1", "cfr/22/126.1", ""),
        ("22 C.F.R. § 126.1(d)(2)", "cfr/22/126.1", "(d)(2)"),
        ("22 CFR part 126", "cfr/22/126", ""),
        ("ITAR 126.1", "cfr/22/126.1", ""),
        ("DFARS 225.872-1", "cfr/48/225.872-1", ""),
        ("P.L. 110-181 sec. 1032", "pl/110-181/1032", ""),
        ("Public Law 110–181, section 1032", "pl/110-181/1032", ""),
        ("section 1032 of Pub. L. No. 110-181", "pl/110-181/1032", ""),
        ("Pub. L. 109-159", "pl/109-159", ""),
        ("EO 13637", "eo/13637", ""),
        ("Executive Order 13637", "eo/13637", ""),
        ("EO 13637(1)(n)(i)", "eo/13637", "(1)(n)(i)"),
        ("Executive Order 13637, section 1(n)(i)", "eo/13637", "(1)(n)(i)"),
        ("section 1(n) of Executive Order No. 13637", "eo/13637", "(1)(n)"),
        ("DoDD 2010.09", "dodd/2010.9", ""),
        ("DoD Directive 2010.9", "dodd/2010.9", ""),
        ("DoDI 2000.20", "dodi/2000.20", ""),
        ("DoD Instruction 5530.03", "dodi/5530.03", ""),
        ("DoDD 5530.3", "dodd/5530.3", ""),
        ("CJCSI 2120.01", "cjcsi/2120.01", ""),
        ("CJCSI 2120.01D", "cjcsi/2120.01", ""),
        ("SAMM", "samm", ""),
        ("SAMM C6", "samm/c6", ""),
        ("SAMM Chapter 6", "samm/c6", ""),
        ("SAMM C4.T2A", "samm/c4", "C4.T2A"),
        ("DSCA Policy Memo 05-23", "dsca/05-23", ""),
        ("DoD 7000.14-R, Volume 15, Chapter 7", "fmr/vol15-ch7", ""),
        ("FMR vol. 11A ch. 8", "fmr/vol11a-ch8", ""),
        ("Presidential Determination No. 2026-04", "pd/2026-04", ""),
        ("FR Doc. 2026-17653", "fr/2026-17653", ""),
        ("90 FR 29720", "fr/2025-12560", ""),
        ("North Atlantic Treaty", "treaty/north-atlantic-1949", ""),
    ],
)
def test_a_citation_leads_to_its_text_and_paragraph(text, id, paragraph):
    found = index().match(text)

    assert (found.id, found.paragraph) == (id, paragraph)


def test_every_authority_is_found_by_its_own_citation():
    citations = {cells["citation"]: cells["id"] for cells in table("authorities")}

    assert {text: index().one(text) for text in citations} == citations


def test_every_section_of_an_act_is_found_by_it_and_several_are_all_told():
    sections: dict[str, set[str]] = {}
    for cells in table("authorities"):
        if cells["act_section"]:
            sections.setdefault(f"{cells['act']}, section {cells['act_section']}", set()).add(cells["id"])

    assert {text: {match.id for match in index().resolve(text)} for text in sections} == sections
    assert [text for text, ids in sections.items() if len(ids) > 1] == ["Arms Export Control Act, section 40A"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("AECA 40A", {"usc/22/2781", "usc/22/2785"}),
        ("22 CFR 126.13", {"cfr/22/126"}),
        ("10 U.S.C. §§ 2341-2343", {"usc/10/2341", "usc/10/2342", "usc/10/2343"}),
        ("Pub. L. 110-181", {"pl/110-181/1032"}),
        ("CJCSI 2120.01C", set()),
        ("22 U.S.C. 99999", set()),
        ("Pub. L. 104-164", set()),
    ],
)
def test_what_is_not_held_is_refused_with_what_stands_near(text, near):
    with pytest.raises(UnknownName) as refusal:
        index().one(text)

    assert {match.id for match in refusal.value.candidates} == near


def test_a_section_that_is_not_held_is_refused_by_its_path():
    with pytest.raises(UnknownName, match=r"'22 U\.S\.C\. 99999' cites usc/22/99999, which is not in the graph"):
        index().one("22 U.S.C. 99999")


@given(
    st.integers(1, 54),
    st.integers(1, 9999),
    st.sampled_from(["", "a", "aa-1", "-1"]),
    st.lists(st.sampled_from("ab1iA")),
)
def test_a_section_of_the_code_is_read_alike_in_all_its_forms(title, number, letters, steps):
    section, rest = f"{number}{letters}", "".join(f"({step})" for step in steps)
    forms = (
        f"{title} U.S.C. {section}{rest}",
        f"{title} USC § {section}{rest}",
        f"{title} usc sec. {section}{rest}",
        f"usc {title} {section}{rest}",
        f"section {section}{rest} of title {title}, United States Code",
        f"usc/{title}/{section}{rest}",
    )

    assert {cited(form) for form in forms} == {cited(forms[0])}
    assert cited(forms[0]) is not None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_citations(text):
    cited(text)
