"""A folder of damaged cables, and the command line run in it."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from damaged import CLEAN, DAMAGED, NO_CABLE, UNMARKED

from sbu_check.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Ended:
    """How a command line ended, and the bytes that it printed."""

    code: int
    printed: bytes
    err: str

    @property
    def out(self) -> str:
        return self.printed.decode()

    @property
    def report(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory; no variable of the environment changes what is printed."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CI", "SBU_CHECK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / ".git").mkdir()
    for name, text in (("clean", CLEAN), ("damaged", DAMAGED), ("note", NO_CABLE), ("unmarked", UNMARKED)):
        (work / f"{name}.txt").write_bytes(text.encode())
    return work


@pytest.fixture
def sbu(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ended]:
    """`sbu("--fix", "damaged.txt", stdin=b"…")`: how `check` ended, and what it printed."""

    def run(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(["check", *arguments])
        out, err = capsysbinary.readouterr()
        assert b"Traceback" not in err
        return Ended(code, out, err.decode())

    return run
