"""Real processes: each ends quietly and leaves no other process running."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from cli_texts import FAULTY

from sbu_check.documents import read as read_module
from sbu_check.run import cache as cache_module

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups and signals of POSIX")


def started(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "sbu_check", *arguments],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def gone(group):
    """Whether all processes of a group end within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_request_to_end_ends_all_quietly(folder):
    for number in range(300):
        (folder / f"a{number}.txt").write_text(FAULTY * 40)
    run = started(folder, "check", "--jobs", "2", "--no-cache", ".")
    time.sleep(2)
    run.send_signal(signal.SIGTERM)
    out, err = run.communicate(timeout=30)
    assert (run.returncode, out, err) == (143, "", "")
    assert gone(run.pid)


def test_processes_end_quietly_with_one_that_is_killed(folder):
    for number in range(300):
        (folder / f"a{number}.txt").write_text(FAULTY * 40)
    run = started(folder, "check", "--jobs", "2", "--no-cache", ".")
    time.sleep(2)
    run.kill()
    _, err = run.communicate(timeout=30)
    assert err == ""
    assert gone(run.pid)


def test_a_process_that_reads_a_document_ends_with_the_run():
    pytest.importorskip("defusedxml", reason="the extra office is not installed")
    code = (
        "import time; from sbu_check.documents import docx, worker; "
        "docx.read = lambda data: time.sleep(100); worker.main('docx', 100)"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    worker.stdin.write(b"3\nabc")
    worker.stdin.flush()
    time.sleep(1)
    assert worker.poll() is None
    worker.stdin.close()
    assert worker.wait(20) == 1


def test_a_process_that_reads_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(read_module, "SECONDS", 0.5)
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    start = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        read_module._answer(command, dict(os.environ), b"x" * 1_000_000)
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("damage", ["short", "other", "form", "nested", "moved", "folder", "pipe", "bytes"])
def test_a_cache_entry_that_is_damaged_is_as_good_as_none(tmp_path, damage):
    tmp_path.chmod(0o700)
    cache = cache_module.Cache(tmp_path, "program")
    name, other = "ab" + "0" * 62, "ab" + "1" * 62
    good = ["checked", [], [], {}, None, None, None, False, "warning", []]

    def sealed(data, name):
        body = json.dumps(data).encode() if not isinstance(data, bytes) else data
        return sha256(name.encode() + body).hexdigest().encode() + body

    path = cache._path(name)
    path.parent.mkdir(parents=True)
    path.write_bytes(sealed(good, name))
    path.chmod(0o600)
    assert cache.get(name, "a.txt").status == "checked"
    if damage == "folder":
        path.unlink()
        path.mkdir()
    elif damage == "pipe":
        path.unlink()
        os.mkfifo(path, 0o600)
    else:
        path.write_bytes(
            {
                "short": sealed(good, name)[:-3],
                "other": sealed(good, name).replace(b"checked", b"no-cable"),
                "form": sealed(["checked", [], [[1]], {}, None, None, None, False, "warning", []], name),
                "nested": sealed(b"[" * 100_000, name),
                "moved": sealed(good, other),
                "bytes": b"\x80\x04\x95",
            }[damage]
        )
    assert cache.get(name, "a.txt") is None


def test_baselines_made_at_the_same_time_fit_their_configuration(folder):
    runs = [started(folder, "baseline", "create", "faulty.txt") for _ in range(3)]
    ended = [(run.communicate(timeout=60), run.returncode) for run in runs]
    assert 0 in [code for _, code in ended]
    for (_, err), code in ended:
        assert "Traceback" not in err
        assert code == 0 or "another run has changed it" in err or "not in the baseline" in err, err
    check = started(folder, "check", "--no-cache", "faulty.txt")
    _, err = check.communicate(timeout=60)
    assert check.returncode == 0, err
