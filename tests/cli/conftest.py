"""Runs of the command line, in a folder of their own."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from cli_texts import CLEAN, FAULTY, HOUSE_RULE, NO_CABLE

from sbu_check.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Ended:
    """How a command line ended."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        return json.loads(self.out)

    @property
    def rules(self) -> list[str]:
        return [one["rule"] for one in self.report["diagnostics"]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with three files; no variable of the environment changes what is printed."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CI", "SBU_CHECK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name, text in (("clean", CLEAN), ("faulty", FAULTY), ("note", NO_CABLE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """`write(text)`: the configuration of the folder; `write(text, name)`: another file, with its folders."""

    def write(text: str, name: str = "sbu-check.toml") -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def sbu(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """`sbu("check", "clean.txt", stdin=b"…")`: how it ended, and what it printed."""

    def run(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ended(code, out, err)

    return run


@pytest.fixture
def rules(folder):
    """`rules(no_jargon=TEXT)`: rule files in `rules/`, and a configuration that names the folder."""

    def write(more="", **files):
        (folder / "rules").mkdir(exist_ok=True)
        for name, text in (files or {"no-jargon": HOUSE_RULE}).items():
            (folder / "rules" / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
        (folder / "sbu-check.toml").write_text(f'rule-paths = ["rules"]\n{more}', encoding="utf-8")

    return write
