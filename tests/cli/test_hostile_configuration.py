"""Files of settings that mean harm: never a traceback, one line and exit code 2 for what cannot be used."""

from __future__ import annotations

import json

import pytest
from cli_texts import HOUSE_RULE

LONG = "x" * 5_000
VERBS = (
    ("check", "clean.txt"),
    ("inspect", "clean.txt"),
    ("compare", "clean.txt", "clean.txt"),
    ("config", "show", "clean.txt"),
    ("config", "validate"),
    ("rules",),
)
NESTED = "[" * 5_000 + "]" * 5_000

WHOLE = {
    "lists in lists": f"exclude = {NESTED}\n",
    "lists at the limit of the parser": f"exclude = {'[' * 200 + ']' * 200}\n",
    "tables in tables": f"x = {'{a=' * 3_000}1{'}' * 3_000}\n",
    "a long way": ".".join(["a"] * 3_000) + " = 1\n",
    "digits": f"preview = {'9' * 5_000}\n",
    "hexadecimal digits": f"preview = 0x{'f' * 5_000}\n",
    "no day": "date = 2005-02-30\n",
    "twice": "preview = true\npreview = true\n",
    "bytes": b"exclude = ['\xff\xfe']\n",
    "marked as UTF-16": "preview = true\n".encode("utf-16"),
    "null": b"preview = true\0\n",
    "large": b"# " + b"x" * 1_000_001,
    "open": 'exclude = ["',
}
KEYS = (
    "extends",
    "rule-paths",
    "marking-paths",
    "baseline",
    "plugins",
    "profile",
    "select",
    "marking-system",
)
VALUES = {"null": "a\\u0000b", "long": LONG, "long parts": "/".join([LONG] * 3), "control": "\\u001b[31m"}


def put(write, folder, data, name="sbu-check.toml"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def refused(ended, verb):
    assert ended.code == 2, (verb, ended.err[:500])
    assert "Traceback" not in ended.err
    assert len(ended.err.splitlines()) == 1, ended.err[:1000]


@pytest.mark.parametrize("kind", WHOLE)
def test_a_hostile_file_is_refused_in_one_line(sbu, write, folder, kind):
    put(write, folder, WHOLE[kind])
    for verb in VERBS:
        ended = sbu(*verb)
        refused(ended, verb)
        assert "sbu-check.toml:" in ended.err


@pytest.mark.parametrize("kind", ["lists in lists", "digits", "bytes", "no day", "twice", "large"])
def test_a_hostile_table_of_a_pyproject_is_refused_too(sbu, write, folder, kind):
    data = WHOLE[kind]
    head = b"[tool.sbu-check]\n"
    put(write, folder, head + (data if isinstance(data, bytes) else data.encode()), "pyproject.toml")
    for verb in VERBS[:1] + VERBS[3:5]:
        refused(sbu(*verb), verb)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("kind", VALUES)
def test_a_hostile_value_is_refused_with_its_key(sbu, write, folder, key, kind):
    value = f'"{VALUES[kind]}"'
    put(
        write,
        folder,
        f"{key} = {f'[{value}]' if key in {'rule-paths', 'marking-paths', 'plugins', 'select'} else value}\n",
    )
    for verb in VERBS[:1] + VERBS[3:5]:
        ended = sbu(*verb)
        # To explain what holds takes no baseline.
        if not (key == "baseline" and verb[1] == "show"):
            refused(ended, verb)
        assert "\x1b" not in ended.err


@pytest.mark.parametrize("place", ["rules/x.toml", "systems/x.toml"])
@pytest.mark.parametrize("kind", [one for one in WHOLE if one != "large"])
def test_a_hostile_rule_or_marking_system_is_refused_in_one_line(sbu, write, folder, place, kind):
    key = "rule-paths" if place.startswith("rules") else "marking-paths"
    put(write, folder, f'{key} = ["{place.partition("/")[0]}"]\n')
    put(write, folder, WHOLE[kind], place)
    for verb in VERBS[:1] + VERBS[4:]:
        ended = sbu(*verb)
        assert ended.code == 2, (verb, ended.err[:500])
        assert "x.toml" in ended.err
        assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "data",
    ["[" * 100_000, '{"version": 1' + "0" * 5_000 + "}", '{"findings": ' + "9" * 5_000 + "}", b"\xff", "[]"],
)
def test_a_hostile_baseline_is_refused_in_one_line(sbu, write, folder, data):
    put(write, folder, 'baseline = "base.json"\n')
    put(write, folder, data, "base.json")
    for verb in (("check", "clean.txt"), ("config", "validate"), ("baseline", "show")):
        refused(sbu(*verb), verb)


def test_a_mark_at_the_beginning_is_no_fault(sbu, write, folder):
    put(write, folder, b"\xef\xbb\xbfpreview = true\n")
    assert sbu("config", "validate").code == 0
    put(write, folder, b"\xef\xbb\xbf" + HOUSE_RULE.encode(), "rules/no-jargon.toml")
    assert sbu("rules", "validate", "rules").code == 0


def test_the_json_of_a_configuration_says_what_holds(sbu, write, folder):
    put(write, folder, 'exclude = ["a/**/b*"]\n')
    found = json.loads(sbu("config", "show", "clean.txt", "--format", "json").out)
    assert any(one["key"] == "exclude" and one["value"] == ["a/**/b*"] for one in found["settings"])
