"""A file name that repeats a hidden word of its document is hidden in every report; other names stay."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from sbu_check.cli import main
from sbu_check.run import run
from sbu_check.run.cache import cache_folder
from sbu_check.run.outputs import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = """\
SECRET OTTAWA 000412

E.O. 12958: DECL: 03/02/2010
TAGS: ETRD, CA
SUBJECT: (U) TRADE

1. (U) Lindqvist said that all is calm.\x20\x20

2. (S) The source Zelenko reported on grain to Lindqvist.

3. Fine.
"""
NAMED, FOLDER, HIDDEN = "Zelenko-source-report.txt", "zelenko", "zelenko"
OTHERS = ("Ottawa-412.txt", "Lindqvist.txt", "grain-source.txt")
"""Names with words that the report shows anyhow, or that are no names."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    (folder / FOLDER).mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in (NAMED, f"{FOLDER}/a.txt", *OTHERS):
        (folder / name).write_text(TEXT)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("CI", raising=False)
    return folder


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def printed(*arguments: str) -> str:
        assert main(["check", "--jobs", "1", *arguments]) == 1
        return "".join(capsys.readouterr())

    return printed


@pytest.mark.parametrize("limit", ["none", "U", "SBU"])
def test_every_form_hides_the_name(folder: Path, printed: Callable[..., str], limit: str) -> None:
    reports = folder.parent / "reports"
    reports.mkdir()
    forms = chain.from_iterable(("--format", f"{form}:{reports / form}") for form in FORMS)
    words = printed("--show-text", limit, *forms, ".")
    for form in FORMS:
        report = (reports / form).read_text()
        assert HIDDEN not in (words + report).lower(), form
        assert "name not shown 1" in report.replace("%20", " ").replace("&#x20;", " "), form
    paths = {file["path"] for file in json.loads((reports / "json").read_text())["files"]}
    first, visible = (1, OTHERS) if limit != "none" else (2, ("Ottawa-412.txt", "grain-source.txt"))
    assert paths >= {f"[name not shown {first}].txt", f"[name not shown {first + 1}]/a.txt", *visible}
    assert len(paths) == 2 + len(OTHERS)


def test_a_limit_that_allows_the_word_shows_the_name(folder: Path, printed: Callable[..., str]) -> None:
    assert NAMED in printed("--show-text", "S", "--format", "concise", ".")
    assert NAMED in printed("--show-text", "all", "--format", "concise", ".")


def test_a_diff_and_a_change_log_hide_it_under_the_same_number(
    folder: Path, printed: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    diff = printed("--show-text", "U", "--diff", "--unsafe-fixes", ".")
    assert "--- [name not shown 1].txt" in diff
    assert "--- [name not shown 2]/a.txt" in diff
    assert HIDDEN not in diff.lower()
    log = folder.parent / "log.jsonl"
    words = printed("--show-text", "U", "--fix", "--unsafe-fixes", "--change-log", str(log), ".")
    assert HIDDEN not in (words + log.read_text()).lower()
    assert "[name not shown 1].txt" in log.read_text()
    assert "(S) Fine" in (folder / NAMED).read_text()


def test_the_cache_does_not_bring_it_back(
    folder: Path, printed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_FEW", 0)
    (folder / FOLDER / "a.txt").unlink()
    for _ in range(2):
        assert HIDDEN not in printed("--show-text", "U", "--format", "concise", ".").lower()
    assert any(path.is_file() for path in cache_folder().rglob("*"))


def test_a_baseline_finds_its_files(folder: Path, printed: Callable[..., str]) -> None:
    assert main(["baseline", "create"]) == 0
    assert NAMED in (folder / "sbu-check-baseline.json").read_text()
    assert main(["check", "--show-text", "U", "."]) == 0
