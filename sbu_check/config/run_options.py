"""What the command line asks of a run, beyond the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.engine import LIMIT
from sbu_check.report.limit import ALL, Limit
from sbu_check.values import value

if TYPE_CHECKING:
    from datetime import date

STANDARD_INPUT = "-"

STANDARD_INPUT_NAME = "<stdin>"
"""The default name of standard input in reports."""


@value
class RunOptions:
    """How a run reads files and reports on them. No configuration file can set these options.

    `most` is the number of diagnostics of one rule that are kept for one file; the rest is counted. `identified` adds
    fingerprints, which a report for people does not show; `sheets` adds the documents themselves.
    `entries` gives findings the fingerprints of a baseline in place of their own.
    `apart` reports each finding separately, even if it has the same cause as another. `forced` leaves out files that
    the configuration excludes, even if they are named.
    `suppressions` and `baseline` are whether these count. `today` is the day by which suppressions end (None: the
    current day).
    """

    limit: Limit = ALL
    encoding: str | None = None
    stdin_name: str = STANDARD_INPUT_NAME
    most: int = LIMIT
    identified: bool = True
    sheets: bool = False
    apart: bool = False
    entries: bool = False
    suppressions: bool = True
    baseline: bool = True
    today: date | None = None
    forced: bool = False

    def named(self, path: str) -> str:
        """Return the name of a file in reports: its path, or the name of standard input."""
        return self.stdin_name if path == STANDARD_INPUT else path
