"""Several reports of one run: where they go, and that a file is written whole or not at all."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest
from checked import MIXED
from report_values import file, one, report

from sbu_check.cli import main
from sbu_check.report import concise
from sbu_check.run.outputs import FORMS, Output, UnknownOutput, render_report, together, write_report
from sbu_check.text.writing import Unwritten


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "CI", "SBU_CHECK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cable.txt").write_text(MIXED, "utf-8")
    return tmp_path


def check(*arguments):
    return main(["check", "cable.txt", *arguments])


def test_an_output_is_a_form_or_a_form_and_a_file():
    assert Output.parse("sarif") == Output.parse("sarif:-") == Output("sarif")
    assert Output.parse("sarif:a/b.sarif") == Output("sarif", "a/b.sarif")
    assert Output.parse("html:C:\\reports\\x.html").path == "C:\\reports\\x.html"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("yaml", "there is no format 'yaml': expected one of text, "),
        ("sarfi", 'did you mean "sarif"?'),
        ("sarif:", "names no file: expected sarif:PATH"),
        ("", "there is no format ''"),
    ],
)
def test_what_is_no_output_is_told(words, message):
    with pytest.raises(UnknownOutput) as told:
        Output.parse(words)
    assert message in str(told.value)


def test_two_outputs_never_meet(folder):
    (folder / "link.json").symlink_to("out.json")
    for first, second in (
        (Output("text"), Output("json")),
        (Output("sarif", "out.json"), Output("json", "./out.json")),
        (Output("sarif", "link.json"), Output("json", "out.json")),
    ):
        with pytest.raises(UnknownOutput, match="both go"):
            together([first, second])
    assert together([Output("text"), Output("json", "a"), Output("sarif", "b")])


def test_a_folder_that_is_not_there_is_told_before_the_run(folder, capsys):
    assert check("--format", "html:nowhere/report.html") == 2
    err = capsys.readouterr().err
    assert "there is no folder" in err
    assert "checked" not in err


def test_all_forms_at_once(folder, capsys):
    files = [f"{name}:report.{name}" for name in FORMS if name != "text"]
    assert check("--format", "text", *(word for one in files for word in ("--format", one))) == 1
    out, _ = capsys.readouterr()
    assert "error mark-unknown" in out
    for name in FORMS:
        if name != "text":
            assert (folder / f"report.{name}").read_text("utf-8").strip()
    count = len(json.loads((folder / "report.json").read_text())["diagnostics"])
    assert count == len(json.loads((folder / "report.sarif").read_text())["runs"][0]["results"]) > 5
    assert count == len(list(ElementTree.parse(folder / "report.junit").iter("testcase")))
    assert count == len((folder / "report.jsonl").read_text().splitlines()) - 1
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_with_files_only_nothing_is_printed(folder, capsys):
    assert check("--format", "json:out.json") == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", FORMS)
def test_a_file_holds_what_is_printed(folder, capsys, name):
    check("--format", name)
    printed = capsys.readouterr().out
    check("--format", f"{name}:out", "--format", "json:out.json")
    written = (folder / "out").read_text("utf-8")
    told = json.loads((folder / "out.json").read_text("utf-8"))
    run = f"sbu-check {told['tool']['version']}, rules {told['rules_digest']}"
    # What a terminal tells beside a report, or nobody asks for there, is in the file.
    banner = f"{told['banner']}\n" if FORMS[name].bare else ""
    assert written == banner + printed + banner + (f"{run}\n" if FORMS[name].bare else "")
    assert told["rules_digest"] in written


def test_a_list_in_a_file_has_its_banner(folder, capsys):
    check("--format", "concise:out", "--show-text", "all")
    first, *_, last, run = (folder / "out").read_text("utf-8").splitlines()
    check("--format", "json", "--show-text", "all")
    assert first == last == json.loads(capsys.readouterr().out)["banner"]
    assert run.startswith("sbu-check ")


def test_a_report_that_leaves_the_terminal_is_masked(folder, capsys, monkeypatch):
    monkeypatch.setattr("sbu_check.cli.runs.is_terminal", lambda: True)
    check()
    assert "quokka" in capsys.readouterr().out
    check("--format", "text", "--format", "html:out.html")
    assert "quokka" not in capsys.readouterr().out + (folder / "out.html").read_text("utf-8")
    check("--format", "html:out.html", "--show-text", "all")
    assert "quokka" in (folder / "out.html").read_text("utf-8")


def test_a_report_that_fails_half_way_leaves_what_there_was(folder, monkeypatch):
    target = folder / "out.txt"
    target.write_text("the report before")

    def half(found, style=None):
        yield "half of it\n"
        raise ZeroDivisionError

    monkeypatch.setattr(concise, "render", half)
    with pytest.raises(ZeroDivisionError):
        write_report(report(file(one())), Output("concise", "out.txt"))
    assert target.read_text() == "the report before"
    assert sorted(path.name for path in folder.iterdir()) == ["cable.txt", "out.txt"]


def test_a_full_disk_leaves_what_there_was_and_ends_with_two(folder, monkeypatch, capsys):
    target = folder / "out.txt"
    target.write_text("the report before")

    def full(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert check("--format", "concise:out.txt", "--format", "text") == 2
    out, err = capsys.readouterr()
    assert "error mark-unknown" in out, "the other reports are written all the same"
    assert "sbu-check: error: out.txt: the disk is full\n" in err
    assert target.read_text() == "the report before"
    assert sorted(path.name for path in folder.iterdir()) == ["cable.txt", "out.txt"]


def test_a_new_file_has_the_mode_of_the_users_files_and_an_old_one_keeps_its_own(folder):
    before = os.umask(0o027)
    try:
        write_report(report(file(one())), Output("json", "new.json"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "new.json").stat().st_mode) == 0o640
    (folder / "new.json").chmod(0o600)
    write_report(report(file()), Output("json", "new.json"))
    assert stat.S_IMODE((folder / "new.json").stat().st_mode) == 0o600


def test_a_link_stays_a_link(folder):
    (folder / "real.json").write_text("before")
    (folder / "link.json").symlink_to("real.json")
    write_report(report(file(one())), Output("json", "link.json"))
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_text())["version"] == 1


def test_a_device_is_written_into_and_a_folder_is_told(folder):
    write_report(report(file(one())), Output("json", os.devnull))
    assert not Path(os.devnull).is_file()
    (folder / "sub").mkdir()
    with pytest.raises(Unwritten):
        write_report(report(file(one())), Output("json", "sub"))


@pytest.mark.parametrize("name", FORMS)
def test_the_same_report_has_the_same_bytes(name, folder):
    found = report(file(one(), one(number=9)), file(path="b.txt"))
    assert "".join(render_report(found, Output(name))) == "".join(render_report(found, Output(name)))


def test_every_form_has_its_module():
    assert {form.module for form in FORMS.values()} <= {
        path.stem for path in Path(concise.__file__).parent.iterdir()
    }


def test_a_form_without_a_place_for_its_banner_has_it_told(folder, capsys):
    check("--format", "concise", "--show-text", "up-to SBU")
    assert "the report quotes text that is UNCLASSIFIED; SENSITIVE\n" in capsys.readouterr().err
    for given in (("concise",), ("json", "--show-text", "all")):
        check("--format", *given)
        assert "quotes text" not in capsys.readouterr().err


@pytest.mark.parametrize("name", [name for name in FORMS if name not in {"concise", "text"}])
def test_every_other_form_carries_its_banner(folder, capsys, name):
    check("--format", name, "--show-text", "up-to SBU")
    assert "UNCLASSIFIED; SENSITIVE" in capsys.readouterr().out
    check("--format", name, "--show-text", "none")
    assert "UNCLASSIFIED; SENSITIVE" not in capsys.readouterr().out


@pytest.mark.parametrize("name", [name for name in FORMS if name not in {"concise", "html"}])
def test_every_other_form_names_the_version_and_the_digest(folder, capsys, name):
    check("--format", name)
    printed = capsys.readouterr().out
    check("--format", "json")
    known = json.loads(capsys.readouterr().out)
    assert known["tool"]["version"] in printed
    assert known["rules_digest"] in printed
