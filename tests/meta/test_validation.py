"""The faults of a rule file name file, line and key."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sbu_check.rules.custom_files import FaultyRules, custom_rules
from sbu_check.rules.validate import rule_faults
from sbu_check.text.schema_faults import Fault, parsed

GOOD = """\
id       = "no-jargon"
summary  = "a word of the trade"
message  = 'say it plainly: "{word}"'
title    = "say meeting"
severity = "warning"
profiles = ["draft"]
fix      = "unsafe"
since    = "1.0.0"
status   = "stable"
sources  = ["house style 3"]

[pattern]
find  = ["demarche"]
regex = '(?P<word>demarche)s?'
within = "text"
replace = "meeting with {word}"

[variant.plain]
severity = "info"

[doc]
what   = "Looks for jargon."
why    = "Readers."
remedy = "use another word"

[[example]]
title = "one"
bad   = "the ⟦demarche⟧"
"""


def faults(text: str) -> list[tuple[int, str, str]]:
    data = parsed(text, "x.toml")
    found = [data] if isinstance(data, Fault) else rule_faults(text, "x.toml", data)
    return [(fault.line, fault.key, fault.message) for fault in found]


def test_a_good_file_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        (
            'severity = "warning"',
            'severity = "fatal"',
            5,
            "severity",
            'one of "error", "warning", "info", not "fatal"',
        ),
        ("since    =", "sinse    =", 8, "sinse", 'unknown key: did you mean "since"?'),
        ("[doc]", "[dok]", 21, "dok", 'did you mean "doc"?'),
        ('remedy = "use another word"', "", 21, "doc", 'the key "remedy" is missing'),
        ('profiles = ["draft"]', 'profiles = "draft"', 6, "profiles", 'must be a list, not "draft"'),
        ('sources  = ["house style 3"]', "sources  = []", 10, "sources", "must not be empty"),
        ('profiles = ["draft"]', 'profiles = ["draft", "draft"]', 6, "profiles", "holds something twice"),
        ('"no-jargon"', '"No Jargon"', 1, "id", '"No Jargon" has not the form'),
        ("[pattern]", 'check = "a.b"\n[pattern]', 1, "", "only one of the keys check, pattern"),
        (
            'bad   = "the ⟦demarche⟧"',
            'good  = "x"\nfixed = "y"',
            29,
            "example.0.fixed",
            'needs the key "bad"',
        ),
        (
            "(?P<word>demarche)s?",
            "(?P<word>demarche",
            14,
            "pattern.regex",
            "this is not a regular expression",
        ),
        ('"{word}"', '"{wort}"', 3, "message", 'nothing gives the value "wort"'),
        ("with {word}", "with {ward}", 16, "pattern.replace", 'the expression has no group "ward"'),
        ('within = "text"', 'group = "text"', 15, "pattern.group", "no group of that name"),
        ('fix      = "unsafe"', 'fix      = "none"', 4, "title", "names a fix, but the rule has none"),
        (
            '⟦demarche⟧"',
            '⟦demarche⟧"\nvariant = "other"',
            29,
            "example.0.variant",
            "the file has no [variant.other]",
        ),
        ('id       = "no-jargon"', 'id       = "no-jargon', 1, "", "this is no valid TOML"),
    ],
)
def test_a_fault_is_told_with_its_line_and_key(old: str, new: str, line: int, key: str, words: str) -> None:
    assert GOOD.count(old) >= 1
    found = faults(GOOD.replace(old, new, 1))
    assert [(at, name) for at, name, _ in found] == [(line, key)]
    assert words in found[0][2]


@pytest.mark.parametrize(
    ("fix", "safety", "words"),
    [
        ("none", "It lowers the mark.", "makes no fix"),
        ("unsafe", "It writes another word.", "fix_safety does not say"),
    ],
)
def test_a_rule_that_lowers_marks_says_so(fix: str, safety: str, words: str) -> None:
    text = GOOD.replace('fix      = "unsafe"', f'fix      = "{fix}"\nlowers   = true')
    text = text.replace('title    = "say meeting"\n', "") if fix == "none" else text
    text = text.replace("[[example]]", f'fix_safety = "{safety}"\n\n[[example]]')
    assert [(key, words in message) for _, key, message in faults(text)] == [("lowers", True)]
    assert faults(text.replace('"none"', '"unsafe"').replace(safety, "It removes the mark.")) == []


def test_every_variant_that_an_order_can_choose_is_there() -> None:
    table = GOOD[GOOD.index("[pattern]") : GOOD.index("[variant")]
    text = GOOD.replace(table, '[order]\ntroubles = ["late"]\n').replace('"{word}"', "{line}")
    assert faults(text) == [(12, "order", "the file has no [variant.late]")]


def test_house_rules_are_read_from_folders_and_their_folders(tmp_path: Path) -> None:
    pytest.importorskip("re2", reason="google-re2 has no wheel here")
    (tmp_path / "style").mkdir()
    (tmp_path / "a.toml").write_text(GOOD, "utf-8")
    (tmp_path / "style" / "b.toml").write_text(GOOD.replace("no-jargon", "no-slang"), "utf-8")
    rules = {rule.id: rule for rule in custom_rules([tmp_path]).rules}
    assert {rule.id: rule.family for rule in rules.values()} == {"no-jargon": "custom", "no-slang": "style"}
    assert Path(rules["no-jargon"].file) == (tmp_path / "a.toml").resolve()


def test_all_faults_of_all_house_rules_are_told(tmp_path: Path) -> None:
    pytest.importorskip("re2", reason="google-re2 has no wheel here")
    (tmp_path / "a.toml").write_text(GOOD.replace('"warning"', '"loud"'), "utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace("no-jargon", "not-a-cable"), "utf-8")
    (tmp_path / "c.toml").write_text("= 1", "utf-8")
    with pytest.raises(FaultyRules) as caught:
        custom_rules([tmp_path])
    told = [(Path(fault.file).name, fault.line, fault.key) for fault in caught.value.faults]
    assert told == [("a.toml", 5, "severity"), ("b.toml", 1, "id"), ("c.toml", 1, "")]
    assert f"{tmp_path / 'a.toml'}:5: severity: must be one of" in str(caught.value)


def test_the_good_file_is_valid_toml() -> None:
    assert tomllib.loads(GOOD)["id"] == "no-jargon"
