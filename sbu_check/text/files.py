"""Files opened for reading: regular files only, at most so long, and not outside a folder that bounds them.

A pipe, a device or a socket could hang the program or never end, so that each is refused before a byte is read. What is
decided is decided of the opened file, which nobody can exchange after the look at it.
"""

from __future__ import annotations

import errno
import os
import stat
from functools import lru_cache
from pathlib import Path

LARGE = 1_000_000
"""Bytes of a file of settings: a .gitignore, a configuration, a rule, a marking system, a list of terms."""

HUGE = 200_000_000
"""Bytes of a file that lists something: a baseline, names of files."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_OPENED = Path("/proc/self/fd")

_KINDS = (
    (stat.S_ISDIR, "it is a folder, not a file"),
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
)

Name = str | os.PathLike[str]


class UnreadableFile(OSError):
    """A file that is not read; the message (`strerror`) says why."""

    def __init__(self, path: Name, why: str, number: int = errno.EINVAL) -> None:
        super().__init__(number, why, os.fspath(path))


def read_bytes(path: Name, *, most: int | None = None, within: Name | None = None) -> bytes:
    """The bytes of a regular file of at most `most` bytes, which lies in the folder `within` if that is given.

    Raises OSError, or its subclass Refused for anything else. Links are followed, but not out of `within`.
    """
    with os.fdopen(_opened(path, within), "rb") as file:
        status = os.fstat(file.fileno())
        why = irregular(status.st_mode)
        if why:
            raise UnreadableFile(path, why)
        if within is not None and _place_of(file.fileno(), path, within) is None:
            raise _outside(path, within)
        # A file of /proc tells no size, and one may grow while it is read.
        data = file.read() if most is None else file.read(most + 1)
        if most is not None and len(data) > most:
            raise UnreadableFile(path, f"it has more than {most:,} bytes", errno.EFBIG)
        return data


def read_stream(path: Name, *, most: int | None = None) -> bytes:
    """The bytes of a regular file, or of a pipe that this process has open already: `/dev/stdin`, `/dev/fd/3`.

    A shell gives the output of a command so. Any other pipe is refused. Raises OSError.
    """
    number = _descriptor(path)
    if number is None:
        return read_bytes(path, most=most)
    mode = os.fstat(number).st_mode
    if not stat.S_ISFIFO(mode):
        return read_bytes(path, most=most)
    with os.fdopen(os.dup(number), "rb") as file:
        data = file.read() if most is None else file.read(most + 1)
    if most is not None and len(data) > most:
        raise UnreadableFile(path, f"it has more than {most:,} bytes", errno.EFBIG)
    return data


def status_of(path: Name) -> os.stat_result:
    """The status of what a path leads to. Raises OSError, also for what can be no path."""
    try:
        return os.stat(path)  # noqa: PTH116 - the path stays as the user wrote it
    except ValueError:
        raise UnreadableFile(path, "this can be no path") from None


def is_folder(path: Name) -> bool:
    """Whether there is a folder of this name; False for what can be no path."""
    try:
        return stat.S_ISDIR(status_of(path).st_mode)
    except OSError:
        return False


def is_there(path: Name) -> bool:
    """Whether there is anything of this name; False for what can be no path."""
    try:
        status_of(path)
    except OSError:
        return False
    return True


def is_stream(path: Name) -> bool:
    """Whether the path names a pipe that this process has open already."""
    number = _descriptor(path)
    try:
        return number is not None and stat.S_ISFIFO(os.fstat(number).st_mode)
    except OSError:
        return False


def irregular(mode: int) -> str | None:
    """Why a file of this mode is not read, None for a regular file."""
    if stat.S_ISREG(mode):
        return None
    return next((why for kind, why in _KINDS if kind(mode)), "it is not a regular file")


def inside(path: Name, folders: tuple[Name, ...]) -> bool:
    """Whether a path, links resolved, lies in one of the folders. It need not exist."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return False
    return any(_holds(real_folder(folder), real) for folder in folders)


def real_folder(folder: Name) -> str:
    """The path of a folder without links."""
    return _real(os.path.abspath(folder))  # noqa: PTH100 - a string


@lru_cache(maxsize=256)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def outside(folders: tuple[Name, ...]) -> str:
    """What to say of something that lies in none of the folders."""
    return f"lies outside of {' and '.join(str(folder) for folder in folders)}: --trust PATH allows a folder"


def repository_of(folder: Path) -> Path | None:
    """The root of the repository that a folder lies in: the nearest with `.git`, None without one."""
    here = folder.absolute()
    return next((one for one in (here, *here.parents) if is_there(one / ".git")), None)


def _opened(path: Name, within: Name | None) -> int:
    try:
        if within is None:
            return os.open(path, _FLAGS)
        real = os.path.realpath(path)
        if not _holds(real_folder(within), real):
            raise _outside(path, within)
        # The real path has no link: one that is there now was put there meanwhile.
        return os.open(real, _FLAGS | _NO_LINK)
    except ValueError:
        raise UnreadableFile(path, "this can be no path") from None
    except PermissionError:
        # Windows opens no folder, and says that there is no permission.
        if is_folder(path):
            raise UnreadableFile(path, _KINDS[0][1], errno.EISDIR) from None
        raise
    except OSError as error:
        # A socket cannot be opened, and the system's words do not say that it is one.
        if error.errno == errno.ENXIO:
            raise UnreadableFile(path, irregular(status_of(path).st_mode) or "it cannot be opened") from None
        raise


def _place_of(number: int, path: Name, within: Name) -> str | None:
    """Where an opened file lies, as far as the system says, None for outside of the folder."""
    try:
        place = str((_OPENED / str(number)).readlink())
    except OSError:
        place = os.path.realpath(path)
    return place if _holds(real_folder(within), place) else None


def _outside(path: Name, within: Name) -> UnreadableFile:
    return UnreadableFile(path, f"it is a link that leads out of {os.fspath(within)}", errno.ELOOP)


def _holds(folder: str, path: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _descriptor(path: Name) -> int | None:
    """The number of the descriptor that a path names."""
    name = os.fspath(path)
    if name == "/dev/stdin":
        return 0
    for folder in ("/dev/fd/", "/proc/self/fd/"):
        number = name.removeprefix(folder)
        if number != name and number.isascii() and number.isdigit() and len(number) < 6:
            return int(number)
    return None


def reason(error: OSError | ValueError) -> str:
    """Say why a file cannot be read, in words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "there is no permission to read it"
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return "this can be no path"
