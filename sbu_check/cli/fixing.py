"""How `check` fixes files and reports the fixes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from sbu_check.cli.console import Failure, is_terminal, tell, write, write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

    from sbu_check.api import Report, Run


_OPTIONS = ("fix", "unsafe_fixes", "diff", "output", "change_log", "exit_non_zero_on_fix")


class Fixing:
    """The fixes that a command line requests, and where the new texts go."""

    def __init__(self, parameters: dict[str, Any], paths: Sequence[str]) -> None:
        """`parameters` are the options of the verb. Raises click.UsageError for those that do not go together."""
        if any(parameters[option] for option in _OPTIONS):
            from sbu_check.cli.options import together

            together(parameters, paths)
        self.dry: bool = parameters["diff"]
        self._given = parameters
        self._paths = paths

    def __bool__(self) -> bool:
        """Whether the options request fixes or their differences."""
        return bool(self._given["fix"] or self.dry)

    @property
    def stream(self) -> TextIO | None:
        """The stream of the report if standard output holds a text; None for standard output."""
        return sys.stderr if self and not self.dry and "-" in self._paths else None

    def report(self, run: Run, progress: Callable[[int, int], None] | None = None) -> Report:
        """Fix the files; the report on what is left. Raises Failure for a change log that cannot be written.

        `progress` gets the number of finished files and of all files, if nothing else is printed meanwhile.
        """
        from sbu_check import api

        order = api.FixRequest(
            unsafe=self._given["unsafe_fixes"],
            dry=self.dry,
            output=self._given["output"],
            log=self._given["change_log"],
        )
        try:
            return api.FixRun(run, order, _show, self._put).fix(self._paths, None if self.dry else progress)
        except api.Unwritten as error:
            raise Failure(f"{order.change_log}: {error}") from None

    def tell(self, report: Report) -> None:
        """Say on standard error what was done, what was held back, and how to get it."""
        from sbu_check.report.fixes import summary

        for line in summary(report, done=not self.dry):
            tell(line)

    def exit_code(self, report: Report, code: int) -> int:
        """Return the exit code; `code` is the one without fixes."""
        fixed = any(file.fixes and file.fixes.fixed for file in report.files)
        if self.dry and code != 2:
            return 1 if fixed else 3 * (code == 3)
        return 1 if code in {0, 3} and fixed and self._given["exit_non_zero_on_fix"] else code

    def _put(self, data: bytes, banner: str | None) -> None:
        """Print the fixed text of standard input: its bytes and nothing else."""
        if banner and not self._given["quiet"]:
            tell(f"the text on standard output is {banner}")
        write_bytes(data)


def _show(lines: Iterable[str], banner: str | None) -> None:
    """Print a difference under the banner of what it shows."""
    # In a log nothing is taken for a patch, and a line of a document not for a command.
    write(_shown(lines, banner), kind="text" if _watched() else "raw")


def _shown(lines: Iterable[str], banner: str | None) -> Iterator[str]:
    if banner:
        yield f"{banner}\n"
    yield from map(_harmless, lines) if _watched() else lines


def _watched() -> bool:
    """Whether a terminal or the log of a CI server shows what is printed, and no program reads it."""
    return is_terminal() or bool(os.environ.get("CI"))


def _harmless(line: str) -> str:
    """A line without what a terminal would obey."""
    from sbu_check.report.terminal import clean

    return clean(line.rstrip("\r\n")) + "\n"
