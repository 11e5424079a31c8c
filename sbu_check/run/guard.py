"""The boundary around the work on one file: whatever raises there costs that file only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from sbu_check.config.configuration import ConfigurationError
from sbu_check.diagnostics.model import PASSED_ON
from sbu_check.marking import UnknownSystem
from sbu_check.report.internal import failed
from sbu_check.rules.selection import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

    from sbu_check.config.configuration import Configuration, RunOptions
    from sbu_check.report.model import FileReport
    from sbu_check.run.discover import FoundFile, UnusablePath

_Result = TypeVar("_Result")

_USERS = (ConfigurationError, UnknownName, UnknownSystem)
"""Faults of the configuration. They hold for all files, and end the run with a message of their own."""


def attempt(path: str, work: Callable[[], _Result]) -> _Result | FileReport:
    """Return the result of the work on a file, or its report with `internal-error` if anything raises."""
    try:
        return work()
    except (*PASSED_ON, *_USERS):
        raise
    except BaseException as error:  # noqa: BLE001 - the report of the file says what was raised and where
        return failed(path, error)


class Guarded(Generic[_Result]):
    """Work on a file, inside `attempt`."""

    def __init__(
        self,
        work: Callable[[FoundFile | UnusablePath, Configuration], _Result | FileReport],
        run_options: RunOptions,
    ) -> None:
        self._work = work
        self._manner = run_options

    def __call__(self, found: FoundFile | UnusablePath, configuration: Configuration) -> _Result | FileReport:
        """Return the result, or the report of the file with `internal-error`."""
        return attempt(self._manner.named(found.path), lambda: self._work(found, configuration))
