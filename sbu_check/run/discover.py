"""From what the user names to the files to be read.

A file that is named is taken as it is. A folder is walked in the order of names: what .gitignore files say is left out,
hidden entries and what the configuration excludes too; a folder that was walked before (a loop of links) is not entered
again.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sbu_check.config.configuration import STANDARD_INPUT
from sbu_check.text.files import (
    LARGE,
    inside,
    irregular,
    is_stream,
    read_bytes,
    reason,
    repository_of,
    status_of,
)
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sbu_check.config.configuration import Configuration

_EACH = 2_000
"""Bytes of a long file that take as long as what each file takes, however short."""


@value
class FoundFile:
    """A file to read, by the path that reports show. `named` tells whether the user named it, not only its folder.

    `within` is the folder that was walked; a link may not lead out of it. It is None for a file that was named.
    """

    path: str
    named: bool
    within: str | None = None


@value
class UnusablePath:
    """Something that was named or met and cannot be read; `message` says why."""

    path: str
    message: str


def discover(
    paths: Iterable[str], configured: Callable[[Path], Configuration]
) -> Iterator[FoundFile | UnusablePath]:
    """The files that `paths` stand for, each once. `configured` gives the configuration in force in a folder."""
    seen: set[str] = set()
    for path in paths:
        for found in _named(path, configured):
            key = absolute(found.path)
            if key not in seen or found.path == STANDARD_INPUT:
                seen.add(key)
                yield found


def _named(path: str, configured: Callable[[Path], Configuration]) -> Iterator[FoundFile | UnusablePath]:
    if path == STANDARD_INPUT:
        yield FoundFile(path, named=True)
        return
    try:
        mode = status_of(path).st_mode
    except OSError as error:
        yield UnusablePath(path, reason(error))
        return
    why = irregular(mode)
    if stat.S_ISDIR(mode):
        yield from _Walk(configured, path).folder(Path(path), ())
    elif why and not is_stream(path):
        yield UnusablePath(path, why)
    else:
        yield FoundFile(path, named=True)


def weight(found: FoundFile | UnusablePath) -> int:
    """About how long a file takes, in bytes of a long one; 0 if it is not a file."""
    if not isinstance(found, FoundFile) or found.path == STANDARD_INPUT:
        return 0
    try:
        return _EACH + os.stat(found.path).st_size  # noqa: PTH116 - the path stays as the user wrote it
    except (OSError, ValueError):
        return 0  # reading it will say what is wrong


_Ignore = tuple[str, "Callable[[str], bool | None]"]
"""A folder with a .gitignore file, and its verdict on a path below it: True ignored, False kept, None nothing said."""


class Unreadable(Exception):
    """A .gitignore file that cannot be read; the message says why."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(why)
        self.path = path


class _Walk:
    """One walk of a folder and what lies below it."""

    def __init__(self, configured: Callable[[Path], Configuration], root: str) -> None:
        self._configured = configured
        self._root = root
        self._entered: set[tuple[int, int]] = set()

    def folder(self, folder: Path, ignores: tuple[_Ignore, ...]) -> Iterator[FoundFile | UnusablePath]:
        # A loop, not a recursion: folders may lie deeper than the stack allows.
        waiting = [(folder, ignores)]
        try:
            waiting = [(folder, ignores or _above(folder))]
        except Unreadable as error:
            yield UnusablePath(error.path, str(error))
        while waiting:
            here, rules = waiting.pop()
            try:
                status = here.stat()
                entries = sorted(os.scandir(here), key=lambda entry: entry.name)
            except OSError as error:
                yield UnusablePath(_shown(here), reason(error))
                continue
            if (status.st_dev, status.st_ino) in self._entered:
                continue
            self._entered.add((status.st_dev, status.st_ino))
            try:
                rules = _with(rules, here)
            except Unreadable as error:
                yield UnusablePath(error.path, str(error))
            below = []
            for entry in entries:
                path = here / entry.name
                kind = self._kind(entry)
                if entry.name.startswith(".") or kind is None or _ignored(path, kind, rules):
                    continue
                if self._configured(here).excludes(absolute(path)):
                    continue
                if kind == "folder":
                    below.append((path, rules))
                else:
                    yield FoundFile(_shown(path), named=False, within=self._root)
            waiting.extend(reversed(below))

    def _kind(self, entry: os.DirEntry[str]) -> Literal["folder", "file"] | None:
        """None for what is neither: a broken link, one out of the folder that is walked, a pipe, a socket, a device."""
        try:
            if entry.is_symlink() and not inside(entry.path, (self._root,)):
                return None
            if entry.is_dir():
                return "folder"
            return "file" if entry.is_file() else None
        except OSError:
            return None


def _above(folder: Path) -> tuple[_Ignore, ...]:
    """The .gitignore files between the root of the repository that holds the folder, and the folder."""
    parents = folder.absolute().parents
    root = next((at for at, parent in enumerate(parents) if (parent / ".git").exists()), None)
    if root is None or (folder / ".git").exists():
        return ()
    rules: tuple[_Ignore, ...] = ()
    for parent in reversed(parents[: root + 1]):
        rules = _with(rules, parent)
    # Who names a folder that is ignored means it.
    return () if _ignored(folder, "folder", rules) else rules


def _with(rules: tuple[_Ignore, ...], folder: Path) -> tuple[_Ignore, ...]:
    """The rules, and those of the folder's own .gitignore file. Raises Unreadable."""
    path = folder / ".gitignore"
    if not os.path.lexists(path):
        return rules
    try:
        data = read_bytes(path, most=LARGE, within=repository_of(folder) or folder)
    except OSError as error:
        raise Unreadable(_shown(path), reason(error)) from None
    from sbu_check.text.globs import lenient

    spec = lenient(data.decode("utf-8", "replace").removeprefix("\ufeff").split("\n"))
    return (*rules, (absolute(folder).rstrip("/") + "/", spec.verdict))


def _ignored(path: Path, kind: str, rules: tuple[_Ignore, ...]) -> bool:
    """Whether the .gitignore files leave the path out: the nearest that says something decides."""
    name = absolute(path) + ("/" if kind == "folder" else "") if rules else ""
    verdicts = (verdict(name[len(base) :]) for base, verdict in reversed(rules))
    return next((said for said in verdicts if said is not None), False)


def absolute(path: str | Path) -> str:
    """The absolute path with `/`. Links are not resolved: two names of one file are two files."""
    return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100 - pathlib has no form that keeps links


def _shown(path: Path) -> str:
    return path.as_posix()
