"""The tutorial is typed as it is, in one shell, and answers what it says that it answers."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from commands import Runner

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"


def commands(text):
    """Each command of the tutorial with the answer that is below it."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        for line in block.splitlines(keepends=True):
            if line.startswith("$ "):
                found.append([line[2:], ""])
            elif line.startswith("> ") or line == ">\n":
                found[-1][0] += line[2:]
            else:
                found[-1][1] += line
    return [(command, answer) for command, answer in found]


def typed(texts):
    """A script that runs the commands one after the other, and parts their answers."""
    return "exec 2>&1\n" + "".join(f"{command}printf '\\036\\n'\n" for command in texts)


def settled(answer, but=""):
    """An answer without what differs from one run to the next: hashes `but` some, blanks that git adds."""
    return re.sub(rf"{but}\b[0-9a-f]{{7,40}}\b", "HASH", re.sub(r" +$", "", answer, flags=re.MULTILINE))


def test_every_answer_is_the_true_one(index, environment, project, tmp_path):
    given = commands(TUTORIAL.read_text("utf-8"))
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    folder = tmp_path / "tutorial"
    folder.mkdir()
    run = Runner(folder, environment | {"PATH": f"{programs}{os.pathsep}{environment['PATH']}"})
    said = run("bash", "-c", typed(command for command, _ in given))
    *answers, rest = said.replace(str(folder), "").split("\036\n")
    assert rest == ""
    if os.environ.get("UPDATE_CASES"):
        _write(given, [settled(answer, but="(?<!rules )") for answer in answers])
    assert [settled(answer) for answer in answers] == [settled(answer) for _, answer in given]


def _write(given, answers):
    """Put the answers of now into the tutorial."""
    text = TUTORIAL.read_text("utf-8")
    at = 0
    for (command, old), new in zip(given, answers, strict=True):
        shown = "> ".join(command.splitlines(keepends=True))
        at = text.index(f"$ {shown}{old}", at)
        text = f"{text[:at]}$ {shown}{new}{text[at + len(shown) + 2 + len(old) :]}"
        at += len(shown) + 2 + len(new)
    TUTORIAL.write_text(text, "utf-8")
