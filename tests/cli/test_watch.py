"""`check --watch`: what comes, goes and changes is checked, nothing else is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_texts import CLEAN, FAULTY

from sbu_check.api import ConfigurationError, Run, Watch
from sbu_check.run import run as run_module

ROOT = Path(__file__).parents[2]


class Looker:
    """Checks the folder again, and keeps the names of the files that were checked."""

    def __init__(self, monkeypatch, **given):
        self.checked: list[str] = []
        self._watch = Watch(given.pop("written", ()))
        check_one = run_module.check_one

        def spy(found, *others, **given):
            self.checked.append(found.path)
            return check_one(found, *others, **given)

        monkeypatch.setattr(run_module, "check_one", spy)

    def __call__(self, *paths):
        self.checked.clear()
        report = self._watch.report(Run, paths or (".",))
        return report and {file.path: [one.rule for one in file.diagnostics] for file in report.files}


@pytest.fixture
def look(folder, monkeypatch):
    return Looker(monkeypatch)


def test_only_what_changes_is_checked_again(look, folder):
    first = look()
    assert look.checked == ["clean.txt", "faulty.txt", "note.txt"]
    assert look() is None
    assert look.checked == []
    (folder / "clean.txt").write_text(FAULTY)
    second = look()
    assert look.checked == ["clean.txt"]
    assert second == first | {"clean.txt": first["faulty.txt"]}
    assert look() is None


def test_a_change_that_keeps_size_and_time_is_seen(look, folder):
    look()
    status = (folder / "faulty.txt").stat()
    (folder / "faulty.txt").write_text(FAULTY.replace("(C)", "(U)"))
    os.utime(folder / "faulty.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert look()["faulty.txt"] == []


def test_files_come_and_go(look, folder):
    look()
    (folder / "below").mkdir()
    assert look() is None
    (folder / "below" / "new.txt").write_text(FAULTY)
    assert look()["below/new.txt"] == ["class-too-low"]
    assert look.checked == ["below/new.txt"]
    (folder / "faulty.txt").unlink()
    assert "faulty.txt" not in look()
    assert look.checked == []
    (folder / "below" / ".gitignore").write_text("*.txt\n")
    assert set(look()) == {"clean.txt", "note.txt"}


def test_a_named_file_that_goes_is_told_and_its_return_too(look, folder):
    look("clean.txt")
    (folder / "clean.txt").unlink()
    assert look("clean.txt") == {"clean.txt": []}
    assert look("clean.txt") is None
    (folder / "clean.txt").write_text(CLEAN)
    assert look("clean.txt") == {"clean.txt": []}
    assert look.checked == ["clean.txt"]


def test_another_configuration_checks_what_it_governs(look, folder):
    (folder / "below").mkdir()
    (folder / "below" / "other.txt").write_text(FAULTY)
    look()
    (folder / "below" / "sbu-check.toml").write_text('ignore = ["class-too-low"]\n')
    assert look()["below/other.txt"] == []
    assert look.checked == ["below/other.txt"]
    (folder / "below" / "sbu-check.toml").unlink()
    assert look()["below/other.txt"] == ["class-too-low"]
    assert look() is None


def test_what_the_configuration_stands_on_counts(look, folder):
    (folder / "below.toml").write_text("")
    (folder / "house").mkdir()
    (folder / "sbu-check.toml").write_text('extends = "below.toml"\nexclude = ["house/", "*.toml"]\n')
    assert look()["faulty.txt"] == ["class-too-low"]
    (folder / "below.toml").write_text('ignore = ["class-too-low"]\n')
    assert look()["faulty.txt"] == []
    assert look() is None


def test_another_marking_system_of_the_house_counts(look, folder):
    (folder / "markings").mkdir()
    system = folder / "markings" / "house.toml"
    words = 'extends = "state"\nname = "house"\ntitle = "custom"\n'
    system.write_text(words)
    (folder / "sbu-check.toml").write_text(
        'exclude = ["markings/"]\nmarking-paths = ["markings"]\nmarking-system = "house"\n'
    )
    assert look()["faulty.txt"] == ["class-too-low"]
    assert look() is None
    system.write_text("nonsense = 1\n")
    with pytest.raises(ConfigurationError):
        look()
    system.write_text(words + "\n# the same\n")
    assert look()["faulty.txt"] == ["class-too-low"]
    assert look() is None


def test_another_baseline_counts(look, folder, sbu):
    (folder / "sbu-check.toml").write_text("")
    sbu("baseline", "create")
    look()
    baseline = folder / "sbu-check-baseline.json"
    baseline.write_text(json.dumps(json.loads(baseline.read_text()) | {"findings": []}))
    assert look() is not None
    assert "faulty.txt" in look.checked


def test_a_report_that_lies_in_the_folder_is_no_news(folder, monkeypatch):
    look = Looker(monkeypatch, written=["out.json"])
    look()
    (folder / "out.json").write_text("{}")
    assert look() is None
    (folder / "clean.txt").write_text(FAULTY)
    assert look()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--fix", "."], "cannot be used with --fix"),
        (["--diff", "."], "cannot be used with --fix or --diff"),
        (["--timing", "."], "cannot be used with --timing"),
        (["-"], "standard input is read once"),
        (["--files-from", "-"], "standard input is read once"),
        (["--select", "nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_watched(sbu, arguments, words):
    ended = sbu("check", "--watch", *arguments)
    assert ended.code == 2
    assert words in ended.err
    assert ended.out == ""


class Watching:
    """The program as it watches, with what it has printed."""

    def __init__(self, folder, *arguments, out=None):
        command = [sys.executable, "-m", "sbu_check", "check", "--watch", "--format", "concise", *arguments]
        self.lines: list[str] = []
        self.run = subprocess.Popen(
            command, cwd=folder, stdout=out or subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
        )  # fmt: skip

    def wait(self, words):
        """The lines of standard error up to one with these words."""
        lines = []
        for line in self.run.stderr:
            lines.append(line)
            if words in line:
                return "".join(lines)
        raise AssertionError(f"it ended: {lines}")

    def interrupt(self):
        start = time.monotonic()
        self.run.send_signal(signal.SIGINT)
        out, err = self.run.communicate(timeout=30)
        assert time.monotonic() - start < 10
        assert "Traceback" not in err
        return self.run.returncode, out, err


@pytest.mark.skipif(os.name != "posix", reason="an interrupt is sent otherwise here")
def test_the_program_goes_on_until_it_is_interrupted(folder):
    watching = Watching(folder, ".")
    try:
        assert "3 files checked: 1 error" in watching.wait("waiting for changes")
        (folder / "sbu-check.toml").write_text("nonsense = 1\n")
        assert "nonsense" in watching.wait("nonsense")
        (folder / "sbu-check.toml").unlink()
        assert "3 files checked: 1 error" in watching.wait("waiting for changes")
        (folder / "faulty.txt").write_text(CLEAN)
        assert "3 files checked: 1 note" in watching.wait("waiting for changes")
        code, out, _ = watching.interrupt()
    finally:
        watching.run.kill()
    assert code == 130
    assert out.count("class-too-low") == 2
    assert "\033" not in out


def test_a_terminal_is_cleared_for_each_report(folder):
    pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")
    ours, theirs = pty.openpty()
    watching = Watching(folder, ".", out=theirs)
    try:
        watching.wait("waiting for changes")
        (folder / "faulty.txt").write_text(CLEAN)
        watching.wait("waiting for changes")
        assert watching.interrupt()[0] == 130
    finally:
        watching.run.kill()
        os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert shown.count("\033[2J\033[1;1H") == 2
    assert shown.count("class-too-low") == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes tell it otherwise here")
def test_it_ends_when_nobody_reads_it(folder):
    watching = Watching(folder, ".")
    try:
        watching.wait("waiting for changes")
        watching.run.stdout.close()
        (folder / "clean.txt").write_text(FAULTY)
        watching.wait("waiting for changes")
        assert watching.run.wait(timeout=20) == 1
    finally:
        watching.run.kill()
