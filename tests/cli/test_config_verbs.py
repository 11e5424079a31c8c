"""The verbs of the configuration: explained, checked, begun; and its schema."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest
from cli_texts import HOUSE_RULE

from sbu_check.config import key_schema
from sbu_check.config.key_schema import PER_FILE, WHOLE
from sbu_check.config.keys import CHANGES, read
from sbu_check.config.keys import WHOLE as WHOLE_KEYS
from sbu_check.rules.catalogue import catalogue
from sbu_check.schemas import schema
from sbu_check.text.schema_faults import schema_faults

TEXT = """\
profile = "draft"
ignore = ["text"]
fail-level = "info"

[severity]
mark-style = "error"

[[per-file]]
paths = ["old/"]
profile = "archive"
ignore = ["mark-style"]

[[per-file]]
paths = ["*.tmp"]
profile = "release"
"""


@pytest.fixture
def config(folder):
    (folder / "sbu-check.toml").write_text(TEXT)
    return folder / "sbu-check.toml"


def shown(sbu, *arguments):
    data = sbu("config", "show", "--format", "json", *arguments).report
    settings = [(one["key"], one["value"], one["origin"]) for one in data["settings"]]
    return data, settings, {one["rule"]: one for one in data["rules"]}


def test_each_value_is_shown_with_its_origin(sbu, config):
    data, settings, _ = shown(sbu, "old/a.txt", "--select", "portion")
    assert data["configuration"] == str(config)
    assert ("profile", "archive", f"{config}:10") in settings
    assert ("select", ["portion"], "command line") in settings
    assert [one for one in settings if one[0] == "ignore"] == [
        ("ignore", ["text"], f"{config}:2"),
        ("ignore", ["mark-style"], f"{config}:11"),
    ]
    assert ("severity", {"mark-style": "error"}, f"{config}:5") in settings
    assert ("fail-level", "info", f"{config}:3") in settings
    assert ("marking-system", "state", "default") in settings
    assert ("profile", "draft", f"{config}:1") in shown(sbu, "new.txt")[1]


def test_a_rule_is_shown_with_why_it_looks(sbu, config):
    _, _, rules = shown(sbu, "old/a.txt")
    assert set(rules) == set(catalogue())
    assert rules["mark-style"] == {
        "rule": "mark-style", "on": False, "severity": "error", "why": f"mark-style ({config}:11)",
    }  # fmt: skip
    words = next(rule.id for rule in catalogue().values() if rule.family == "text")
    assert rules[words]["why"] == f"text ({config}:2)"
    assert rules["mark-missing"]["on"]
    assert rules["mark-missing"]["why"] == f"profile:archive ({config}:10)"
    _, _, rules = shown(sbu, "new.txt", "--select", "mark-missing")
    assert (rules["mark-missing"]["on"], rules["mark-missing"]["why"]) == (
        True,
        "mark-missing (command line)",
    )
    assert (rules["class-too-low"]["on"], rules["class-too-low"]["why"]) == (False, "select does not have it")


def test_what_is_shown_is_what_is_done(sbu, config, folder):
    for path in ("faulty.txt", "a.tmp"):
        _, _, rules = shown(sbu, path)
        (folder / path).write_text((folder / "faulty.txt").read_text())
        for one in sbu("check", "--format", "json", path).report["diagnostics"]:
            assert rules[one["rule"]]["on"]


def test_show_for_people(sbu, config):
    out = sbu("config", "show", "old/a.txt").out
    assert re.search(r'^profile +"archive" +\S+sbu-check\.toml:10$', out, re.MULTILINE)
    assert re.search(r"^off  mark-style +error +mark-style \(", out, re.MULTILINE)
    assert "configuration: none" in sbu("config", "show", "--no-config", "a.txt").out


def test_a_table_of_pyproject_has_its_lines(sbu, folder):
    (folder / "pyproject.toml").write_text(f"[project]\nname = 'x'\n\n[tool.sbu-check]\n{TEXT[:18]}")
    assert ("profile", "draft", f"{folder / 'pyproject.toml'}:5") in shown(sbu, "a.txt")[1]


def test_validate(sbu, config, folder):
    ended = sbu("config", "validate")
    assert (ended.code, "sbu-check.toml: valid" in ended.err) == (0, True)
    config.write_text("selekt = []\n")
    (folder / "other.toml").write_text('baseline = "gone.json"\n')
    ended = sbu("config", "validate", "sbu-check.toml", "other.toml")
    assert ended.code == 2
    assert 'sbu-check.toml:1: selekt: unknown key: did you mean "select"?' in ended.err
    assert "there is no such baseline" in ended.err
    config.unlink()
    assert "no configuration is in force" in sbu("config", "validate").err


def test_init_writes_a_file_in_which_nothing_is_in_force(sbu, folder):
    assert sbu("config", "init").code == 0
    text = (folder / "sbu-check.toml").read_text()
    assert tomllib.loads(text) == {}
    assert sbu("check", "clean.txt").code == 0
    assert sbu("config", "init").code == 2
    assert (folder / "sbu-check.toml").read_text() == text


def test_every_line_of_it_can_be_put_in_force(sbu, folder, monkeypatch):
    pytest.importorskip("re2", reason="google-re2 has no wheel here")
    sbu("config", "init")
    (folder / "marking-systems").mkdir()
    text = (folder / "sbu-check.toml").read_text()
    lines = re.findall(r"^# ((?:[a-z-]+ *= .+)|(?:\[\[.+))$", text, re.MULTILINE)
    monkeypatch.setattr("sbu_check.checks.common.plugin.installed", lambda: {"our-checks": None})
    (folder / "base.toml").write_text("")
    (folder / "our-rules").mkdir()
    (folder / "our-rules" / "no-jargon.toml").write_text(HOUSE_RULE)
    found = read(folder / "sbu-check.toml", "\n".join(lines))
    assert found is not None
    assert found.per_file
    assert found.suppress
    assert set(tomllib.loads("\n".join(lines))) == {*PER_FILE, *WHOLE, "per-file", "suppress"}
    assert schema_faults("", "x", tomllib.loads("\n".join(lines)), schema("config")) == []


def test_the_schema_is_of_the_keys_and_current():
    assert set(PER_FILE) == set(CHANGES)
    assert {*WHOLE, "per-file", "suppress"} == set(WHOLE_KEYS)
    assert schema("config") == key_schema.schema(), (
        "run: python -m sbu_check.config.key_schema sbu_check/schemas/config.schema.json"
    )


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        ({"select": ["no-jargon"]}, False),
        ({"select": ["no-jargon"], "rule-paths": ["our-rules"]}, True),
        ({"select": ["No jargon"], "rule-paths": ["our-rules"]}, False),
        ({"extends": "base.toml", "per-file": [{"paths": ["a"], "severity": {"no-jargon": "info"}}]}, True),
        ({"per-file": [{"paths": ["a"], "severity": {"no-jargon": "info"}}]}, False),
        ({"suppress": [{"path": "a", "rule": "no-jargon", "reason": "x"}]}, False),
        ({"suppress": [{"path": "a", "rule": "no-jargon", "reason": "x"}], "rule-paths": ["r"]}, True),
        (
            {"profile": "draft", "select": ["portion", "profile:release", "all"], "date": date(2005, 3, 2)},
            True,
        ),
        (
            {"suppress": [{"path": ["a"], "rule": "mark-missing", "where": "paragraph 3", "reason": "x"}]},
            True,
        ),
        ({"suppress": [{"path": "a", "rule": "portion", "reason": "x"}]}, False),
        ({"suppress": [{"path": "a", "rule": "mark-missing"}]}, False),
        ({"suppress": [{"path": "a", "rule": "mark-missing", "where": "line 3", "reason": "x"}]}, False),
        ({"select": ["no-such-rule"]}, False),
        ({"severity": {"mark-style": "fatal"}}, False),
        ({"selekt": []}, False),
        ({"per-file": [{"ignore": []}]}, False),
        ({"salt": "00112233445566778899aabbccddeeff"}, False),
    ],
)
def test_the_schema_takes_what_the_program_takes(data, fits):
    assert (schema_faults("", "x", data, key_schema.schema()) == []) == fits


def test_the_schema_is_printed(sbu):
    assert sbu("config", "schema").report == schema("config")
