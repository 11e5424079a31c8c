"""`check`: what it prints where, and how it ends."""

from __future__ import annotations

import json

import jsonschema
import pytest
from cli_texts import CLEAN, FAULTY, NO_CABLE

from sbu_check import __version__
from sbu_check.rules.catalogue import catalogue
from sbu_check.run.outputs import FORMS
from sbu_check.schemas import schema


def test_a_clean_cable_is_silent_on_standard_output(sbu):
    ended = sbu("check", "clean.txt")
    assert (ended.code, ended.out) == (0, "")
    digest = sbu("check", "--format", "json", "clean.txt").report["rules_digest"]
    assert ended.err == f"sbu-check: 1 file checked: nothing found ({__version__}, rules {digest})\n"


def test_quiet_says_nothing_at_all_when_clean(sbu):
    ended = sbu("check", "-q", "clean.txt")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_mismatch_is_reported_with_its_place(sbu):
    ended = sbu("check", "faulty.txt")
    assert ended.code == 1
    assert "error class-too-low " in ended.out
    assert "13 | 2. (C) " in ended.out
    assert "1 file checked: " in ended.err


def test_check_is_the_verb_when_none_is_given(sbu):
    assert sbu("faulty.txt").out == sbu("check", "faulty.txt").out
    assert sbu("--format", "concise", "clean.txt").code == 0


def test_concise_is_one_line_a_diagnostic(sbu):
    lines = sbu("check", "--format", "concise", "faulty.txt").out.splitlines()
    assert any(line.startswith("faulty.txt:") and ": error class-too-low " in line for line in lines)


@pytest.mark.parametrize("name", ["clean.txt", "faulty.txt", "note.txt", "missing.txt"])
def test_json_fits_its_schema(sbu, name):
    ended = sbu("check", "--format", "json", name)
    jsonschema.validate(ended.report, schema("check"))
    assert ended.report["tool"] == {"name": "sbu-check", "version": __version__}
    assert ended.report["files"][0]["path"] == name


def test_json_lines_fit_their_schema_and_end_with_the_summary(sbu):
    lines = [json.loads(line) for line in sbu("check", "--format", "jsonl", "faulty.txt").out.splitlines()]
    for line in lines:
        jsonschema.validate(line, schema("check-line"))
    assert [line["type"] for line in lines[-2:]] == ["diagnostic", "summary"]
    report = sbu("check", "--format", "json", "faulty.txt").report
    assert [{"type": "diagnostic", **one} for one in report["diagnostics"]] == lines[:-1]
    assert lines[-1]["summary"] == report["summary"]


def test_positions_are_one_based_and_their_end_is_exclusive(sbu):
    report = sbu("check", "--format", "json", "--show-text", "all", "faulty.txt").report
    for one in report["diagnostics"]:
        for place in (one["start"], one["end"]):
            before = FAULTY[: place["offset"]].split("\n")
            assert (place["line"], place["column"]) == (len(before), len(before[-1]) + 1)


@pytest.mark.parametrize("path", ["clean.txt", "faulty.txt"])
@pytest.mark.parametrize("form", FORMS)
def test_every_run_names_the_version_and_the_digest_once(sbu, form, path):
    digest = sbu("check", "--format", "json", path).report["rules_digest"]
    ended = sbu("check", "--format", form, path)
    said = {stream: stream.count(digest) for stream in (ended.out, ended.err)}
    if form in {"text", "concise"}:
        assert (ended.out + ended.err).count(digest) == 1
        assert (ended.out + ended.err).count(__version__) == 1
    assert said[ended.out] or said[ended.err]
    # A list has findings on its lines and nothing else.
    assert form != "concise" or not said[ended.out]


def test_a_list_without_findings_to_print_is_told_beside_it(sbu):
    digest = sbu("check", "--format", "json", "faulty.txt").report["rules_digest"]
    counted = sbu("check", "--statistics", "faulty.txt")
    assert digest in counted.out + counted.err
    assert digest in sbu("check", "--format", "sarif:out.sarif", "faulty.txt").err


def test_two_runs_tell_the_same(sbu):
    first, second = (sbu("check", "--format", "json", ".") for _ in range(2))
    assert first == second


def test_the_digest_follows_rules_and_configuration(sbu):
    plain = sbu("check", "--format", "json", "clean.txt").report["rules_digest"]
    assert plain == sbu("check", "--format", "json", "faulty.txt").report["rules_digest"]
    for change in (("--ignore", "class-too-low"), ("--profile", "draft"), ("--on", "1999-01-01")):
        assert plain != sbu("check", "--format", "json", *change, "clean.txt").report["rules_digest"]


def test_the_digest_follows_what_is_known_beforehand(sbu, folder):
    def digest(*options):
        return sbu("check", "--format", "json", *options, "clean.txt").report["rules_digest"]

    configuration = folder / "sbu-check.toml"
    seen = [digest()]
    entry = '[[suppress]]\npath = "faulty.txt"\nrule = "class-too-low"\nreason = "known"\n'
    for text in ('fail-level = "error"\n', 'exclude = ["old/"]\n', entry, f"{entry}until = 2000-01-01\n"):
        configuration.write_text(text)
        seen.append(digest())
    assert digest("--no-suppressions") == seen[0]
    configuration.unlink()
    assert sbu("baseline", "create", ".").code == 0
    seen.append(digest())
    assert len(set(seen)) == len(seen)
    assert digest("--no-baseline") == seen[0]
    assert digest("--show-text", "none") == digest()
    assert digest("--max-per-rule", "1") != digest()


@pytest.mark.parametrize("form", ["text", "concise", "json", "jsonl"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.txt"], 0),
        (["faulty.txt"], 1),
        (["faulty.txt", "--exit-zero"], 0),
        (["missing.txt"], 2),
        (["missing.txt", "faulty.txt"], 2),
        (["missing.txt", "--exit-zero", "--allow-empty"], 2),
        (["note.txt"], 3),
        (["note.txt", "--exit-zero"], 3),
        (["note.txt", "--allow-empty"], 0),
        (["note.txt", "--expect", "cable"], 1),
        (["note.txt", "clean.txt"], 0),
        (["note.txt", "faulty.txt"], 1),
        (["faulty.txt", "--ignore", "all"], 0),
        (["faulty.txt", "--select", "not-a-cable"], 0),
    ],
)
def test_exit_codes_are_the_same_in_every_format(sbu, form, arguments, code):
    assert sbu("check", "--format", form, *arguments).code == code


@pytest.mark.parametrize(
    ("level", "code"),
    [("error", 0), ("warning", 0), ("info", 1)],
)
def test_the_fail_level(sbu, level, code):
    arguments = ("--select", "not-a-cable", "--fail-level", level, "--allow-empty")
    assert sbu("check", "note.txt", *arguments).code == code


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--no-such-option"),
        ("check", "--format", "yaml", "clean.txt"),
        ("check", "--select", "no-such-rule", "clean.txt"),
        ("check", "--profile", "no-such-profile", "clean.txt"),
        ("check", "--system", "no-such-system", "clean.txt"),
        ("check", "--encoding", "no-such-encoding", "clean.txt"),
        ("check", "--on", "yesterday", "clean.txt"),
        ("check", "--show-text", "SOME", "clean.txt"),
        ("check", "--show-text", "up-to", "clean.txt"),
        ("check", "--config", "no-such-file.toml", "clean.txt"),
        ("check", "--fail-level", "fatal", "clean.txt"),
        ("check", "--max-per-rule", "0", "clean.txt"),
        ("inspect",),
        ("explain",),
        ("rollup",),
        ("completions", "tcsh"),
        ("check", "a\0b"),
    ],
)
def test_a_faulty_command_line_ends_with_two(sbu, arguments):
    ended = sbu(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err


def test_a_misspelt_rule_is_answered_with_the_nearest(sbu):
    assert 'did you mean "not-a-cable"?' in sbu("check", "--ignore", "not-a-cabel", "clean.txt").err


def test_standard_input_is_read_under_the_name_that_is_given(sbu):
    ended = sbu("check", "--format", "json", "-", stdin=FAULTY.encode())
    assert ended.code == 1
    assert {one["path"] for one in ended.report["diagnostics"]} == {"<stdin>"}
    named = sbu("check", "--format", "json", "--stdin-filename", "x/y.txt", "-", stdin=FAULTY.encode())
    assert [file["path"] for file in named.report["files"]] == ["x/y.txt"]


def test_the_configuration_of_the_given_name_holds_for_standard_input(sbu, folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "sbu-check.toml").write_text('ignore = ["all"]\n')
    assert sbu("check", "--stdin-filename", "sub/a.txt", "-", stdin=FAULTY.encode()).code == 0
    assert sbu("check", "--stdin-filename", "a.txt", "-", stdin=FAULTY.encode()).code == 1


def test_an_encoding_can_be_given(sbu, folder):
    (folder / "wide.txt").write_bytes(FAULTY.encode("utf-16-be"))
    assert sbu("check", "wide.txt").code == 2
    assert sbu("check", "--encoding", "utf-16-be", "wide.txt").code == 1


def test_several_cables_in_a_file_are_several_documents(sbu, folder):
    (folder / "two.txt").write_text(CLEAN + "\n\n" + FAULTY.replace("OTTAWA 000875", "OTTAWA 000876"))
    report = sbu("check", "--format", "json", "two.txt").report
    assert [document["line"] for document in report["files"][0]["documents"]] == [1, 18]
    assert {one["document"] for one in report["diagnostics"] if one["rule"] == "class-too-low"} == {1}


def test_no_more_than_the_limit_is_listed_and_the_rest_counted(sbu, folder):
    text = CLEAN.replace("DICKSON\n", "".join(f"{n}. (ZZZ) Text.\n\n" for n in range(3, 20)) + "DICKSON\n")
    (folder / "long.txt").write_text(text)
    arguments = ("check", "--select", "mark-unknown", "--max-per-rule", "5", "long.txt")
    report = sbu(*arguments, "--format", "json").report
    assert len(report["diagnostics"]) == 5
    assert report["files"][0]["dropped"] == {"mark-unknown": 12}
    assert report["summary"]["dropped"] == 12
    assert "long.txt: mark-unknown was found 12 times more" in sbu(*arguments).out


def test_a_rule_that_raises_is_named_and_the_run_goes_on(sbu, monkeypatch):
    def boom(cable, context):
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(f"sbu_check.checks.{catalogue()['mark-missing'].check}", boom)
    # A selection of its own: rules are bound to their functions once for each selection.
    ended = sbu("check", "--ignore", "smart-quotes,replacement-char", "clean.txt", "faulty.txt")
    assert ended.code == 2
    assert "error class-too-low " in ended.out
    for name in ("clean.txt", "faulty.txt"):
        assert (
            f"sbu-check: error: {name}: internal error: the rule mark-missing failed: ZeroDivisionError"
            in ended.err
        )
    assert "nought" not in ended.err, "what a rule raises may quote the document"
    report = sbu("check", "--ignore", "smart-quotes,replacement-char", "--format", "json", "clean.txt").report
    assert [crash["rule"] for crash in report["files"][0]["crashes"]] == ["mark-missing"]


def test_a_text_that_is_no_cable_is_told_once(sbu):
    ended = sbu("check", "--format", "json", "note.txt")
    assert ended.rules == ["not-a-cable"]
    assert ended.report["files"][0]["status"] == "no-cable"
    assert ended.report["diagnostics"][0]["severity"] == "info"
    assert "none of the files is a cable" in sbu("check", "note.txt").err
    assert NO_CABLE.split(",")[0] not in ended.out


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"CLICOLOR_FORCE": "1"}, (), True),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
    ],
)
def test_colour_obeys_option_then_variables(sbu, monkeypatch, environment, arguments, coloured):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in sbu("check", "faulty.txt", *arguments).out) == coloured


def test_version_and_help(sbu):
    assert sbu("--version").out == f"sbu-check {__version__}\n"
    top = sbu("--help")
    assert top.code == 0
    for verb in ("check", "inspect", "explain", "rules", "rollup", "completions"):
        assert verb in top.out
        assert sbu(verb, "--help").code == 0
