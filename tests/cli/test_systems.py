"""What other systems do otherwise, as far as it can be seen on this one; `.ci/run` checks the types for each."""

from __future__ import annotations

import io
import ntpath
import sys
from multiprocessing import get_context
from pathlib import PureWindowsPath
from types import SimpleNamespace

import pytest
from cli_texts import CLEAN, FAULTY

from sbu_check import cli
from sbu_check.cli import program
from sbu_check.cli.checking import _paths
from sbu_check.cli.console import Failure
from sbu_check.report import locations, sarif
from sbu_check.run import jobs as jobs_module
from sbu_check.run import run as run_module

WINDOWS = {"encoding": "cp1252", "newline": "\r\n"}
"""A standard output as that system gives it."""


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown", "junit", "concise"])
def test_what_leaves_the_terminal_has_the_same_bytes(folder, monkeypatch, form):
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    (folder / "zażółć.txt").write_text(FAULTY.replace("zebra", "żubr"), encoding="utf-8")
    told = []
    for given in ({"encoding": "utf-8", "newline": "\n"}, WINDOWS):
        out = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, **given))
        assert cli.main(["check", "--show-text", "all", "--format", form, "zażółć.txt"]) == 1
        told.append(out.getvalue())
    assert told[0] == told[1]
    assert b"\r" not in told[0]
    assert "zażółć" in told[0].decode() or form == "json"


def test_a_difference_of_a_text_with_other_line_ends_is_a_patch(folder, monkeypatch):
    (folder / "dos.txt").write_bytes(CLEAN.replace("1. (U)", "16. (U)").replace("\n", "\r\n").encode())
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, **WINDOWS))
    cli.main(["check", "--diff", "--select", "text", "--unsafe-fixes", "dos.txt"])
    assert b"\r\r" not in out.getvalue()


@pytest.mark.parametrize("platform", ["darwin", "win32"])
@pytest.mark.parametrize(
    "command", [("check", "--no-cache"), ("inspect",), ("check", "--diff", "--unsafe-fixes")], ids=" ".join
)
def test_processes_that_begin_anew_tell_the_same(sbu, folder, monkeypatch, platform, command):
    monkeypatch.setattr(run_module, "_FEW", 0)
    for number in range(6):
        (folder / f"{number}.txt").write_text((CLEAN, FAULTY)[number % 2])
    alone = sbu(*command, "--jobs", "1", "--format", "json", ".")
    asked = []

    def contexts(name):
        asked.append(name)
        return get_context("spawn")

    monkeypatch.setattr(jobs_module, "get_context", contexts)
    monkeypatch.setattr(jobs_module, "sys", SimpleNamespace(platform=platform))
    assert sbu(*command, "--jobs", "2", "--format", "json", ".") == alone
    assert asked == ["spawn"] * 2


@pytest.fixture
def windows(monkeypatch):
    """Paths of reports as on Windows, in the folder C:\\records."""
    monkeypatch.setattr(locations, "os", SimpleNamespace(path=ntpath, getcwd=lambda: "C:\\records"))
    monkeypatch.setattr(locations, "PurePath", PureWindowsPath)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("cables\\x.txt", "cables/x.txt"),
        ("cables/x.txt", "cables/x.txt"),
        (".\\cables\\..\\x.txt", "x.txt"),
        ("C:\\records\\x.txt", "x.txt"),
        ("c:\\Records\\x.txt", "x.txt"),
        ("D:\\x.txt", "D:/x.txt"),
        ("<stdin>", "<stdin>"),
    ],
)
def test_reports_name_files_with_slashes(windows, path, name):
    assert locations.from_root(path, "") == name


def test_a_drive_is_no_scheme(windows):
    assert sarif._artifact("D:\\a b.txt", "") == {"uri": "file:///D:/a%20b.txt"}


def test_names_with_an_asterisk_are_left_to_click(monkeypatch):
    given = []
    monkeypatch.setattr(program.program, "main", lambda arguments, **_: given.append(arguments))
    assert cli.main() == 0
    assert given == [None], "click takes those of the process then, and expands them where the shell does not"


def test_a_list_of_names_in_another_encoding_is_told(folder, monkeypatch):
    def strict(name):
        return name.decode("utf-8")

    (folder / "list").write_bytes(b"cl\xe9an.txt\n")
    monkeypatch.setattr("sbu_check.cli.checking.os.fsdecode", strict)
    with pytest.raises(Failure, match="list: a list of names must be UTF-8"):
        _paths((), "list")
