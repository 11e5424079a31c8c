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

from sbu_check.config.run_options import STANDARD_INPUT
from sbu_check.text.files import reason
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sbu_check.config.configuration import Configuration

_EACH = 2_000
"""Bytes of a long file that take as long as what each file takes, however short."""


@value
class FoundFile:
    """A file to read, by the path that reports show. `named` tells whether the user named it, not only its folder."""

    path: str
    named: bool


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
        mode = os.stat(path).st_mode  # noqa: PTH116 - the path stays as the user wrote it
    except (OSError, ValueError) as error:
        yield UnusablePath(path, reason(error))
        return
    if stat.S_ISDIR(mode):
        yield from _Walk(configured).folder(Path(path), ())
    elif stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        yield UnusablePath(path, "it is a device, not a file")
    else:
        yield FoundFile(path, named=True)


def weight(found: FoundFile | UnusablePath) -> int:
    """About how long a file takes, in bytes of a long one; 0 for what is no file."""
    if not isinstance(found, FoundFile) or found.path == STANDARD_INPUT:
        return 0
    try:
        return _EACH + os.stat(found.path).st_size  # noqa: PTH116 - the path stays as the user wrote it
    except (OSError, ValueError):
        return 0  # reading it will say what is wrong


_Ignore = tuple[str, "Callable[[str], bool | None]"]
"""A folder with a .gitignore file, and its verdict on a path below it: True ignored, False kept, None nothing said."""


class _Walk:
    """One walk of a folder and what lies below it."""

    def __init__(self, configured: Callable[[Path], Configuration]) -> None:
        self._configured = configured
        self._entered: set[tuple[int, int]] = set()

    def folder(self, folder: Path, ignores: tuple[_Ignore, ...]) -> Iterator[FoundFile | UnusablePath]:
        # A loop, not a recursion: folders may lie deeper than the stack allows.
        waiting = [(folder, ignores or _above(folder))]
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
            rules = _with(rules, here)
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
                    yield FoundFile(_shown(path), named=False)
            waiting.extend(reversed(below))

    @staticmethod
    def _kind(entry: os.DirEntry[str]) -> Literal["folder", "file"] | None:
        """None for what is neither: a broken link, a pipe that would block, a socket, a device."""
        try:
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
    """The rules, and those of the folder's own .gitignore file."""
    path = folder / ".gitignore"
    try:
        lines = [line.decode("utf-8", "replace") for line in path.read_bytes().splitlines()]
    except OSError:
        return rules
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(lines)
    return (*rules, (absolute(folder).rstrip("/") + "/", lambda name: spec.check_file(name).include))


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
