"""What the command line asks of a run, and no configuration says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.engine import LIMIT
from sbu_check.report.limit import ALL, Limit
from sbu_check.values import value

if TYPE_CHECKING:
    from datetime import date

STANDARD_INPUT = "-"

STANDARD_INPUT_NAME = "<stdin>"
"""What reports call standard input when it is given no other name."""


@value
class RunOptions:
    """How a run reads and tells: what the command line says and no configuration does.

    `most` is the number of diagnostics of one rule that are kept for one file; the rest is counted. `identified` asks
    for fingerprints, which a report for people does not show, `sheets` for the documents themselves.
    `entries` asks for what a baseline knows findings by in place of their fingerprints.
    `apart` tells each finding for itself, also one that has the cause of another. `forced` leaves out what the
    configuration excludes also where it is named.
    `suppressions` and `baseline` tell whether these count, `today` is the day by which suppressions end (None: the day
    it is).
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
        """What a file is called in reports: its path, and standard input as the command line says."""
        return self.stdin_name if path == STANDARD_INPUT else path
