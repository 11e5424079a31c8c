"""The diagnostic format of reviewdog."""

from __future__ import annotations

import json

import pytest
from checked import HOSTILE, HOSTILE_NAME, checked, examples
from jsonschema import Draft202012Validator
from report_values import file, one, report

from sbu_check.report import rdjson
from sbu_check.report.model import ShownEdit, ShownFix
from sbu_check.text.lines import Position

PLACE = {
    "type": "object",
    "required": ["line", "column"],
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "additionalProperties": False,
    "properties": {"start": PLACE, "end": PLACE},
}
DIAGNOSTIC = {
    "type": "object",
    "required": ["message", "location"],
    "additionalProperties": False,
    "properties": {
        "message": {"type": "string"},
        "location": {
            "type": "object",
            "required": ["path"],
            "additionalProperties": False,
            "properties": {"path": {"type": "string"}, "range": RANGE},
        },
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "code": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"value": {"type": "string"}},
        },
        "suggestions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["range", "text"],
                "additionalProperties": False,
                "properties": {"range": RANGE, "text": {"type": "string"}},
            },
        },
        "originalOutput": {"type": "string"},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"name": {"type": "string"}},
        },
        "diagnostics": {"type": "array", "items": DIAGNOSTIC},
    },
}
"""What reviewdog.proto allows, of what is used; a field that it does not know fails the whole report."""


def diagnostics(found):
    value = json.loads("".join(rdjson.render(found, "/repository")))
    Draft202012Validator(SCHEMA).validate(value)
    return value["diagnostics"]


def test_every_new_diagnostic_is_there():
    found = examples()
    assert len(diagnostics(found)) == len(found.diagnostics)
    assert diagnostics(report(file(one(state="suppressed")))) == []


def test_columns_are_bytes_and_the_end_is_exclusive():
    text = "UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A\n\n1. (U) \U0001f600 caf\u00e9 &amp; x.\n\n2. (U) Y.\n"
    (entity,) = (one for one in diagnostics(checked(text)) if one["code"]["value"] == "html-entity")
    line = text.split("\n")[4].encode()
    for place in (entity["location"]["range"], entity["suggestions"][0]["range"]):
        assert place["start"]["line"] == place["end"]["line"] == 5
        assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b"&amp;"
    assert entity["suggestions"][0]["text"] == "&"


def fixed(edits, applicability="safe"):
    changes = tuple(ShownEdit(Position(7, 4, 103), Position(7, 9, 108), "(U)") for _ in range(edits))
    return one(fix=ShownFix(applicability, "write it", changes))


@pytest.mark.parametrize(
    ("edits", "applicability", "suggestions"),
    [(1, "safe", 1), (1, "unsafe", 1), (1, "display", 0), (2, "safe", 0)],
)
def test_a_fix_of_one_edit_is_a_suggestion(edits, applicability, suggestions):
    (found,) = diagnostics(report(file(fixed(edits, applicability))))
    assert len(found.get("suggestions", ())) == suggestions


def test_a_diagnostic():
    (found,) = diagnostics(report(file(one(remedy="write U"), quoted=(1, "SECRET"))))
    assert found == {
        "message": 'unknown portion mark "SBV": write U',
        "location": {
            "path": "cables/draft.txt",
            "range": {"start": {"line": 7, "column": 4}, "end": {"line": 7, "column": 9}},
        },
        "severity": "ERROR",
        "code": {"value": "mark-unknown"},
        "originalOutput": 'cables/draft.txt:7:4: error mark-unknown unknown portion mark "SBV" '
        "[SECRET, sbu-check 9.9.9, rules 0123456789abcdef]",
    }


def test_a_hostile_text_and_name():
    assert {one["location"]["path"] for one in diagnostics(checked((HOSTILE_NAME, HOSTILE)))} == {
        HOSTILE_NAME
    }
