"""`inspect`, `explain`, `rules`, `rollup`, `completions`."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest
from cli_texts import CLEAN

from sbu_check.rules.catalogue import catalogue
from sbu_check.schemas import schema


def test_inspect_says_what_was_understood(sbu):
    ended = sbu("inspect", "--format", "json", "clean.txt")
    assert ended.code == 0
    jsonschema.validate(ended.report, schema("inspect"))
    (document,) = ended.report["documents"]
    wanted = {
        "path": "clean.txt",
        "layout": "archive",
        "classification": "UNCLASSIFIED",
        "captions": ["SIPDIS"],
        "post": "OTTAWA",
        "number": "000875",
        "eo": "12958: N/A",
        "tags": ["ETRD", "CA"],
        "subject": "TRADE TALKS",
        "refs": ["OTTAWA 774"],
        "highest_mark": "U",
        "required_banner": {"classification": "UNCLASSIFIED", "captions": []},
        "sipdis_lines": [3],
        "signature": {"text": "DICKSON", "line": 15},
        "marking_system": "state",
    }
    assert {name: document[name] for name in wanted} == wanted
    assert [(one["number"], one["mark"], one["line"]) for one in document["paragraphs"]] == [
        ("1", "U", 11),
        ("2", "U", 13),
    ]


def test_inspect_tells_the_true_numbers(sbu, folder):
    glued = "".join(f"{n}. (U) Text.\n\n" for n in (3, 4, 5, 16, 17, 18, 19))
    (folder / "glued.txt").write_text(CLEAN.replace("DICKSON", glued + "DICKSON"))
    (document,) = sbu("inspect", "--format", "json", "glued.txt").report["documents"]
    assert [one["true_number"] for one in document["paragraphs"]] == [str(n) for n in range(1, 10)]
    assert "paragraph 16   (U)        line 21  is 6" in sbu("inspect", "glued.txt").out


def test_inspect_formats_say_the_same(sbu):
    (document,) = sbu("inspect", "--format", "json", "clean.txt").report["documents"]
    assert json.loads(sbu("inspect", "--format", "jsonl", "clean.txt").out) == document
    (row,) = csv.DictReader(io.StringIO(sbu("inspect", "--format", "csv", "clean.txt").out))
    assert (row["tags"], row["paragraphs"], row["required_banner"]) == ("ETRD; CA", "2", "UNCLASSIFIED")
    text = sbu("inspect", "clean.txt").out
    assert text.startswith("clean.txt:1: archive\n  UNCLASSIFIED; SIPDIS\n")


def test_a_cell_is_no_formula(sbu, folder):
    (folder / "formula.txt").write_text(CLEAN.replace("TRADE TALKS", "=1+1"))
    (row,) = csv.DictReader(io.StringIO(sbu("inspect", "--format", "csv", "formula.txt").out))
    assert row["subject"] == "'=1+1"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.txt", "note.txt"], 0),
        (["note.txt"], 3),
        (["note.txt", "--allow-empty"], 0),
        (["clean.txt", "missing.txt"], 2),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_inspect_exit_codes(sbu, form, arguments, code):
    assert sbu("inspect", "--format", form, *arguments).code == code


def test_explain_prints_the_page_of_a_rule(sbu):
    ended = sbu("explain", "not-a-cable")
    assert ended.code == 0
    assert ended.out.startswith("not-a-cable: text is no cable\n")
    assert sbu("explain", "--format", "markdown", "not-a-cable").out.startswith("# not-a-cable\n")


def test_explain_suggests_near_misses(sbu):
    ended = sbu("explain", "not-a-cabel")
    assert ended.code == 2
    assert 'did you mean "not-a-cable"?' in ended.err


def test_explain_says_what_a_mark_is(sbu):
    ended = sbu("explain", "(SBU/NF)")
    assert ended.code == 0
    assert "SBU" in ended.out
    assert "NOFORN" in ended.out
    assert "source: " in ended.out


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("(SUB)", '"(SUB)" is not a portion mark of the system state: did you mean "(SBU)"?'),
        ("(ZZZ)", '"(ZZZ)" is not a portion mark of the system state'),
    ],
)
def test_explain_of_an_unknown_mark_is_a_failure(sbu, mark, message):
    ended = sbu("explain", mark)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.rstrip().endswith(f"error: {message}")


def test_rules_lists_every_rule(sbu):
    ended = sbu("rules", "--format", "json")
    jsonschema.validate(ended.report, schema("rules"))
    assert [rule["id"] for rule in ended.report["rules"]] == list(catalogue())
    assert all(f"  {name} " in sbu("rules").out for name in catalogue())


def test_rules_of_a_profile(sbu):
    draft = {rule["id"] for rule in sbu("rules", "--profile", "draft", "--format", "json").report["rules"]}
    assert draft
    assert draft < {rule["id"] for rule in sbu("rules", "--format", "json").report["rules"]}
    assert sbu("rules", "--profile", "nonsense").code == 2


def test_rollup_gives_the_banner_and_the_reason_of_each_part(sbu):
    ended = sbu("rollup", "(U)", "(SBU)")
    assert ended.code == 0
    assert ended.out.startswith("UNCLASSIFIED; SENSITIVE\n")
    assert "SENSITIVE: mark 2, (SBU)" in ended.out
    answer = sbu("rollup", "--format", "json", "(U)", "(SBU)").report
    jsonschema.validate(answer, schema("rollup"))
    assert (answer["banner"], answer["captions"]) == ("UNCLASSIFIED; SENSITIVE", ["SENSITIVE"])
    assert {reason["token"]: reason["portion"] for reason in answer["reasons"]}["SENSITIVE"] == 1


@pytest.mark.parametrize("arguments", [("(ZZZ)",), ("--system", "nonsense", "(U)")])
def test_rollup_refuses_what_it_cannot_read(sbu, arguments):
    ended = sbu("rollup", *arguments)
    assert ended.code == 2
    assert ended.err.startswith("sbu-check: error: ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_complete_verbs_and_rules(sbu, shell):
    words = sbu("completions", shell).out
    assert "_SBU_CHECK_COMPLETE" in words
    assert "sbu-check" in words
