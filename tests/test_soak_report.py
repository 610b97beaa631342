"""The page on a soak tells what the record of it says."""

import pytest

from tests.soak_report import report

RECORD = """\
<testsuites><testsuite name="pytest" time="5400.2" timestamp="2026-11-22T18:58:28+00:00" hostname="somewhere">
  <testcase classname="tests.test_kills" name="test_a[embedded]" time="10.4">
    <properties><property name="engine" value="ArcadeDB 26.10.2"/><property name="kills" value="20"/></properties>
  </testcase>
  <testcase classname="tests.test_kills" name="test_a[neo4j]" time="20.2">
    <properties><property name="engine" value="Neo4j 5.26.28"/><property name="kills" value="20"/></properties>
    <failure message="lost">a row</failure>
  </testcase>
  <testcase classname="tests.test_facts.TestDates" name="test_b" time="0.1"><skipped message="no"/></testcase>
  <testcase classname="tests.test_facts" name="test_c" time="0.2"/>
</testsuite></testsuites>
"""
PAGE = """\
# Soak

Written by `make soak`, which runs tests at their full counts; the numbers of `make test` are smaller samples. A subject
that is not listed was not run.

| what | value |
| --- | --- |
| day | 2026-11-22 |
| machine | two cores |
| engines | ArcadeDB 26.10.2, Neo4j 5.26.28 |
| duration | 90 minutes |

| subject | passed | failed | skipped | seconds |
| --- | --- | --- | --- | --- |
| facts | 1 | 0 | 1 | 0 |
| kills | 1 | 1 | 0 | 31 |

| counted | total |
| --- | --- |
| kills | 40 |
"""


@pytest.fixture
def record(tmp_path):
    (tmp_path / "soak.xml").write_text(RECORD)
    return tmp_path / "soak.xml"


def test_the_page_tells_day_machine_engines_outcomes_and_counts(record):
    assert report([record], "two cores") == PAGE


def test_the_records_of_parts_come_to_one_page(record):
    page = report([record, record], "two cores")

    assert "| duration | 180 minutes |" in page
    assert "| facts | 2 | 0 | 2 | 1 |" in page
    assert "| kills | 80 |" in page


def test_a_record_without_tests_is_refused(tmp_path):
    (tmp_path / "soak.xml").write_text("<testsuites/>")

    with pytest.raises(SystemExit, match="holds no test suite"):
        report([tmp_path / "soak.xml"], "two cores")
