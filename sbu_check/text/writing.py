"""Files replaced whole or not at all, whatever happens meanwhile.

The new content is written beside the file and reaches the disk before it takes the file's name. Where the system can,
it has no name of its own until then, so that a process that is killed leaves no file. What is left on another
system is taken away by the next run.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check.text.files import inside, read_bytes, repository_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_NUMBERS = count(1)
_NAME = ".sbu-check-{pid}-{number}.tmp"
_LEFT = re.compile(r"\.sbu-check-(\d+)-\d+\.tmp")

_UNNAMED = getattr(os, "O_TMPFILE", 0)
_NO_UNNAMED = {errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL}
"""What systems say that have no files without a name, or no /proc through which they could be given one."""

_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than it may be",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "there is no permission to write there",
    errno.EPERM: "there is no permission to write there",
    errno.ENOENT: "its folder is gone",
}


class Unwritten(Exception):
    """A file could not be replaced and is as it was; the message says why."""


class ChangedMeanwhile(Unwritten):
    """A file does not hold what it held when it was read."""


class Staged:
    """The new content of a file, complete, that has not taken its place yet."""

    def __init__(self, target: Path, data: bytes, like: os.stat_result | None) -> None:
        """Write `data` beside `target`, with the mode and, where possible, the owner of `like`. Raises Unwritten.

        Without `like` it is a new file such as any program of the user's would make.
        """
        self._target = target
        self._mode = 0o600 if like else 0o666
        self._temporary = target.with_name(_NAME.format(pid=os.getpid(), number=next(_NUMBERS)))
        self._named = False
        self._file = -1
        try:
            self._open()
            with open(self._file, "wb", closefd=False) as file:
                file.write(data)
            if like:
                _liken(self._file, like)
        except BaseException as error:
            self.discard()
            if isinstance(error, OSError):
                raise Unwritten(_why(error)) from None
            raise
        self._synced = False

    def sync(self) -> None:
        """Let the content reach the disk, which takes a while. Raises Unwritten."""
        if not self._synced:
            try:
                os.fsync(self._file)
            except OSError as error:
                self.discard()  # a second try might succeed by mistake
                raise Unwritten(_why(error)) from None
            self._synced = True

    def publish(self, expected: bytes | None = None, last: Callable[[], None] = lambda: None) -> None:
        """Put the content in the place of the file; `last` is called just before.

        Raises Unwritten, also where the file does not hold `expected` any more. It is as it was then.
        """
        try:
            self.sync()
            if os.path.realpath(self._target) != str(self._target):
                raise ChangedMeanwhile("another program has put a link in its place meanwhile")
            if expected is not None and _content(self._target) != expected:
                raise ChangedMeanwhile("another program has changed it meanwhile")
            last()
            self._name()
            self._temporary.replace(self._target)
            self._named = False
        except OSError as error:
            raise Unwritten(_why(error)) from None
        finally:
            self.discard()

    def discard(self) -> None:
        """Let go of the content; nothing of it stays unless it was published."""
        self._close()
        if self._named:
            self._named = False
            self._temporary.unlink(missing_ok=True)

    def _open(self) -> None:
        if _UNNAMED:
            try:
                self._file = os.open(self._target.parent, _UNNAMED | os.O_WRONLY, self._mode)
            except OSError as error:
                if error.errno not in _NO_UNNAMED or not self._target.parent.is_dir():
                    raise
            else:
                if _can_be_named():
                    return
                self._close()
        self._named = True
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        self._file = os.open(self._temporary, flags, self._mode)

    def _name(self) -> None:
        """Give the content a name, which it has for as long as it takes to replace the file."""
        if not self._named:
            self._named = True
            folder = os.open(self._target.parent, os.O_RDONLY)
            try:
                # Only with a folder given does the system follow the link in /proc to the file itself.
                os.link(f"/proc/self/fd/{self._file}", self._temporary.name, dst_dir_fd=folder)
            finally:
                os.close(folder)
        self._close()

    def _close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def staged(path: str, data: bytes, within: str | None = None) -> Staged:
    """New content for a file that there is, or for what a link there leads to. Raises Unwritten.

    The file lies in the folder `within`, by default in the repository or else in the folder of the path.
    """
    target = Path(os.path.realpath(path))
    folder = within or _bounds(path)
    if not inside(target, (folder,)):
        raise Unwritten(f"it is a link that leads out of {folder}; name the file itself to fix it")
    try:
        status = target.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise Unwritten("it is no ordinary file, which could be replaced whole")
        if not os.access(target, os.W_OK):
            raise Unwritten("the file is read-only")
    except OSError as error:
        raise Unwritten(_why(error)) from None
    return Staged(target, data, status)


def _bounds(path: str) -> Path:
    """The folder out of which a link that was named may not lead a fix."""
    folder = Path(path).absolute().parent
    return repository_of(folder) or folder


def staged_copy(original: str, copy: Path, data: bytes | None, expected: bytes) -> Staged:
    """Content for a copy of a file that holds `expected`, None for the same; its folders are made at need.

    Raises Unwritten, also where the copy is the original.
    """
    try:
        before = read_bytes(original)
        if data is not None and before != expected:
            raise ChangedMeanwhile("another program has changed it meanwhile")
        status = Path(original).stat()
        if copy.exists() and copy.samefile(original):
            raise Unwritten("the copy would replace the original")
        copy.parent.mkdir(parents=True, exist_ok=True)
        target = copy.parent.resolve() / copy.name
    except OSError as error:
        raise Unwritten(_why(error)) from None
    return Staged(target, before if data is None else data, status)


def write_whole(path: str, data: bytes) -> None:
    """Write a file that may be new, whole or not at all; into a device or a pipe as it comes. Raises Unwritten."""
    target = Path(os.path.realpath(path))
    try:
        status = target.stat() if target.exists() else None
        if status and not stat.S_ISREG(status.st_mode):
            target.write_bytes(data)
            return
    except OSError as error:
        raise Unwritten(_why(error)) from None
    Staged(target, data, status).publish()


class ChangeLog:
    """The record of fixes, a JSON object a line: file, rule, place, and the hashes of the whole file before and after.

    The lines of a file are written before it is replaced: a line whose `after` is no file's hash was interrupted.
    """

    def __init__(self, path: Path) -> None:
        """Open the log, whose lines stay as they are. Raises Unwritten."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise Unwritten(_why(error)) from None

    def write(self, entries: Iterable[Mapping[str, object]]) -> None:
        """Add entries, all at once. Raises Unwritten."""
        lines = "".join(json.dumps(entry) + "\n" for entry in entries)
        try:
            self._file.write(lines.encode())
        except OSError as error:
            raise Unwritten(f"the change log cannot be written: {_why(error)}") from None

    def close(self) -> None:
        """Let the log reach the disk. Raises Unwritten."""
        with self._file:
            try:
                os.fsync(self._file.fileno())
            except OSError as error:
                if error.errno != errno.EINVAL:  # a device has no disk to reach
                    raise Unwritten(_why(error)) from None


def fingerprint(data: bytes) -> str:
    """The hash of a whole file, as the change log names it."""
    return f"sha256:{sha256(data).hexdigest()}"


def sweep(folder: Path) -> None:
    """Take away what a run that was killed has left in a folder."""
    with suppress(OSError):  # a folder that cannot be read holds nothing of ours
        for entry in os.scandir(folder):
            found = _LEFT.fullmatch(entry.name)
            if found and not _alive(int(found[1])):
                Path(entry.path).unlink(missing_ok=True)


def _alive(process: int) -> bool:
    """Whether another process than this one lives. Where that cannot be asked, it does."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()


@cache
def _can_be_named() -> bool:
    """Whether a file without a name can be given one, which takes a mounted /proc."""
    return Path("/proc/self/fd").is_dir()


def _content(target: Path) -> bytes:
    """What a file holds now. Raises Unwritten where it is gone."""
    try:
        return read_bytes(target)
    except FileNotFoundError:
        raise Unwritten("another program has taken it away meanwhile") from None


def _liken(file: int, status: os.stat_result) -> None:
    """Give a file the mode of another, and its owner where that is allowed."""
    if sys.platform == "win32":
        return
    made = os.fstat(file)
    if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
        with suppress(PermissionError):  # only the superuser gives files away
            os.fchown(file, status.st_uid, status.st_gid)
    os.fchmod(file, stat.S_IMODE(status.st_mode))


def _why(error: OSError) -> str:
    return _WHY.get(error.errno or 0, (error.strerror or str(error)).lower())
