"""Watch the files and check them again when they change.

The files are found anew each time by the ordinary walk, so that what comes, goes, is ignored or is configured otherwise
counts as in any run, on any file system. Of what is found only what is not as it was is checked.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from sbu_check.marking.systems import digest, forget
from sbu_check.run.discover import UnusablePath

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sbu_check.config.configuration import Configuration
    from sbu_check.report.model import FileReport, Report
    from sbu_check.run.discover import FoundFile
    from sbu_check.run.run import Run

_State: TypeAlias = "tuple[object, Configuration, object, str]"
"""What a file is like: its own stamp, the configuration in force there, the baseline's stamp, the systems' digest."""


class Watch:
    """What is watched: the state of each file when it was checked last, and its report."""

    def __init__(self, written: Iterable[str] = ()) -> None:
        """`written` are files that the reports go to: that they change is no news."""
        self._written = frozenset(map(os.path.realpath, written))
        self._states: dict[str, _State] = {}
        self._reports: dict[str, FileReport] = {}
        self._markings: dict[Path, object] = {}
        self._told = False

    def report(
        self,
        begin: Callable[[], Run],
        paths: Iterable[str],
        progress: Callable[[int, int], None] | None = None,
    ) -> Report | None:
        """The report of a new run over `paths`; None where it would be the last one again.

        Raises what `begin` and `Run.check` raise; the next report is no repetition then.
        """
        paths = tuple(paths)
        told, self._told = self._told, False
        if self._markings != {folder: _stamps(folder) for folder in self._markings}:
            forget()
        run = begin()
        # The state is taken before the file is read: what changes meanwhile is seen the next time.
        states = {found.path: _state(found, configuration) for found, configuration in run.tasks(paths)}
        if told and self._news(self._states) == self._news(states):
            self._told = True
            return None
        folders = {folder for _, one, *_ in states.values() for folder in one.marking_paths}
        self._markings = {folder: _stamps(folder) for folder in folders}
        same = {path for path, state in states.items() if self._states.get(path) == state}
        known = {path: report for path, report in self._reports.items() if path in same}
        report = run.check(paths, progress, known)
        if not report.interrupted:
            self._states, self._told = states, True
            self._reports = {file.path: file for file in report.files}
        return report

    def _news(self, states: dict[str, _State]) -> dict[str, _State]:
        return {path: state for path, state in states.items() if os.path.realpath(path) not in self._written}


def _state(found: FoundFile | UnusablePath, configuration: Configuration) -> _State:
    own = found.message if isinstance(found, UnusablePath) else _stamp(found.path)
    return own, configuration, _stamp(configuration.baseline_path), digest(configuration.marking_paths)


def _stamps(folder: Path) -> object:
    """What changes when a file in a folder does."""
    return [(path, _stamp(path)) for path in sorted(folder.glob("*"))]


def _stamp(path: str | os.PathLike[str] | None) -> object:
    """What changes when a file does; None for one that is not there."""
    try:
        status = os.stat(path) if path else None  # noqa: PTH116 - the path stays as the user wrote it
    except (OSError, ValueError):
        return None
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns) if status else None
