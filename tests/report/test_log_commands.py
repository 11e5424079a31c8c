"""Nothing that is printed is a command of a CI server or of a terminal, whatever a file name or a document says."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cli_texts import FAULTY

from sbu_check.cli import main
from sbu_check.report.inspect_text import COLUMNS, render_csv
from sbu_check.report.terminal import inert
from sbu_check.run.outputs import FORMS

NAMES = (
    "::error::x.txt", " ::add-mask::x.txt", "::set-output name=a::b.txt", "a##[error]b.txt", "##vso[task.x]c.txt",
    "##teamcity[x].txt", "section_start:1:x.txt", "\x1b[31mred.txt", "a\rb.txt", "a\nb::error::.txt", "\x85\x9b.txt",
    "\u202eevil.txt", "\u2066x.txt", "<script>x.txt", "`a`|[b](c).txt", "=1+1.txt", "-x]]>&\"'.txt", "\udcff\udc80.txt",
    "a\n::warning::x.txt",
)  # fmt: skip
WORDS = "##[error]y ##vso[task.x]z ::error::q \x1b[31m \u202e \x9b"
COMMAND = re.compile(
    r"^[^\S\n]*::(?!group::|endgroup::|stop-commands::|[0-9a-f]{32}::)|##(\[|vso\[|teamcity\[)|section_start:",
    re.M,
)
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ANNOTATION = re.compile(r"^::(error|warning|notice) [^\n]*\n", re.MULTILINE)


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A folder of files with such names, whose text has such words."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = FAULTY.replace("TAGS: ETRD", f"TAGS: {WORDS}, ETRD").replace("1. (U)", f"1. ({WORDS})")
    for name in NAMES:
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


@pytest.fixture
def sbu(hostile, capsys):
    def run(*arguments):
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("limit", ["U", "all"])
def test_no_form_of_a_report_holds_a_command(sbu, form, limit):
    code, out, err = sbu("check", "--show-text", limit, "--format", form, "--", *NAMES)
    assert code == 1
    seen = ANNOTATION.sub("", out) if form == "github" else out
    seen = ANNOTATION.sub("", out) if form == "github" else out
    assert [found[0] for found in COMMAND.finditer(seen + err)] == []
    assert OBEYED.findall(out + err) == []
    if form == "json":
        assert {one["path"] for one in json.loads(out)["files"]} == {*NAMES}
    if form == "junit":
        ET.fromstring(out)
    if form == "sarif":
        uris = {
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for one in json.loads(out)["runs"][0]["results"]
        }
        assert "%FF%80.txt" in uris
        assert all(re.fullmatch(r"[\w%./~-]+", uri) for uri in uris)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--statistics"), ("check", "--diff", "--unsafe-fixes"), ("inspect",), ("inspect", "--format", "csv"),
        ("inspect", "--format", "json"), ("compare",), ("config", "show"), ("check", "--config"), ("explain",),
        ("rules", "validate"), ("check", "--format"), ("check", "--system"), ("check", "--select"), ("rollup",),
    ],
)  # fmt: skip
def test_no_verb_prints_a_command(sbu, monkeypatch, arguments):
    monkeypatch.setenv("CI", "true")
    for name in NAMES:
        given = (
            (name, name)
            if arguments == ("compare",)
            else (f"./missing{name}",)
            if len(arguments) == 2
            else (name,)
        )
        for more in ((name,), given):
            _, out, err = sbu(*arguments, *more)
            assert COMMAND.findall(out + err) == []
            assert OBEYED.findall((out + err).replace("\r\n", "")) == []


def test_a_message_of_a_custom_rule_and_a_missing_file(sbu):
    _, out, err = sbu("check", "::error::missing.txt", "##[error]missing.txt")
    assert COMMAND.findall(out + err) == []
    assert ": :error::missing.txt" in out + err or "# #[error]missing.txt" in out + err


def test_values_of_programs_stay_what_they_are():
    assert json.loads(inert(json.dumps("a##[error] section_start:"), "json")) == "a##[error] section_start:"
    assert inert("a::b C:\\x #1 ## two", "text") == "a::b C:\\x #1 ## two"
    assert inert("  ::error::x\n\n::y") == "  : :error::x\n\n: :y"
    assert inert("###[x]") == "## #[x]"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "|x", "  =1", "\x1b[31m=1"])
def test_no_cell_is_a_formula_or_a_control(cell):
    document = dict.fromkeys(COLUMNS) | {"subject": cell, "sections": [], "paragraphs": [], "portions": []}
    text = "".join(render_csv([document]))
    _, row = csv.reader(io.StringIO(text))
    shown = row[COLUMNS.index("subject")]
    assert shown[:1] == "'" or shown[0] == "␛"
    assert OBEYED.findall(text) == []
