"""SARIF: valid against the schema, small, and right to the column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checked import EXAMPLES, HOSTILE, HOSTILE_NAME, MIXED, checked, examples
from jsonschema import Draft4Validator
from report_values import file, one, report

from sbu_check.diagnostics.model import RuleCrash
from sbu_check.report import sarif
from sbu_check.report.model import ShownEdit, ShownFix
from sbu_check.text.lines import Position
from sbu_check.text.source import decode
from sbu_check.values import replace

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0.schema.json").read_text("utf-8"))


def log(found, root="/repository"):
    words = "".join(sarif.render(found, root))
    value = json.loads(words)
    errors = [f"{list(error.path)}: {error.message}" for error in Draft4Validator(SCHEMA).iter_errors(value)]
    assert errors == []
    return value


def run(found, root="/repository"):
    (only,) = log(found, root)["runs"]
    return only


def known(state):
    return one(state=state, fingerprint=state)


@pytest.mark.parametrize("limit", ["all", "U", "none"])
def test_reports_of_real_cables_are_valid(limit):
    found = examples(limit)
    assert len(run(found)["results"]) == len(found.diagnostics) > 50


def test_a_hostile_text_and_name_are_valid():
    found = run(checked((HOSTILE_NAME, HOSTILE)))
    uri = found["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%22%3E%3Cscript%3Ealert%281%29%3Cscript%3E%20%26%20%27x%27.txt"


def test_the_schema_would_tell():
    value = log(report(file(one())))
    value["runs"][0]["results"][0]["level"] = "fatal"
    assert list(Draft4Validator(SCHEMA).iter_errors(value))


def test_only_rules_with_results_are_listed():
    found = run(examples())
    names = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert set(names) == {result["ruleId"] for result in found["results"]}
    assert len(names) == len(set(names))
    assert all(names[result["ruleIndex"]] == result["ruleId"] for result in found["results"])
    empty = run(checked())
    assert empty["tool"]["driver"]["rules"] == empty["results"] == []


def test_columns_count_code_points_and_regions_hold_what_is_pointed_at():
    text = "UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A\n\n1. (U) \U0001f600\U0001f600 caf\u00e9 &amp; x.\n\n2. (U) Y.\n"
    found = run(checked(text))
    assert found["columnKind"] == "unicodeCodePoints"
    (entity,) = (result for result in found["results"] if result["ruleId"] == "html-entity")
    region = entity["locations"][0]["physicalLocation"]["region"]
    line = text.split("\n")[region["startLine"] - 1]
    assert region["startLine"] == region["endLine"]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "&amp;"


def places(value):
    """Every physical location of results."""
    for result in value["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            yield location["physicalLocation"]


def test_snippets_are_the_text_of_their_region():
    found = run(examples())
    seen = 0
    for place in places(found):
        text = decode((EXAMPLES / place["artifactLocation"]["uri"]).read_bytes()).text
        for name in ("region", "contextRegion"):
            region = place.get(name, {})
            if "snippet" in region:
                line = text.split("\n")[region["startLine"] - 1]
                assert region["snippet"]["text"] == line[region["startColumn"] - 1 : region["endColumn"] - 1]
                seen += 1
    assert seen > 50


def test_there_is_no_snippet_of_what_may_not_be_shown():
    snippets = [
        region["snippet"]["text"]
        for place in places(run(checked(MIXED, limit="U")))
        for region in place.values()
        if "snippet" in region
    ]
    assert snippets
    assert not any("not shown" in snippet for snippet in snippets)
    assert not any(
        "snippet" in region
        for place in places(run(checked(MIXED, limit="none")))
        for region in place.values()
    )


@pytest.mark.parametrize(
    ("path", "uri", "based"),
    [
        ("cables/draft.txt", "cables/draft.txt", True),
        ("./cables/../a b.txt", "a%20b.txt", True),
        ("/repository/cables/x.txt", "cables/x.txt", True),
        ("<stdin>", "%3Cstdin%3E", True),
        ("../x.txt", "file:///x.txt", False),
        ("/elsewhere/x y.txt", "file:///elsewhere/x%20y.txt", False),
    ],
)
def test_paths_are_seen_from_the_root(path, uri, based):
    (result,) = run(report(file(one(path=path))))["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == uri
    assert (location.get("uriBaseId") == "%SRCROOT%") == based


def test_fingerprints_are_the_baselines():
    found = checked(MIXED)
    prints = [result["partialFingerprints"] for result in run(found)["results"]]
    assert prints == [{"sbuCheck/v1": diagnostic.fingerprint} for diagnostic in found.diagnostics]
    assert len({tuple(one.items()) for one in prints}) == len(prints)


def test_suppressions_are_told_of_all_results_or_of_none():
    results = run(report(file(known("new"), known("suppressed"), known("baselined"))))["results"]
    assert [len(result["suppressions"]) for result in results] == [0, 1, 1]
    assert {result["suppressions"][0]["kind"] for result in results[1:]} == {"external"}
    assert "suppressions" not in run(report(file(known("new"))))["results"][0]


def edit(text, applicability="safe"):
    change = ShownEdit(Position(7, 4, 103), Position(7, 9, 108), text)
    return one(fix=ShownFix(applicability, "write it", (change,)))


def test_fixes_replace_regions():
    (fix,) = run(report(file(edit("(SBU)"))))["results"][0]["fixes"]
    assert fix["description"]["text"] == "write it (safe)"
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "cables/draft.txt"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 7, "startColumn": 4, "endLine": 7, "endColumn": 9},
            "insertedContent": {"text": "(SBU)"},
        }
    ]
    (gone,) = run(report(file(edit(""))))["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"]
    assert "insertedContent" not in gone


def test_a_fix_for_display_is_no_fix():
    assert "fixes" not in run(report(file(edit("(SBU)", "display"))))["results"][0]


def test_levels_and_confidence():
    results = run(report(file(one(), one(severity="warning"), one(severity="info", confidence="low"))))[
        "results"
    ]
    assert [result["level"] for result in results] == ["error", "warning", "note"]
    assert [result["properties"]["confidence"] for result in results] == ["high", "high", "low"]


def test_what_could_not_be_done_is_notified():
    found = run(
        report(
            file(one()),
            file(path="b.txt", status="failed", problem="there is no such file"),
            file(path="c.txt", status="skipped", problem="it is a PNG image"),
            file(
                path="d.txt", crashes=(RuleCrash("d.txt", 0, "mark-unknown", "ValueError"),), dropped={"x": 3}
            ),
        )
    )
    (invocation,) = found["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [(note["level"], note["message"]["text"]) for note in invocation["toolExecutionNotifications"]]
    assert told == [
        ("error", "failed: there is no such file"),
        ("note", "skipped: it is a PNG image"),
        ("error", "internal error: the rule mark-unknown failed: ValueError"),
        ("warning", "x was found 3 times more; only the first are listed"),
    ]
    assert run(report(file(one())))["invocations"][0]["executionSuccessful"] is True


def test_no_viewer_finds_a_link_in_a_message():
    found = run(report(file(one(message='tag "[ETRD](#)" is a link'))))
    assert found["results"][0]["message"]["text"] == 'tag "[ETRD\\](#)" is a link'


def test_the_version_the_digest_and_the_banner_are_there():
    found = run(report(replace(file(one()), banner=(1, "UNCLASSIFIED; SENSITIVE"))))
    assert found["tool"]["driver"]["semanticVersion"] == "9.9.9"
    assert found["properties"] == {"rulesDigest": "0123456789abcdef", "banner": "UNCLASSIFIED; SENSITIVE"}


def test_a_rule_that_is_not_in_the_catalogue_is_named():
    assert run(report(file(one(rule="house-rule"))))["tool"]["driver"]["rules"] == [{"id": "house-rule"}]


def test_one_finding_is_small():
    assert len("".join(sarif.render(report(file(one())), "/repository"))) < 3_000
