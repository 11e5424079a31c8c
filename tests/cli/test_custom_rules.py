"""Custom rules: rule files of a user, which work like those of the program."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_texts import CLEAN, FAULTY, HOUSE_RULE, found

from sbu_check import check_text
from sbu_check.config.find import load
from sbu_check.run.outputs import FORMS
from sbu_check.run.run import Run
from sbu_check.text import expressions

pytest.importorskip("re2", reason="google-re2 has no wheel here")


def pattern(regex, name="no-jargon"):
    start = HOUSE_RULE.index("[pattern]")
    table = f"[pattern]\nregex = '{regex}'\n\n"
    text = HOUSE_RULE[:start] + table + HOUSE_RULE[HOUSE_RULE.index("[doc]") :]
    return (
        text.replace('fix      = "unsafe"', 'fix      = "none"')
        .replace('title    = "say it plainly"\n', "")
        .replace("{word}", "{text}")
        .replace("no-jargon", name)
    )


def test_a_rule_finds_its_places_and_is_reported_like_any_other(sbu, rules):
    rules()
    ended = sbu("check", "--show-text", "all", "--format", "json", "clean.txt")
    (one,) = found(ended)
    assert ended.code == 1
    assert (one["severity"], one["message"]) == ("warning", 'say it plainly: "talks"')
    assert CLEAN[one["start"]["offset"] : one["end"]["offset"]] == "talks"
    assert one["sources"] == ["house style 3"]
    assert one["fix"]["edits"][0]["text"] == "meetings"
    assert sbu("check", "--no-config", "clean.txt").code == 0


def test_what_it_quotes_is_masked_where_it_may_not_be_shown(sbu, rules, folder):
    rules()
    (folder / "c.txt").write_text(
        CLEAN.replace("(U) The talks", "(C) The talks").replace("UNCLAS", "CONFIDENTIAL")
    )
    (one,) = found(sbu("check", "--show-text", "up-to U", "--format", "json", "c.txt"))
    assert "talks" not in json.dumps(one)


@pytest.mark.parametrize("name", ["no-jargon", "custom", "profile:archive"])
def test_its_name_its_family_and_its_profiles_select_it(sbu, rules, name):
    rules(f'select = ["{name}"]\n')
    assert len(found(sbu("check", "--format", "json", "clean.txt"))) == 1
    assert not found(sbu("check", "--ignore", "no-jargon", "--format", "json", "clean.txt"))
    assert not found(
        sbu("check", "--profile", "release", "--select", "text", "--format", "json", "clean.txt")
    )


def test_severity_suppression_and_baseline_know_it(sbu, rules, folder):
    rules(
        '[severity]\ncustom = "error"\n[[suppress]]\npath = "clean.txt"\nrule = "no-jargon"\nreason = "so"\n'
    )
    (one,) = found(sbu("check", "--format", "json", "clean.txt"))
    assert (one["severity"], one["state"]) == ("error", "suppressed")
    assert sbu("baseline", "create").code == 0
    assert {one["state"] for one in sbu("check", "--format", "json").report["diagnostics"]} <= {
        "suppressed",
        "baselined",
    }
    assert "no-jargon" in sbu("baseline", "show").out


def test_it_is_listed_and_explained(sbu, rules):
    rules()
    assert sbu("rules").out.splitlines()[-2] == "custom"
    assert sbu("rules").out.splitlines()[-1].split() == [
        "no-jargon",
        "warning",
        "a",
        "word",
        "of",
        "the",
        "trade",
    ]
    listed = json.loads(sbu("rules", "--format", "json").out)["rules"]
    assert (listed[-1]["id"], listed[-1]["family"]) == ("no-jargon", "custom")
    assert len(json.loads(sbu("rules", "--no-config", "--format", "json").out)["rules"]) == len(listed) - 1
    assert "no-jargon" in sbu("rules", "--profile", "draft").out
    assert "no-jargon" not in sbu("rules", "--profile", "release").out
    page = sbu("explain", "no-jargon").out
    assert "Looks for jargon." in page
    assert "The talks went well." in page
    assert sbu("explain", "--no-config", "no-jargon").code == 2


@pytest.mark.parametrize("form", FORMS)
def test_every_report_names_it(sbu, rules, form):
    rules()
    assert "no-jargon" in sbu("check", "--format", form, "clean.txt").out


def test_sarif_describes_it(sbu, rules):
    rules()
    (rule,) = sbu("check", "--format", "sarif", "clean.txt").report["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"] == {"text": "a word of the trade"}
    assert "a word of the trade" in sbu("check", "--format", "html", "clean.txt").out


def test_config_show_tells_why_it_looks(sbu, rules, folder):
    rules('[[per-file]]\npaths = ["note.txt"]\nignore = ["custom"]\n')
    assert "on   no-jargon" in sbu("config", "show", "clean.txt").out
    line = next(line for line in sbu("config", "show", "note.txt").out.splitlines() if "no-jargon" in line)
    assert line.startswith("off")
    assert line.endswith(f"custom ({folder / 'sbu-check.toml'}:4)")
    assert 'rule-paths      ["rules"]' in sbu("config", "show", "note.txt").out


def test_its_fix_is_made(sbu, rules, folder):
    rules()
    assert sbu("check", "--fix", "--unsafe-fixes", "clean.txt").code == 0
    assert (folder / "clean.txt").read_text() == CLEAN.replace("talks", "meetings")


def test_digest_and_cache_know_what_it_says(sbu, rules, folder):
    def digest():
        return sbu("check", "--format", "json", "clean.txt").report["rules_digest"]

    (folder / "sbu-check.toml").write_text("")
    without = digest()
    rules()
    assert digest() != without
    before = digest()
    rules(no_jargon=HOUSE_RULE.replace("Tt", "Uu"))
    assert digest() != before


def test_the_digest_does_not_know_where_the_files_are(tmp_path):
    digests = set()
    for name in ("a", "b"):
        (tmp_path / name / "rules").mkdir(parents=True)
        (tmp_path / name / "rules" / "x.toml").write_text(HOUSE_RULE, encoding="utf-8")
        (tmp_path / name / "c.toml").write_text('rule-paths = ["rules"]')
        digests.add(check_text(CLEAN, config=tmp_path / name / "c.toml").rules_digest)
    assert len(digests) == 1


def test_any_number_of_processes_and_the_cache_say_the_same(folder, rules, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setattr("sbu_check.run.run._FEW", 1)
    rules()
    for at in range(40):
        (folder / f"{at:02}.txt").write_text(FAULTY + "\n" * at)
    configuration = load(folder / "sbu-check.toml")
    paths = [f"{at:02}.txt" for at in range(40)]
    reports = [
        Run(configuration, jobs=jobs, cached=cached).check(paths)
        for jobs, cached in ((1, False), (3, False), (1, True), (3, True), (2, True))
    ]
    assert all(one.files == reports[0].files for one in reports)
    assert all(one.rules_digest == reports[0].rules_digest for one in reports)
    assert {one.rule for one in reports[0].files[0].diagnostics} > {"no-jargon"}
    # Another rule under the same name is another configuration: nothing that is remembered counts.
    rules(no_jargon=HOUSE_RULE.replace("[Tt]alks", "well"))
    again = Run(load(folder / "sbu-check.toml"), jobs=1, cached=True).check(paths)
    assert again.files != reports[0].files


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('severity = "warning"', 'severity = "loud"', 'no-jargon.toml:5: severity: must be one of "error"'),
        ("since ", "sinse ", 'no-jargon.toml:8: sinse: unknown key: did you mean "since"?'),
        ("(?P<word>", "(?P<word>(", "pattern.regex: this is not a regular expression: a bracket is not closed"),
        ("(?P<word>", r"(?P<word>)\1(", "a back-reference, which is not supported"),
        ("(?P<word>", "(?P<word>(?=a)", "look-around and similar operators are not supported: (?="),
        ("[Tt]alks", "a" * 2000, "this expression has 2,010 characters: 1,000 are the most"),
        ("[Tt]alks", r"(\pL{10}){10}", "this expression is too large"),
        ("[Tt]alks", "a{1001}", "this repetition is too large: {1001}"),
        ('"no-jargon"', '"mark-missing"', 'no-jargon.toml:1: id: there is a rule "mark-missing" already'),
        ('"no-jargon"', '"portion"', 'no-jargon.toml:1: id: "portion" is the name of a family of rules'),
        ('"no-jargon"', '"custom"', '"custom" is the name of a family of rules'),
        ("⟦talks⟧", "⟦talks", "example.0.bad"),
        ("id  ", "= ", "no-jargon.toml:1: this is no valid TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_and_key(sbu, rules, old, new, words):
    assert old in HOUSE_RULE
    rules(no_jargon=HOUSE_RULE.replace(old, new, 1))
    for arguments in (
        ("check", "clean.txt"),
        ("rules", "validate", "rules"),
        ("rules",),
        ("config", "validate"),
    ):
        ended = sbu(*arguments)
        assert ended.code == 2
        assert words in ended.err


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('check = "portion.missing"', "check: a custom rule names no function of the program"),
        ('compare = "deletions.uncoded"', "compare: a custom rule does not look at released copies"),
        ('project = "unused.findings"', "project: a custom rule does not look at configurations"),
    ],
)
def test_a_rule_of_the_house_names_no_function_of_the_program(sbu, rules, table, words):
    start, end = HOUSE_RULE.index("[pattern]"), HOUSE_RULE.index("[doc]")
    text = HOUSE_RULE[:start].replace("sources", f"{table}\nsources").replace("{word}", "") + HOUSE_RULE[end:]
    rules(no_jargon=text)
    assert words in sbu("check", "clean.txt").err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('rule-paths = ["gone"]\n', "sbu-check.toml:1: rule-paths:"),
        ('\nrule-paths = ["empty"]\n', "sbu-check.toml:2: rule-paths: there is no rule file in"),
        ('rule-paths = "rules"\n', "rule-paths: expected a list of strings"),
    ],
)
def test_a_path_at_which_there_are_no_rules(sbu, folder, text, words):
    (folder / "empty").mkdir()
    (folder / "sbu-check.toml").write_text(text)
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert words in ended.err


def test_a_file_that_is_no_text_or_too_long(sbu, rules, folder):
    rules()
    (folder / "rules" / "b.toml").write_bytes(b"\xff")
    assert "b.toml:1: this is not UTF-8, which TOML files are" in sbu("check", "clean.txt").err
    (folder / "rules" / "b.toml").write_text("#" * 1_000_001)
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert "b.toml: it has more than 1,000,000 bytes" in ended.err


def test_two_rules_of_one_name(sbu, rules):
    rules(a=HOUSE_RULE, b=HOUSE_RULE)
    assert 'b.toml:1: id: there is a rule "no-jargon" already' in sbu("check", "clean.txt").err


def test_a_folder_may_not_be_called_as_a_rule_is(sbu, rules, folder):
    rules()
    (folder / "rules" / "mark-missing").mkdir()
    (folder / "rules" / "mark-missing" / "x.toml").write_text(HOUSE_RULE.replace("no-jargon", "other"))
    assert 'the folder "mark-missing" has the name of something else' in sbu("check", "clean.txt").err


def test_examples_are_run(sbu, rules):
    rules()
    ended = sbu("rules", "test", "rules")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "sbu-check: 2 examples of 1 rule: none failed\n"
    assert sbu("rules", "test").err == ended.err
    assert sbu("rules", "validate").err == "sbu-check: 1 rule valid\n"
    assert sbu("rules", "test", "-q", "rules/no-jargon.toml").err == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "The ⟦talks⟧ went",
            "The talks ⟦went⟧",
            'no-jargon.toml:22: example.0: "talks": bad: expected ⟦went⟧ at 7:18, but found ⟦talks⟧ at 7:12',
        ),
        ("The meetings went", "The session went", "fixed: the fixes make another text of it"),
        ('"no cable"', repr(CLEAN).replace("'", '"'), "good: expected nothing, but found ⟦talks⟧ at 11:12"),
        ("fixed = ", 'message = "no"\nfixed = ', 'message: expected "no", but it says "say it plainly: "talks""'),
    ],
)  # fmt: skip
def test_an_example_that_does_not_hold_is_told(sbu, rules, old, new, words):
    assert old in HOUSE_RULE
    rules(no_jargon=HOUSE_RULE.replace(old, new))
    ended = sbu("rules", "test", "rules")
    assert ended.code == 1
    assert words in ended.out
    assert ended.err == "sbu-check: 2 examples of 1 rule: 1 failed\n"


def test_without_any_rules_there_is_nothing_to_test(sbu):
    for verb in ("test", "validate"):
        ended = sbu("rules", verb)
        assert ended.code == 2
        assert "there are no custom rules" in ended.err


@pytest.mark.parametrize("regex", ["(a+)+$", "(a|a)*b", "(.*)*x", "(a?){60}a{60}b"])
def test_a_catastrophic_pattern_cannot_hang_a_run(sbu, rules, folder, regex):
    rules('select = ["no-jargon"]\n', no_jargon=pattern(regex))
    (folder / "long.txt").write_text(CLEAN.replace("went well.", "a" * 100_000 + "!"))
    before = time.process_time()
    ended = sbu("check", "--format", "json", "long.txt")
    assert time.process_time() - before < 10
    assert ended.code in {0, 1}


def test_the_same_pattern_hangs_the_engine_of_the_standard_library():
    code = "import re; re.search('(a+)+$', 'a' * 100_000 + '!')"
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", code], timeout=2, check=False)


def test_one_that_looks_at_the_rest_of_the_text_at_each_place_is_ended_and_named(
    sbu, rules, folder, monkeypatch
):
    monkeypatch.setattr(expressions, "SECONDS", 0.2)
    rules("", no_jargon=pattern("[ab]*a[ab]{200}c|a"), other=pattern("went", "other"))
    (folder / "long.txt").write_text(CLEAN.replace("went well.", "went " + "abba" * 25_000))
    ended = sbu("check", "--format", "json", "long.txt")
    assert ended.code == 2
    assert (
        "the rule no-jargon failed: its expression takes more than 0 seconds of processor time" in ended.err
    )
    assert len(found(ended, "other")) == 1


@pytest.mark.parametrize("before", ["", "é", "\U0001d49c\u20ac\u0301", "\u2028\x0c\ufeff"])
def test_places_count_code_points(sbu, rules, folder, before):
    rules('select = ["no-jargon"]\n', no_jargon=pattern("t.lks"))
    text = CLEAN.replace("The talks", f"The {before} talks {before} tälks")
    (folder / "x.txt").write_text(text, encoding="utf-8")
    places = [
        text[one["start"]["offset"] : one["end"]["offset"]]
        for one in found(sbu("check", "--format", "json", "x.txt"))
    ]
    assert places == ["talks", "tälks"]


def test_half_a_pair_in_a_text_is_no_fault(folder, rules):
    rules('select = ["no-jargon"]\n', no_jargon=pattern("t.lks"))
    text = CLEAN.replace("The talks", "The \ud800 talks")
    (one,) = check_text(text, config=folder / "sbu-check.toml").diagnostics
    assert text[one.start.offset : one.end.offset] == "talks"


def test_without_the_engine_it_is_said_what_to_install(sbu, rules, monkeypatch):
    monkeypatch.setitem(sys.modules, "re2", None)
    expressions.expression.cache_clear()
    expressions.compiled.cache_clear()
    rules()
    ended = sbu("check", "clean.txt")
    assert ended.code == 2
    assert (
        "no-jargon.toml:13: pattern.regex: expressions need google-re2, which is not installed" in ended.err
    )
    # Literals need none.
    text = pattern("x").replace("regex = 'x'", 'find = ["talks"]')
    rules(no_jargon=text)
    assert len(found(sbu("check", "--format", "json", "clean.txt"))) == 1
    expressions.expression.cache_clear()


def test_an_ordinary_check_loads_no_engine(folder):
    code = "import sys\nfrom sbu_check.cli import main\nmain(['check', 'clean.txt'])\nsys.exit('re2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    "table",
    [
        '[required]\nfield = "signature"\n',
        '[pair]\nblocks = ["summary"]\nmissing = "closer"\n',
        "[order]\n"
        + "".join(f'[variant.{name}]\nseverity = "info"\n' for name in ("late", "again", "stray")),
    ],
)
def test_the_other_kinds(sbu, rules, folder, table):
    start, end = HOUSE_RULE.index("[pattern]"), HOUSE_RULE.index("[doc]")
    text = (
        HOUSE_RULE[:start]
        .replace('"{word}"', "")
        .replace('"unsafe"', '"none"')
        .replace('title    = "say it plainly"\n', "")
        .replace("plainly: '", "plainly'")
    )
    rules('select = ["no-jargon"]\n', no_jargon=text + table + HOUSE_RULE[end:])
    broken = (
        CLEAN.replace("DICKSON\n", "").replace("1. (U)", "1. (U) Summary:").replace("\nE.O. 12958: N/A", "")
        + "\n3. (U) More.\n\nE.O. 12958: N/A\n"
    )
    (folder / "x.txt").write_text(broken)
    assert found(sbu("check", "--format", "json", "x.txt"))


def test_the_rule_of_the_guide_is_valid_and_its_examples_hold(sbu, folder):
    guide = (Path(__file__).parents[2] / "docs" / "custom-rules.md").read_text("utf-8")
    (folder / "our-rules").mkdir()
    files = re.findall(r"```(?:toml|text)\n# (our-rules/\S+|sbu-check.toml)\n(.*?)```", guide, re.DOTALL)
    for name, text in files:
        (folder / name).write_text(text, "utf-8")
    assert len(files) == 4
    assert sbu("rules", "validate").code == 0
    assert sbu("rules", "test").err == "sbu-check: 4 examples of 2 rules: none failed\n"
