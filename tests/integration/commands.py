"""Programs run in a folder, as a user runs them."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ALL = "SBU_CHECK_ALL_TESTS"
"""The variable that forbids to skip what the continuous integration must see."""


def lacking(reason: str) -> NoReturn:
    """Skip for want of a tool; an error where all tests are to run."""
    if os.environ.get(ALL):
        pytest.fail(reason)
    pytest.skip(reason)


class Runner:
    """Runs programs in one folder. Callable with a command and the exit code that is expected; returns the output."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    def __call__(self, *command: str, code: int = 0) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False, timeout=600,
        )  # fmt: skip
        assert done.returncode == code, f"{command} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout

    def write(self, path: str, text: str) -> None:
        """Write a file as it is."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
