"""The report of a run: its digest, its files, and the text of documents that it keeps."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sbu_check import __version__
from sbu_check.report.internal import with_crashes
from sbu_check.report.model import Report
from sbu_check.rules import catalogue
from sbu_check.values import replace

try:
    from _blake2 import (
        blake2b,
    )  # the standard library's own: hashlib loads another, for a fortieth of a start
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sbu_check.config.configuration import Configuration
    from sbu_check.config.run_options import RunOptions
    from sbu_check.report.model import FileReport
    from sbu_check.rules.model import Rule
    from sbu_check.rules.options import Options


def assemble_report(
    files: Iterable[FileReport], used: Sequence[tuple[Configuration, Options]], run_options: RunOptions
) -> Report:
    """The report of a run over `files`, in which these options of these configurations were `used`."""
    return Report(
        __version__,
        digest(used, run_options),
        tuple(map(with_crashes, files)),
        custom=_custom(one for _, one in used),
    )


def _custom(used: Iterable[Options]) -> tuple[Rule, ...]:
    """The custom rules that these options have."""
    houses = {one.custom for one in used}
    return tuple(rule for custom in sorted(houses, key=lambda custom: custom.digest) for rule in custom.rules)


def digest(used: Iterable[tuple[Configuration, Options]], run_options: RunOptions) -> str:
    """16 hexadecimal digits, the same for runs of one program under the same rules, settings and known findings.

    `used` are the options of each file with the configuration that they come from. Where that lies, and how much of a
    document is shown, tells no two runs apart. Raises ConfigurationError for a baseline that cannot be read.
    """
    terms = set()
    known: dict[int, object] = {}
    for configuration, options in used:
        if id(configuration) not in known:
            known[id(configuration)] = _known(configuration, run_options)
        settled = (configuration.fail_level, configuration.excluded, known[id(configuration)])
        terms.add(repr((options.key, settled)))
    words = (__version__, catalogue.sources(), repr((run_options.most, run_options.encoding)), *sorted(terms))
    return blake2b("\n".join(words).encode(), digest_size=8).hexdigest()


def _known(configuration: Configuration, run_options: RunOptions) -> object:
    """What findings a configuration knows beforehand, as far as they count in this run."""
    today = run_options.today or date.today()
    entries = [
        (one.paths, one.rule, one.reason, one.where, one.until, one.over(today))
        for one in (configuration.suppress if run_options.suppressions else ())
    ]
    if not configuration.baseline or not run_options.baseline:
        return entries, None
    from sbu_check.baseline.entries import baseline_of

    return entries, baseline_of(configuration).digest


_FOUND, _CLEAN = 8_000_000, 1_000_000
"""Code points of documents in which something was found, and of those in which nothing was."""


class TextBudget:
    """The remaining budget for the text of documents, which is spent in the order of the run."""

    def __init__(self) -> None:
        self._left = {True: _FOUND, False: _CLEAN}

    def kept(self, file: FileReport) -> FileReport:
        """Return the file with its documents if they fit into the budget, else without."""
        if not file.sheets:
            return file
        found = bool(file.diagnostics)
        size = sum(
            len(piece.text)
            for sheet in file.sheets
            for block in sheet.blocks
            for row in block.rows
            for piece in row.pieces
        )
        if size > self._left[found]:
            return replace(file, sheets=())
        self._left[found] -= size
        return file
