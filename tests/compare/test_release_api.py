"""`compare` from Python is what the verb does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sbu_check
from sbu_check import api, compare
from sbu_check.cli import main

ORIGINAL = (
    "UNCLAS PARIS 000001\n\nSUBJECT: TALKS\n\n1. (U) Alwyn Marchetti leads.\n\n2. (U) All is well.\nDOE\n"
)
STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n"
COPY = f"{STAMP}RELEASE IN PART B6\n\n{ORIGINAL.replace('Alwyn Marchetti', '[REDACTED B6]')}"
LEAKING = COPY.replace("All is", "Marchetti is")


def rules(report: api.CopyReport) -> list[str]:
    return [one.rule for one in report.diagnostics]


def test_texts_are_compared() -> None:
    assert compare(ORIGINAL, COPY).exit_code() == 0
    report = compare(ORIGINAL, LEAKING)
    assert report.exit_code() == 1
    assert "leak-elsewhere" in rules(report)
    assert "Marchetti" not in "".join(one.message for one in report.diagnostics)
    assert "Marchetti" in str(compare(ORIGINAL, LEAKING, show_withheld=True).diagnostics)


def test_it_is_exported_at_the_top() -> None:
    assert sbu_check.compare is api.compare
    assert "compare" in sbu_check.__all__


def test_files_give_the_report_of_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("original.txt").write_text(ORIGINAL, "utf-8")
    Path("copy.txt").write_text(LEAKING, "utf-8")
    code = main(["compare", "original.txt", "copy.txt", "--format", "json", "--salt", "one", "--no-config"])
    report = compare(Path("original.txt"), Path("copy.txt"), salt=b"one")
    out = capsys.readouterr().out
    assert out == "".join(api.render_comparison(report, "json"))
    assert code == report.exit_code()
    assert json.loads(out)["diagnostics"]


def test_rules_and_configuration() -> None:
    assert compare(ORIGINAL, LEAKING, select=["mark-altered"]).exit_code() == 0
    ignored = compare(ORIGINAL, LEAKING, ignore=["leak-elsewhere"])
    assert "leak-elsewhere" not in rules(ignored)
    assert rules(ignored) == rules(compare(ORIGINAL, LEAKING, config={"ignore": ["leak-elsewhere"]}))


def test_what_there_is_not() -> None:
    with pytest.raises(api.UnknownLevel, match="no level 'Q'"):
        compare(ORIGINAL, COPY, release_level="Q")
    with pytest.raises(api.UnknownName):
        compare(ORIGINAL, COPY, select=["leak-elsewere"])
    with pytest.raises(api.UnknownOutput, match="no format 'xml'"):
        api.render_comparison(compare(ORIGINAL, COPY), "xml")
    with pytest.raises(FileNotFoundError):
        compare(Path("none.txt"), COPY)
