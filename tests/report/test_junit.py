"""JUnit XML, read back."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from checked import HOSTILE, HOSTILE_NAME, MIXED, checked, examples
from report_values import file, one, report

from sbu_check.diagnostics.model import RuleCrash
from sbu_check.report import junit


def tree(found):
    return ElementTree.fromstring("".join(junit.render(found)))


def cases(found):
    return list(tree(found).iter("testcase"))


def test_names_are_unique_within_a_suite_and_paths_within_a_report():
    found = tree(examples())
    for suite in found:
        names = [case.get("name") for case in suite.iter("testcase")]
        assert len(names) == len(set(names))
    assert len({suite.get("name") for suite in found}) == len(found)
    twice = cases(report(file(one(), one(), one())))
    assert [case.get("name") for case in twice] == [
        "mark-unknown at 7:4",
        "mark-unknown at 7:4 (2)",
        "mark-unknown at 7:4 (3)",
    ]


def test_a_clean_file_is_one_case_that_passes():
    (case,) = cases(report(file()))
    assert (case.get("name"), case.get("classname"), len(case)) == ("nothing found", "cables/draft.txt", 0)


def test_what_is_below_the_fail_level_passes_and_is_told():
    error, warning, info = cases(report(file(one(), one(severity="warning"), one(severity="info"))))
    assert [case[0].tag for case in (error, warning, info)] == ["failure", "failure", "system-out"]
    strict = cases(report(file(one(severity="info"), fail_level="info")))
    lax = cases(report(file(one(severity="warning"), fail_level="error")))
    assert (strict[0][0].tag, lax[0][0].tag) == ("failure", "system-out")


def test_a_failure_says_what_where_and_what_to_do():
    (case,) = cases(report(file(one(remedy="write U"))))
    failure = case[0]
    assert failure.get("message") == 'unknown portion mark "SBV"'
    assert failure.get("type") == "mark-unknown"
    assert failure.text.split("\n") == [
        'cables/draft.txt:7:4: error mark-unknown unknown portion mark "SBV"',
        "  |",
        "7 | 1. (SBV) Text.",
        "  |    ^^^^^",
        "  = help: write U",
    ]
    assert (case.get("file"), case.get("line")) == ("cables/draft.txt", "7")


def test_counts_are_those_of_the_cases():
    found = tree(
        report(
            file(one(), one(state="suppressed"), dropped={"x": 3}),
            file(path="b.txt", status="failed", problem="gone"),
            file(path="c.txt", status="skipped", problem="a picture"),
            file(path="d.txt", crashes=(RuleCrash("d.txt", 0, "tag-unknown", "ValueError"),)),
        )
    )
    figures = [
        tuple(int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")) for suite in found
    ]
    assert figures == [(3, 1, 0, 1), (1, 0, 1, 0), (1, 0, 0, 1), (1, 0, 1, 0)]
    assert tuple(found.get(name) for name in ("tests", "failures", "errors", "skipped")) == (
        "6",
        "1",
        "2",
        "2",
    )
    for suite in found:
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name)) == len(list(suite.iter(tag)))


@pytest.mark.parametrize("limit", ["all", "U"])
def test_a_hostile_text_and_name_are_well_formed(limit):
    found = tree(checked((HOSTILE_NAME, HOSTILE), limit=limit))
    assert found[0].get("name") == HOSTILE_NAME


def test_version_digest_and_banner_are_properties():
    found = tree(checked(MIXED))
    properties = {item.get("name"): item.get("value") for item in found.iter("property")}
    assert properties["banner"] == "UNCLASSIFIED; SENSITIVE"
    assert properties["version"]
    assert len(properties["rules-digest"]) == 16


def test_another_program_reads_it():
    reader = pytest.importorskip("junitparser", reason="junitparser is not installed")
    found = examples()
    read = reader.JUnitXml.fromstring("".join(junit.render(found)))
    failed = [
        case for suite in read for case in suite if any(isinstance(r, reader.Failure) for r in case.result)
    ]
    assert len(failed) == sum(one.severity != "info" for one in found.diagnostics)
