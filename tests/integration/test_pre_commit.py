"""The hooks, run by a real pre-commit in a real repository of cables."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_texts import CLEAN, FAULTY, NO_CABLE

ROOT = Path(__file__).parents[2]
PRE_COMMIT = (sys.executable, "-m", "pre_commit")
CONVERTED = CLEAN.replace("The talks went", "The talks with the Secretary\n\nSIPDIS\nwent")
PASSED = re.compile(r"[\w -]+\.{3,}Passed\n")


@pytest.fixture
def hooked(index, repository, project):
    """`hooked("sbu-check")`: a repository of cables that this hook of the project watches."""

    def install(*hooks, more=""):
        names = "".join(f"      - id: {hook}\n{more}" for hook in hooks)
        repository.write(
            ".pre-commit-config.yaml", f"repos:\n  - repo: {project}\n    rev: v0.1.0\n    hooks:\n{names}"
        )
        repository("git", "add", ".pre-commit-config.yaml")
        repository(*PRE_COMMIT, "install", "--install-hooks")
        repository("git", "commit", "--quiet", "--message", "Hooks")
        return repository

    return install


def commit(run, code=0):
    """Commit all files; what the hooks say."""
    run("git", "add", "--all")
    return run("git", "commit", "--quiet", "--message", "Cables", code=code)


def commits(run):
    return int(run("git", "rev-list", "--count", "HEAD"))


def test_a_clean_commit_is_made_in_silence(hooked):
    run = hooked("sbu-check")
    run.write("cables/a b.txt", CLEAN)
    run.write("notes/note.txt", NO_CABLE)
    assert PASSED.fullmatch(commit(run))
    assert commits(run) == 2


def test_a_broken_cable_stops_the_commit(hooked):
    run = hooked("sbu-check")
    run.write("cables/good.txt", CLEAN)
    run.write("cables/bad.txt", FAULTY)
    said = commit(run, code=1)
    assert "Failed\n- hook id: sbu-check\n- exit code: 1" in said
    assert "cables/bad.txt:1:1: error class-too-low" in said
    assert "zebra" not in said, "words of a paragraph above (U) are masked"
    assert commits(run) == 1
    run.write("cables/bad.txt", CLEAN)
    commit(run)
    assert commits(run) == 2


def test_names_come_in_batches_and_each_file_is_told_of(hooked):
    run = hooked("sbu-check", more="        args: [--format, jsonl]\n")
    for number in range(60):
        run.write(f"cables/{number:02}.txt", FAULTY)
    said = [json.loads(line) for line in commit(run, code=1).splitlines() if line.startswith("{")]
    assert {one["path"] for one in said if "rule" in one} == {
        f"cables/{number:02}.txt" for number in range(60)
    }
    batches = [one["summary"]["files"] for one in said if "summary" in one]
    assert sum(batches) == 60
    assert len(batches) > 1 or os.cpu_count() == 1


def test_only_what_is_committed_is_looked_at(hooked):
    run = hooked("sbu-check")
    run.write("cables/a.txt", CLEAN)
    run("git", "add", "cables/a.txt")
    run.write("cables/a.txt", FAULTY)
    run.write("cables/b.txt", FAULTY)
    run("git", "commit", "--quiet", "--message", "Cable")
    assert (run.folder / "cables/a.txt").read_text() == FAULTY


def test_what_is_no_text_or_excluded_does_not_stop_a_commit(hooked):
    run = hooked("sbu-check", "sbu-check-fix")
    run.write("sbu-check.toml", 'exclude = ["old/"]\n')
    run.write("old/a.txt", FAULTY + CONVERTED)
    run.write("cables/table.csv", FAULTY)
    (run.folder / "cables/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert commit(run)
    assert commits(run) == 2
    assert (run.folder / "old/a.txt").read_text() == FAULTY + CONVERTED


def test_a_file_that_must_be_a_cable_stops_the_commit(hooked):
    run = hooked("sbu-check")
    run.write("sbu-check.toml", '[[per-file]]\npaths = ["cables/**"]\nexpect = "cable"\n')
    run.write("cables/note.txt", NO_CABLE)
    assert "not-a-cable" in commit(run, code=1)


def test_the_fix_hook_fixes_and_stops_once(hooked):
    run = hooked("sbu-check-fix")
    run.write("cables/a.txt", CONVERTED.replace("\n", "\r\n"))
    said = commit(run, code=1)
    assert "files were modified by this hook" in said
    fixed = (run.folder / "cables/a.txt").read_bytes()
    assert fixed.count(b"\r\n") == fixed.count(b"\n")
    assert fixed.count(b"SIPDIS") == CLEAN.count("SIPDIS")
    assert PASSED.fullmatch(commit(run))
    assert commits(run) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
@pytest.mark.parametrize("hook", ["sbu-check", "sbu-check-fix"])
def test_a_hook_on_a_terminal_masks_words(hook, tmp_path):
    """pre-commit gives a hook a terminal, and its output may end in a log."""
    pty = pytest.importorskip("pty")
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    (entry,) = re.findall(rf"^- id: {hook}\n(?:  .*\n)*?  entry: sbu-check (.*)$", text, re.MULTILINE)
    (tmp_path / "faulty.txt").write_text(FAULTY)
    environment = {name: words for name, words in os.environ.items() if name != "CI"} | {
        "PYTHONPATH": str(ROOT)
    }

    def printed(*arguments):
        ours, theirs = pty.openpty()
        command = (sys.executable, "-m", "sbu_check", *arguments, "faulty.txt")
        subprocess.run(command, cwd=tmp_path, env=environment, stdout=theirs, stderr=theirs, check=False)
        os.close(theirs)
        with os.fdopen(ours, "rb", buffering=0) as terminal:
            return terminal.read(100_000).decode()

    assert "zebra" in printed("check")
    masked = printed(*entry.split())
    assert "class-too-low" in masked
    assert "zebra" not in masked
