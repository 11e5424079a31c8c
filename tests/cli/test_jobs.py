"""Many files: several processes give the bytes that one gives; an interrupted run says what it has."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_texts import CLEAN, FAULTY, NO_CABLE

from sbu_check.run import jobs as jobs_module
from sbu_check.run import run as run_module

ROOT = Path(__file__).parents[2]


@pytest.fixture
def many(folder, monkeypatch):
    """A folder of many files, of which even two are enough for several processes."""
    monkeypatch.setattr(run_module, "_FEW", 0)
    monkeypatch.setattr(jobs_module, "_FILES", 3)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    (folder / "sub").mkdir()
    for number in range(40):
        text = (CLEAN, FAULTY, NO_CABLE)[number % 3].replace("000875", f"{number:06}")
        (folder / "sub" / f"{number:02}.txt").write_text(text * (1 + number % 4))
    (folder / "sub" / "07.txt").write_bytes(b"U\x00\x00\x00N\x01")
    (folder / "sub-check.txt").write_text("x")
    return folder


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "junit"])
def test_any_number_of_processes_gives_the_same_bytes(sbu, many, form):
    (many / "sbu-check.toml").write_text(
        '[[suppress]]\npath = "sub/01.txt"\nrule = "class-too-low"\nreason = "x"\n'
        '[[suppress]]\npath = "sub/gone.txt"\nrule = "class-too-low"\nreason = "x"\n'
    )
    command = ("check", "--no-cache", "--format", form, "missing.txt", ".", "-")
    ended = [sbu(*command, "--jobs", jobs, stdin=FAULTY.encode()) for jobs in ("1", "2", "5")]
    assert ended[0].out
    assert ended[0].code == 2
    assert ended[1:] == ended[:1] * 2


def test_processes_are_really_asked(sbu, many, monkeypatch):
    started = []

    class Spy(jobs_module.Pool):
        def __init__(self, jobs, work, **given):
            started.append(jobs)
            super().__init__(jobs, work, **given)

    monkeypatch.setattr(jobs_module, "Pool", Spy)
    sbu("check", "--jobs", "3", ".")
    sbu("inspect", "--jobs", "2", ".")
    sbu("check", "--fix", "--jobs", "4", ".")
    for verb in ("check", "inspect"):
        sbu(verb, "--jobs", "1", ".")
    monkeypatch.setattr(run_module, "_FEW", 10**9)
    for verb in ("check", "inspect"):
        sbu(verb, "--jobs", "3", ".")
    assert started == [3, 2, 4]


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_any_number_of_processes_understands_the_same(sbu, many, form):
    command = ("inspect", "--format", form, "missing.txt", ".", "-")
    ended = [sbu(*command, "--jobs", jobs, stdin=FAULTY.encode()) for jobs in ("1", "2", "5")]
    assert "OTTAWA" in ended[0].out
    assert ended[0].code == 2
    assert ended[1:] == ended[:1] * 2


def test_a_marking_system_that_there_is_not_is_told_before_any_process_starts(sbu, many):
    (many / "sub" / "sbu-check.toml").write_text('marking-system = "nowhere"\n')
    ended = [sbu("inspect", "--jobs", jobs, ".") for jobs in ("1", "2")]
    assert ended[0].code == 2
    assert ended[0] == ended[1]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_inspect_says_what_it_has(sbu, many, monkeypatch, jobs):
    done = run_module.Run._done

    def interrupting(*given, **others):
        for at, result in enumerate(done(*given, **others)):
            if at == 5:
                raise KeyboardInterrupt
            yield result

    monkeypatch.setattr(run_module.Run, "_done", interrupting)
    ended = sbu("inspect", "--jobs", jobs, "--format", "json", ".")
    assert ended.code == 130
    assert len({one["path"] for one in ended.report["documents"]}) == 5
    assert "interrupted before all files were read" in ended.err


def test_a_process_that_dies_is_told_and_the_others_go_on(sbu, many, monkeypatch):
    looked = run_module.check_one

    def deadly(found, *others, **given):
        if found.path.endswith("12.txt"):
            os._exit(3)
        return looked(found, *others, **given)

    monkeypatch.setattr(run_module, "check_one", deadly)
    ended = sbu("check", "--jobs", "2", "--no-cache", "--format", "json", ".")
    files = {file["path"]: file for file in ended.report["files"]}
    assert ended.code == 2
    assert (
        files["sub/12.txt"]["problem"]
        == "internal error: the process that worked on it has ended unexpectedly"
    )
    assert files["sub/39.txt"]["status"] == "checked"


def test_faults_of_the_configuration_are_the_same(sbu, many):
    (many / "sub" / "sbu-check.toml").write_text('baseline = "gone.json"\n')
    ended = [sbu("check", "--no-cache", "--jobs", jobs, ".") for jobs in ("1", "2")]
    assert ended[0].code == 2
    assert "there is no such baseline" in ended[0].err
    assert ended[0] == ended[1]


def test_interrupted_it_says_what_it_has(sbu, many, monkeypatch):
    looked = run_module.check_one
    count = iter(range(100))

    def interrupting(*given, **others):
        if next(count) == 5:
            raise KeyboardInterrupt
        return looked(*given, **others)

    monkeypatch.setattr(run_module, "check_one", interrupting)
    ended = sbu(
        "check", "--jobs", "1", "--no-cache", "--format", "concise", "--format", "json:out.json",
        "faulty.txt", "sub",
    )  # fmt: skip
    assert ended.code == 130
    assert ended.out.count("class-too-low") >= 2
    assert "interrupted before all files were checked" in ended.err
    assert not (many / "out.json").exists()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups here")
def test_a_terminal_that_interrupts_all_processes_ends_all(folder):
    for number in range(400):
        (folder / f"a{number}.txt").write_text(FAULTY * 40)
    run = subprocess.Popen(
        [sys.executable, "-m", "sbu_check", "check", "--jobs", "2", "--no-cache", "--format", "concise", "."],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(1.5)
    os.killpg(run.pid, signal.SIGINT)
    start = time.monotonic()
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "Traceback" not in err
    assert time.monotonic() - start < 20
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
