"""GitLab's code quality report."""

from __future__ import annotations

import json

from checked import HOSTILE, HOSTILE_NAME, MIXED, checked, examples
from jsonschema import Draft202012Validator
from report_values import file, one, report

from sbu_check.report import gitlab

PLACE = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "positions"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "positions": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": PLACE, "end": PLACE},
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation asks of an entry."""


def entries(found):
    value = json.loads("".join(gitlab.render(found, "/repository")))
    Draft202012Validator(SCHEMA).validate(value)
    return value


def test_every_new_diagnostic_is_an_entry():
    found = examples()
    assert len(entries(found)) == len(found.diagnostics)
    assert entries(report(file(one(state="suppressed"), one(state="baselined")))) == []


def test_fingerprints_are_unique_over_files_and_equal_findings():
    same = (
        ("a.txt", MIXED),
        ("b.txt", MIXED.replace("Strange mark", "(ZZ) mark &amp; &amp;")),
        ("c.txt", MIXED),
    )
    prints = [entry["fingerprint"] for entry in entries(checked(*same))]
    assert len(prints) == len(set(prints)) > 10


def test_fingerprints_do_not_change_when_lines_are_added_above():
    before = entries(checked(MIXED))
    after = entries(checked("\n\n\n" + MIXED.replace("\n", "\r\n")))
    by_rule = {
        (entry["check_name"], entry["fingerprint"])
        for entry in before
        if entry["check_name"] != "line-end-noise"
    }
    assert by_rule <= {(entry["check_name"], entry["fingerprint"]) for entry in after}
    assert [entry["location"] for entry in before] != [entry["location"] for entry in after]


def test_an_entry():
    (entry,) = entries(report(file(one(remedy="write U", fingerprint="f"))))
    assert entry["description"] == 'unknown portion mark "SBV"'
    assert entry["check_name"] == "mark-unknown"
    assert entry["severity"] == "major"
    assert entry["location"]["path"] == "cables/draft.txt"
    assert entry["location"]["positions"] == {
        "begin": {"line": 7, "column": 4},
        "end": {"line": 7, "column": 9},
    }
    assert entry["engine_name"] == "sbu-check 9.9.9, rules 0123456789abcdef"


def test_severities():
    found = report(file(one(), one(severity="warning"), one(severity="info")))
    assert [entry["severity"] for entry in entries(found)] == ["major", "minor", "info"]


def test_the_banner_of_what_a_file_quotes():
    (entry,) = entries(report(file(one(), quoted=(1, "UNCLASSIFIED; SENSITIVE"))))
    assert entry["banner"] == "UNCLASSIFIED; SENSITIVE"


def test_a_hostile_text_and_name():
    assert {entry["location"]["path"] for entry in entries(checked((HOSTILE_NAME, HOSTILE)))} == {
        HOSTILE_NAME
    }
