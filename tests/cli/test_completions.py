"""Completions, pressed in real shells."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sbu_check.rules.catalogue import catalogue

pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")

ROOT = Path(__file__).parents[2]
STARTS = {
    "bash": (["--norc", "--noprofile", "-i"], 'eval "$(sbu-check completions bash)"'),
    "zsh": (["-f", "-i"], 'autoload -U compinit; compinit -u; eval "$(sbu-check completions zsh)"'),
    "fish": (["--no-config", "-i"], "sbu-check completions fish | source"),
}
PRESSED = {
    "check --fail-l": "check --fail-level ",
    "explain class-too-l": "explain class-too-low ",
    "check --select class-too-l": "check --select class-too-low ",
    "check --ignore artifact,class-too-l": "check --ignore artifact,class-too-low ",
    "--ignore mark-missi": "--ignore mark-missing ",
    "check --format sari": "check --format sarif ",
    "check --format sarif:some-ca": "check --format sarif:some-cable.txt",
    "check --format text --format sarif:some-ca": "check --format text --format sarif:some-cable.txt",
    "check --select profile:arch": "check --select profile:archive",
    "check --select artifact,profile:arch": "check --select artifact,profile:archive",
    "rules --profile arch": "rules --profile archive ",
    "rollup --system sta": "rollup --system state ",
    "check some-ca": "check some-cable.txt ",
    "some-ca": "some-cable.txt ",
    "inspect some-ca": "inspect some-cable.txt ",
    "check --config some-ca": "check --config some-cable.txt ",
    "check --format sarif:out.sarif some-ca": "check --format sarif:out.sarif some-cable.txt ",
    "check --select profile:archive --fail-l": "check --select profile:archive --fail-level ",
    "config val": "config validate ",
    "compl": "completions ",
}


class Shell:
    """An interactive shell that knows the completions."""

    def __init__(self, name, folder, programs):
        arguments, start = STARTS[name]
        self._ours, theirs = pty.openpty()
        self._run = subprocess.Popen(
            [shutil.which(name), *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder,
            start_new_session=True,
            env=os.environ | {
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(folder),
                "PS1": "> ", "TERM": "dumb", "COLUMNS": "200", "LINES": "50",
            },
        )  # fmt: skip
        os.close(theirs)
        # The words that are waited for are not in the line that is typed.
        self.type(f'{start}; echo rea""dy\r')
        self.wait("ready\r")

    def type(self, keys):
        os.write(self._ours, keys.encode())

    def wait(self, words, seconds=40):
        """What the terminal shows until it shows these words, without what a terminal would obey."""
        shown, end = "", time.monotonic() + seconds
        while words not in shown and time.monotonic() < end:
            if select.select([self._ours], [], [], 0.2)[0]:
                shown += os.read(self._ours, 4096).decode("utf-8", "replace")
                shown = re.sub(r"\x1b(\[[0-9;?>]*[a-zA-Z]|\][^\a]*\a|[=>])", "", shown)
        assert words in shown, shown
        return shown

    def close(self):
        self._run.kill()
        self._run.wait()
        os.close(self._ours)


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("programs")
    program = folder / "sbu-check"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sbu_check "$@"\n')
    program.chmod(0o755)
    return folder


BASH_PRESSED = {
    "check --format=sari": "check --format=sarif ",
    "check --format=sarif:some-ca": "check --format=sarif:some-cable.txt ",
    "check --format=sarif:x --select=profile:arch": "check --format=sarif:x --select=profile:archive ",
    "check --select=class-too-l": "check --select=class-too-low ",
    "check --config=some-ca": "check --config=some-cable.txt ",
    "check 'a: b.txt' --select profile:arch": "check 'a: b.txt' --select profile:archive ",
    "check --select 'profile:arch": "check --select 'profile:archive' ",
    "check a; sbu-check check --select profile:arch": "check a; sbu-check check --select profile:archive ",
}
"""What only bash parts at its signs."""


@pytest.mark.parametrize("breaks", [None, "COMP_WORDBREAKS=${COMP_WORDBREAKS//:}"])
def test_bash_completes_words_with_signs_in_them(breaks, programs, tmp_path):
    (tmp_path / "some-cable.txt").write_text("x")
    shell = Shell("bash", tmp_path, programs)
    try:
        if breaks:
            shell.type(f"{breaks}\r")
        for typed, wanted in BASH_PRESSED.items():
            shell.type(f"sbu-check {typed}\t")
            shell.wait(wanted[len(typed) :])
            shell.type("\x15")
    finally:
        shell.close()


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_a_tab_completes(name, programs, tmp_path):
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    (tmp_path / "some-cable.txt").write_text("x")
    shell = Shell(name, tmp_path, programs)
    try:
        for typed, wanted in PRESSED.items():
            shell.type(f"sbu-check {typed}\t")
            shell.wait(wanted[len(typed) :])
            shell.type("\x15")  # the line goes
    finally:
        shell.close()


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_completes_and_says_what_each_rule_is(programs, tmp_path):
    (tmp_path / "some-cable.txt").write_text("x")
    lines = [f"complete -C 'sbu-check {typed}'; echo ==" for typed in PRESSED]
    done = subprocess.run(
        ["fish", "--no-config", "-c", "\n".join([STARTS["fish"][1], *lines])], cwd=tmp_path,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    *answers, end = done.stdout.split("==\n")
    assert end == ""
    for (typed, wanted), answer in zip(PRESSED.items(), answers, strict=True):
        assert wanted.split()[-1] in [line.split("\t")[0] for line in answer.splitlines()], typed
    assert f"class-too-low\t{catalogue()['class-too-low'].summary}" in answers[1]


@pytest.mark.parametrize("name", STARTS)
def test_each_shell_has_a_script(sbu, name):
    ended = sbu("completions", name)
    assert ended.code == 0
    assert "_SBU_CHECK_COMPLETE" in ended.out
    assert sbu("completions", "tcsh").code == 2
