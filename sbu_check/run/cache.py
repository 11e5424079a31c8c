"""Reports remembered by content: what was checked before under the same rules is not checked again.

An entry is named by a hash of the program, of the rules and settings in force, and of the bytes of the file. It is
JSON, from which no code is loaded, with a hash of its own and of its name. One that is cut short, moved to another
name, of another form, or another user's is ignored, and the file is checked anew. The folder is the user's alone. No
entry holds words of a document above U: reports that show some are not remembered.

What is trusted is the user's own account: a process that may write this folder as the user can write a well-formed
entry that says "clean", as it could replace the program. Where a folder comes from elsewhere (a cache of a CI service),
whoever may write it decides what is found: use --no-cache there.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check import resources
from sbu_check.run.cached_report import read, written
from sbu_check.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.baseline.entries import KnownFindings
    from sbu_check.config.configuration import Configuration, RunOptions
    from sbu_check.report.model import FileReport

_HASH = 64
"""Characters of the hash that an entry begins with."""

_KEPT = 30 * 24 * 3600
"""Seconds that the entries of another version of the program are kept."""


class Cache:
    """The remembered reports of this version of the program."""

    def __init__(self, folder: Path, program: str) -> None:
        self._folder = folder / program
        self._prefixes: dict[object, bytes] = {}

    @property
    def new(self) -> bool:
        """Whether this version of the program has no entries yet."""
        return not self._folder.exists()

    @classmethod
    def opened(cls) -> Cache | None:
        """The cache in the user's folder; None where that cannot be had, or is not the user's alone."""
        try:
            folder = cache_folder()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(folder.lstat()):
                return None
            program = _program()
        except (OSError, RuntimeError):  # a full or read-only disk, or a user without a folder
            return None
        _forget(folder, program)
        return cls(folder, program)

    def name(
        self,
        data: bytes,
        configuration: Configuration,
        path: str,
        known: KnownFindings | None,
        run_options: RunOptions,
    ) -> str:
        """The name of the entry of a file: 64 hexadecimal digits."""
        options = configuration.options(path)
        beforehand = known.terms if known else ()
        words = repr((options.key, configuration.fail_level, beforehand, run_options))
        prefix = self._prefixes.get(words)
        if prefix is None:
            prefix = self._prefixes[words] = sha256(words.encode()).digest()
        return sha256(prefix + data).hexdigest()

    def get(self, name: str, path: str) -> FileReport | None:
        """The report that was remembered, for a file of that path; None for none."""
        try:
            with open(self._path(name), "rb", opener=_no_link) as file:
                status = os.fstat(file.fileno())
                if not _is_own(status) or not stat.S_ISREG(status.st_mode):
                    return None
                content = file.read()
            body = content[_HASH:]
            if _seal(name, body) != content[:_HASH]:
                return None
            return read(json.loads(body), path)
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, name: str, report: FileReport, run_options: RunOptions) -> None:
        """Remember a report, if it may be."""
        if not _fit(report, run_options):
            return
        body = json.dumps(written(report), separators=(",", ":")).encode()
        path = self._path(name)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_seal(name, body) + body)
            temporary.replace(path)
        except OSError:
            # A full disk or a second run at the same entry: the report is there at any rate.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name[2:]


def cache_folder() -> Path:
    """The folder of the cache: the user's own, as the system has it."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "sbu-check"


def clear_cache() -> int:
    """Delete all entries; return the number of reports. Raises OSError."""
    folder = cache_folder()
    if not folder.is_dir() or folder.is_symlink():
        return 0
    count = sum(1 for _ in _entries(folder))
    from shutil import rmtree

    rmtree(folder)
    return count


def _entries(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".tmp")


def _fit(report: FileReport, run_options: RunOptions) -> bool:
    """Whether a report may be remembered: a whole one, which shows nothing above U and of no unmarked paragraph."""
    if report.status not in {"checked", "no-cable"} or report.crashes or report.sheets:
        return False
    limit = run_options.limit
    return not report.diagnostics or limit.kind == "none" or limit.mark == "U"


def _program() -> str:
    """A hash of the program as it is installed, by the names, sizes and times of its files."""
    folders = [Path(__file__).parents[1], resources.folder("grammar"), resources.folder("rules")]
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".lark", ".toml", ".json", ".csv"}:
                status = path.stat()
                found.append((str(path), status.st_size, status.st_mtime_ns))
    return sha256(repr((__version__, sys.version_info, found)).encode()).hexdigest()[:32]


def _forget(folder: Path, program: str) -> None:
    """Take away the entries of other versions that were not used for long."""
    from shutil import rmtree

    with suppress(OSError):
        for other in folder.iterdir():
            if other.name == program:
                os.utime(other)
            elif other.is_dir() and not other.is_symlink() and time.time() - other.stat().st_mtime > _KEPT:
                rmtree(other, ignore_errors=True)


def _is_own(status: os.stat_result) -> bool:
    """Whether a file or folder is the user's, and nobody else may write to it."""
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _no_link(path: str, flags: int) -> int:
    # A pipe in the place of an entry is not waited for.
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _seal(name: str, body: bytes) -> bytes:
    """The hash with which the entry of that name begins."""
    return sha256(name.encode() + body).hexdigest().encode()
