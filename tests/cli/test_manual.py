"""The manual page is the help, and `man` shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from sbu_check import __version__
from sbu_check.cli.manual import manual
from sbu_check.cli.program import VERBS, program

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "sbu-check.1"


def test_the_page_is_made_from_the_help_of_now():
    assert PAGE.read_text("utf-8") == manual(), "run python -m sbu_check.cli.manual docs/sbu-check.1"


def test_the_wheel_takes_it():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert wheel["shared-data"] == {"docs/sbu-check.1": "share/man/man1/sbu-check.1"}


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_man_shows_every_verb_and_option(monkeypatch):
    monkeypatch.setenv("MANWIDTH", "100")
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", str(PAGE)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    shown = re.sub(".\b", "", done.stdout)
    assert f"sbu-check {__version__}" in shown
    words = set(re.findall(r"[\w-]+", shown))
    for verb in VERBS:
        assert f"\n{verb.upper()}\n" in shown
        command = program.get_command(click.Context(program), verb)
        options = [one for one in command.params if isinstance(one, click.Option)]
        assert {name for option in options for name in option.opts} <= words
    for code in ("0", "1", "2", "3", "130"):
        assert re.search(rf"^ +{code} +\S", shown[shown.index("EXIT STATUS") :], re.MULTILINE)
