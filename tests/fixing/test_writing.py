"""Files replaced whole or not at all: a full disk, no permission, another program, and a process that is killed."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

import pytest

from sbu_check.text import writing
from sbu_check.text.writing import ChangeLog, Staged, Unwritten, fingerprint, staged, staged_copy, sweep

ROOT = Path(__file__).parents[2]
OLD, NEW = b"old content\n", b"new content, which is longer\n"


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "cable.txt"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


@pytest.fixture(params=["unnamed", "named"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of writing: through a file without a name, and through one with a name of its own."""
    if request.param == "named":
        monkeypatch.setattr(writing, "_UNNAMED", 0)
    elif not writing._UNNAMED:
        pytest.skip("this system has no files without a name")
    return request.param


def alone(path: Path, content: bytes = OLD) -> None:
    """Assert that the file holds what it should, and that nothing else is in its folder."""
    assert path.read_bytes() == content
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_file_is_replaced(cable: Path, way: str) -> None:
    staged(str(cable), NEW).publish(OLD)
    alone(cable, NEW)


def test_nothing_is_seen_before_it_is_published(cable: Path, way: str) -> None:
    content = staged(str(cable), NEW)
    assert cable.read_bytes() == OLD
    if way == "unnamed":
        alone(cable)
    content.discard()
    alone(cable)


def test_mode_and_owner_stay(cable: Path, way: str) -> None:
    cable.chmod(0o4640)
    if os.geteuid() == 0:
        os.chown(cable, 1234, 4321)
        cable.chmod(0o4640)
    before = cable.stat()
    staged(str(cable), NEW).publish(OLD)
    after = cable.stat()
    assert stat.S_IMODE(after.st_mode) == 0o4640
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_an_owner_that_cannot_be_kept_is_no_fault(
    cable: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "fchown", refuse)
    if os.geteuid() == 0:
        os.chown(cable, 1234, 4321)
    staged(str(cable), NEW).publish(OLD)
    alone(cable, NEW)


def test_a_link_is_written_through(cable: Path, way: str) -> None:
    link = cable.parent.parent / "link.txt"
    link.symlink_to(cable)
    staged(str(link), NEW).publish(OLD)
    assert link.is_symlink()
    alone(cable, NEW)


def test_a_file_that_changed_meanwhile_is_left_alone(cable: Path, way: str) -> None:
    content = staged(str(cable), NEW)
    cable.write_bytes(b"of another program")
    with pytest.raises(Unwritten, match="another program has changed it meanwhile"):
        content.publish(OLD)
    alone(cable, b"of another program")


def test_a_file_that_went_away_is_not_made_again(cable: Path, way: str) -> None:
    content = staged(str(cable), NEW)
    cable.unlink()
    with pytest.raises(Unwritten, match="another program has taken it away"):
        content.publish(OLD)
    assert list(cable.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "there is no permission to write there"),
        (errno.EIO, "input/output error"),
    ],
)
@pytest.mark.parametrize("where", ["fsync", "link", "open", "replace"])
def test_whatever_goes_wrong_the_old_content_stays(
    cable: Path, way: str, monkeypatch: pytest.MonkeyPatch, where: str, code: int, words: str
) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise OSError(code, os.strerror(code))

    if where == "link" and way == "named":
        pytest.skip("it has its name already")
    monkeypatch.setattr(Path if where == "replace" else os, where, refuse)
    with pytest.raises(Unwritten, match=words):
        staged(str(cable), NEW).publish(OLD)
    monkeypatch.undo()
    alone(cable)


def test_a_disk_that_fills_up(cable: Path, way: str) -> None:
    """A real limit on the size of files: the write itself fails, half way."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(Unwritten, match="larger than it may be"):
            staged(str(cable), b"x" * 1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    alone(cable)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written(cable: Path, way: str) -> None:
    cable.parent.chmod(0o500)
    try:
        with pytest.raises(Unwritten, match="no permission to write there"):
            staged(str(cable), NEW)
    finally:
        cable.parent.chmod(0o700)
    alone(cable)


def test_a_file_that_may_not_be_written(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cable.chmod(0o400)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Unwritten, match="the file is read-only"):
        staged(str(cable), NEW)
    alone(cable)


def test_a_pipe_cannot_be_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unwritten, match="no ordinary file"):
        staged(str(tmp_path / "pipe"), NEW)


def test_a_system_without_files_that_have_no_name(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if writing._UNNAMED and flags & writing._UNNAMED == writing._UNNAMED:
            raise OSError(errno.EOPNOTSUPP, "not here")
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    staged(str(cable), NEW).publish(OLD)
    alone(cable, NEW)


def test_an_interrupt_leaves_nothing(cable: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        staged(str(cable), NEW).publish(OLD)
    monkeypatch.undo()
    alone(cable)


def test_what_a_dead_run_left_is_swept_away(cable: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for pid in (dead.pid, os.getpid(), 1):
        (cable.parent / f".sbu-check-{pid}-1.tmp").write_bytes(b"x")
    (cable.parent / ".sbu-check-note.tmp").write_bytes(b"x")
    sweep(cable.parent)
    # Process 1 lives always, and a file of another name is not ours.
    assert {entry.name for entry in cable.parent.iterdir()} == {
        "cable.txt",
        ".sbu-check-1-1.tmp",
        ".sbu-check-note.tmp",
    }


def test_a_copy_is_made_with_its_folders_and_the_mode_of_the_original(cable: Path) -> None:
    cable.chmod(0o640)
    copy = cable.parent.parent / "out" / "a" / "cable.txt"
    staged_copy(str(cable), copy, NEW, OLD).publish()
    assert copy.read_bytes() == NEW
    assert stat.S_IMODE(copy.stat().st_mode) == 0o640
    alone(cable)
    staged_copy(str(cable), copy, None, OLD).publish()
    assert copy.read_bytes() == OLD


def test_a_copy_never_replaces_the_original(cable: Path) -> None:
    link = cable.parent.parent / "link.txt"
    link.symlink_to(cable)
    for copy in (cable, link):
        with pytest.raises(Unwritten, match="would replace the original"):
            staged_copy(str(cable), copy, NEW, OLD)
    alone(cable)


def test_a_copy_of_what_changed_meanwhile_is_not_made(cable: Path) -> None:
    with pytest.raises(Unwritten, match="another program has changed it meanwhile"):
        staged_copy(str(cable), cable.parent / "copy", NEW, b"read before")
    alone(cable)


def test_a_copy_where_there_is_no_folder_to_be(cable: Path) -> None:
    with pytest.raises(Unwritten, match=r"not a directory|file exists"):
        staged_copy(str(cable), cable / "below", NEW, OLD)


def test_the_log_is_written_before_the_file_takes_its_place(cable: Path, tmp_path: Path) -> None:
    log = ChangeLog(tmp_path / "logs" / "log.jsonl")
    seen = []

    def last() -> None:
        log.write([{"file": "a"}, {"file": "b"}])
        seen.append(cable.read_bytes())

    staged(str(cable), NEW).publish(OLD, last)
    assert seen == [OLD]
    log.close()
    lines = (tmp_path / "logs" / "log.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [{"file": "a"}, {"file": "b"}]


def test_a_log_that_cannot_be_written_stops_the_fix(cable: Path) -> None:
    log = ChangeLog(Path("/dev/full"))
    with pytest.raises(Unwritten, match="the change log cannot be written: the disk is full"):
        staged(str(cable), NEW).publish(OLD, lambda: log.write([{"file": "a"}]))
    log.close()
    alone(cable)
    with pytest.raises(Unwritten):
        ChangeLog(cable.parent)


def test_a_log_goes_on(tmp_path: Path) -> None:
    for name in ("a", "b"):
        log = ChangeLog(tmp_path / "log.jsonl")
        log.write([{"file": name}])
        log.close()
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 2


def test_the_hash_is_of_the_whole_file() -> None:
    assert fingerprint(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


KILLED = """
import sys
from sbu_check.text import writing
if sys.argv[2] == "named":
    writing._UNNAMED = 0
contents = [bytes([65 + number]) * 200_000 for number in range(2)]
print("ready", flush=True)
now = open(sys.argv[1], "rb").read()
while True:
    then = contents[now == contents[0]]
    writing.staged(sys.argv[1], then).publish(now)
    now = then
"""


def test_a_process_killed_at_any_moment_leaves_a_whole_file(cable: Path, way: str) -> None:
    contents = {bytes([65 + number]) * 200_000 for number in range(2)}
    cable.write_bytes(min(contents))
    left = 0
    for turn in range(25):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(cable), way], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.003 * (turn % 13))
        process.kill()
        process.wait()
        process.stdout.close()
        assert cable.read_bytes() in contents
        left += len(list(cable.parent.iterdir())) - 1
        sweep(cable.parent)
        assert [entry.name for entry in cable.parent.iterdir()] == [cable.name]
    # A name is there for two calls of the system only, between which a busy machine may stop the process; a named
    # file for as long as it takes to write it.
    assert left <= (8 if way == "unnamed" else 25)


def test_staged_files_of_one_process_have_names_of_their_own(cable: Path, way: str) -> None:
    contents = [Staged(cable, bytes([65 + number]), cable.stat()) for number in range(3)]
    for content in contents:
        content.publish()
    alone(cable, b"C")
