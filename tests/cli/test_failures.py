"""Whatever fails inside the program costs one file its report, and no other file anything."""

from __future__ import annotations

import json
import os
import signal

import pytest
from cli_texts import FAULTY

from sbu_check import engine
from sbu_check.api import check_text, fix_text
from sbu_check.fix import fixed_text as fix_module
from sbu_check.report import concise, json_report
from sbu_check.run import check as check_module
from sbu_check.run import inspect as understand_module
from sbu_check.run import jobs as jobs_module
from sbu_check.run import run as run_module

BAD = "05.txt"


class Odd(BaseException):
    """No Exception, as what a library raises to end a program."""


@pytest.fixture
def twelve(folder, monkeypatch):
    """A folder of twelve files, which are enough for several processes."""
    monkeypatch.setattr(run_module, "_FEW", 0)
    monkeypatch.setattr(jobs_module, "_FILES", 4)
    for path in folder.glob("*.txt"):
        path.unlink()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(FAULTY.replace("000875", f"{number:06}"))
    return folder


def failing(monkeypatch, module, name, error, named):
    """Let a function fail on the file BAD; `named` tells the path from its arguments."""
    real = getattr(module, name)

    def fails(*given, **others):
        if str(named(*given)).endswith(BAD):
            raise error("a word of the document")
        return real(*given, **others)

    monkeypatch.setattr(module, name, fails)


STAGES = {
    "rules": (check_module, "check_contexts", lambda text, contexts, *_: contexts[0].path),
    "masking": (check_module, "_with_text", lambda file, *_: file.path),
    "reading": (check_module, "read_source", lambda path, *_: path),
}


@pytest.mark.parametrize("error", [TypeError, MemoryError, RecursionError, Odd])
@pytest.mark.parametrize("stage", ["rules", "masking", "reading"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_file_fails_alone(sbu, twelve, monkeypatch, stage, jobs, error):
    command = ("check", "--no-cache", "--jobs", jobs, "--format", "json", ".")
    before = sbu(*command).report
    failing(monkeypatch, STAGES[stage][0], STAGES[stage][1], error, STAGES[stage][2])
    ended = sbu(*command)
    assert ended.code == 2
    assert "a word of the document" not in ended.out + ended.err
    assert f"{BAD}: internal error: {error.__name__} in {__name__}, line " in ended.err
    (found,) = [one for one in ended.report["diagnostics"] if one["rule"] == "internal-error"]
    assert found["path"] == BAD
    assert [one["status"] for one in ended.report["files"] if one["path"] == BAD] == ["failed"]
    for key in ("diagnostics", "files"):
        others = [[one for one in report[key] if one["path"] != BAD] for report in (before, ended.report)]
        assert others[0] == others[1]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("verb", "module", "name", "named"),
    [
        (("inspect",), understand_module, "documents", lambda text, *_: BAD if "000005" in text else ""),
        (("check", "--diff"), fix_module, "report_of", lambda source, *_: source.name),
        (("check", "--fix"), fix_module, "report_of", lambda source, *_: source.name),
    ],
)
def test_one_file_fails_alone_in_other_verbs(sbu, twelve, monkeypatch, verb, module, name, named, jobs):
    failing(monkeypatch, module, name, TypeError, named)
    ended = sbu(*verb, "--jobs", jobs, ".")
    assert ended.code == 2
    assert f"{BAD}: internal error: TypeError in {__name__}, line " in ended.err
    if "--diff" not in verb:  # there is nothing to fix
        assert "11.txt" in ended.out


@pytest.mark.parametrize(
    "form",
    ["text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown", "html"],
)
def test_every_format_has_it(sbu, twelve, monkeypatch, form):
    failing(monkeypatch, check_module, "_with_text", TypeError, lambda file, *_: file.path)
    ended = sbu("check", "--no-cache", "--format", form, ".")
    assert ended.code == 2
    assert "internal-error" in ended.out
    assert "internal error: TypeError in" in ended.out.replace("&#45;", "-")


def test_a_rule_that_fails_leaves_the_findings_of_the_others(sbu, twelve, monkeypatch):
    monkeypatch.setattr(engine, "fill", fill_that_fails(engine.fill))
    ended = sbu("check", "--no-cache", "--format", "json", BAD)
    rules = {one["rule"] for one in ended.report["diagnostics"]}
    assert ended.code == 2
    assert "internal-error" in rules
    assert ended.report["files"][0]["status"] == "checked"
    assert ended.report["files"][0]["crashes"]


def fill_that_fails(real):
    """Templates of messages that name a paragraph cannot be filled."""

    def fills(message, *given):
        if "paragraph" in str(message):
            raise KeyError("a word of the document")
        return real(message, *given)

    return fills


def test_a_reporter_that_fails_on_a_file_reports_the_others(sbu, twelve, monkeypatch):
    failing(
        monkeypatch,
        json_report,
        "_file",
        TypeError,
        lambda file: "" if file.status == "failed" else file.path,
    )
    ended = sbu("check", "--no-cache", "--format", "json:out.json", "--format", "concise", ".")
    report = json.loads((twelve / "out.json").read_text())
    assert ended.code == 2
    assert ended.out.count("class-too-low") == 12
    assert [one["path"] for one in report["diagnostics"] if one["rule"] == "internal-error"] == [BAD]
    assert len(report["files"]) == 12


def test_a_reporter_that_fails_leaves_the_other_outputs(sbu, twelve, monkeypatch):
    def fails(*_):
        raise TypeError

    monkeypatch.setattr(concise, "render", fails)
    ended = sbu("check", "--no-cache", "--format", "concise", "--format", "json:out.json", ".")
    assert ended.code == 2
    assert "concise: internal error: TypeError in" in ended.err
    assert len(json.loads((twelve / "out.json").read_text())["files"]) == 12


@pytest.mark.parametrize("ends", [lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGKILL)])
@pytest.mark.parametrize(
    ("verb", "of_others"),
    [
        (("check", "--no-cache", "--format", "json"), lambda out: reported(out, "diagnostics")),
        (("check", "--fix", "--unsafe-fixes", "--format", "json"), lambda out: reported(out, "diagnostics")),
        (("inspect", "--format", "json"), lambda out: reported(out, "documents")),
    ],
)
def test_a_file_that_ends_its_process_is_tried_again_and_reported(
    sbu, twelve, monkeypatch, verb, of_others, ends
):
    command = (*verb, "--jobs", "2", ".")
    before = sbu(*command)
    read = check_module.read_source
    main = os.getpid()

    def deadly(path, *given, **others):
        if path.endswith(BAD) and os.getpid() != main:
            ends()
        return read(path, *given, **others)

    monkeypatch.setattr(check_module, "read_source", deadly)
    ended = sbu(*command)
    assert ended.code == 2
    assert f"{BAD}: internal error: the process that worked on it has ended unexpectedly" in ended.err
    assert len(of_others(ended.out)) >= 11
    assert of_others(before.out) == of_others(ended.out)


def reported(out, key):
    return [one for one in json.loads(out)[key] if one["path"] != BAD]


def test_a_process_that_is_killed_once_costs_nothing(sbu, twelve, monkeypatch, tmp_path):
    command = ("check", "--no-cache", "--jobs", "2", "--format", "json", ".")
    before = sbu(*command)
    read = check_module.read_source
    once = tmp_path / "killed"

    def killed(path, *given, **others):
        if path.endswith(BAD) and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return read(path, *given, **others)

    monkeypatch.setattr(check_module, "read_source", killed)
    assert sbu(*command) == before


def test_the_python_interface_reports_it(monkeypatch):
    failing(monkeypatch, check_module, "_with_text", TypeError, lambda file, *_: file.path)
    report = check_text(FAULTY, filename=BAD)
    assert report.exit_code() == 2
    assert [one.rule for one in report.diagnostics] == ["internal-error"]


def test_a_text_with_half_a_character_is_not_fixed_and_fails_nothing():
    text = FAULTY.replace("(C)", "(C)  \ud800").replace("\n", "  \n")
    fixed = fix_text(text, unsafe=True)
    assert fixed.source.text == text
    assert not fixed.changed
    assert fixed.report.status == "checked"
