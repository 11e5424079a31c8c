"""Find the `[[suppress]]` entries that no longer suppress anything, and report them in the configuration."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sbu_check.cable.read import read_cables
from sbu_check.config.suppressions import static
from sbu_check.diagnostics.model import Finding
from sbu_check.engine import check_by, context_of
from sbu_check.report.limit import ALL
from sbu_check.report.masked import shown
from sbu_check.report.masking import TextMask
from sbu_check.report.model import FileReport
from sbu_check.rules.selection import of_project, rules_of
from sbu_check.text.lines import LineIndex
from sbu_check.text.schema_faults import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sbu_check.config.configuration import Configuration, RunOptions
    from sbu_check.config.suppressions import Suppression
    from sbu_check.rules.model import Rule


class SuppressionUsage:
    """Which entries of one configuration file a run has used. Other files may extend it."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.entries = tuple(one for one in configuration.suppress if one.file == configuration.path)
        self.used: set[Suppression] = set()
        self._unclear: set[Suppression] = set()
        self._files: set[str] = set()
        self._looking: frozenset[str] | None = None

    def add(self, file: FileReport, in_force: Configuration) -> None:
        """Record a file that was checked, or that could not be, under a configuration that has the entries."""
        self._files.add(_absolute(file.path))
        self.used.update(in_force.suppress[index] for index in file.used)
        crashed = {crash.rule for crash in file.crashes}
        if crashed or file.status == "failed":
            self._unclear.update(
                entry
                for _, entry in in_force.suppressions(file.path)
                if file.status == "failed" or entry.rule in crashed
            )
        looking = frozenset(rule.id for rule in rules_of(in_force.options()))
        self._looking = looking if self._looking is None else self._looking & looking

    def unused(self, paths: Iterable[str]) -> list[Suppression]:
        """The entries that matched nothing, though the run over `paths` saw all that they can match."""
        roots = [root for root in map(_absolute, paths) if os.path.isdir(root)]  # noqa: PTH112 - compared as text
        looking = self._looking
        if looking is None:
            looking = frozenset(rule.id for rule in rules_of(self.configuration.options()))
        return [
            entry
            for entry in self.entries
            if entry not in self.used | self._unclear
            and entry.rule in looking
            and all(self._covered(pattern, roots) for pattern in entry.paths if not pattern.startswith("!"))
        ]

    def _covered(self, pattern: str, roots: list[str]) -> bool:
        """Whether all files that a pattern can match were seen by a run over the folders `roots`."""
        assert self.configuration.path, "entries come from a file"
        base, whole = static(pattern)
        place = _absolute(self.configuration.path.parent / base)
        if whole and place in self._files:
            return True
        # A file that is there and was not read is one that the walk leaves out.
        below = any(place == root or place.startswith(root.rstrip("/") + "/") for root in roots)
        return below and not (whole and Path(place).is_file())


Look: TypeAlias = "Callable[[SuppressionUsage, Sequence[str], date], Iterator[Finding]]"
"""A rule that checks a configuration after a run over some paths, on some day."""


def looker(rule: Rule) -> Look:
    """Return the function of a rule that checks a configuration."""
    module, _, function = (rule.project or "").partition(".")
    found: Look = getattr(import_module(f"sbu_check.run.{module}"), function)
    return found


def findings(ledger: SuppressionUsage, paths: Sequence[str], today: date) -> Iterator[Finding]:
    """Each entry that matched nothing and, with the variant `over`, each whose time is over and that would match."""
    text = ledger.configuration.text
    lines = LineIndex(text)
    told: list[tuple[Suppression, str | None]] = [(entry, None) for entry in ledger.unused(paths)]
    told += [(entry, "over") for entry in ledger.entries if entry in ledger.used and entry.over(today)]
    for entry, variant in sorted(told, key=lambda one: ledger.entries.index(one[0])):
        yield Finding(lines.line_span(line_of(text, entry.way)), _values(entry), variant=variant)


def _values(entry: Suppression) -> dict[str, object]:
    until = entry.until.isoformat() if entry.until else ""
    return {"rule": entry.rule, "paths": ", ".join(entry.paths), "until": until}


def report(ledger: SuppressionUsage, paths: Sequence[str], run_options: RunOptions) -> FileReport | None:
    """Return the report on the entries of a configuration after a run over `paths`; None if it has no findings."""
    configuration = ledger.configuration
    path = os.path.relpath(configuration.path or "").replace(os.sep, "/")
    text, cables = configuration.text, read_cables(configuration.text)
    today = run_options.today or date.today()
    rules = of_project(configuration.options())
    looks = [(rule, partial(looker(rule), ledger, paths, today)) for rule in rules]
    checked = check_by(text, cables, looks, path=path)
    if not checked.diagnostics and not checked.crashes:
        return None
    options = configuration.options()
    # A configuration holds no words of a document: all of it may be shown.
    mask = TextMask([context_of(cable, options) for cable in cables], ALL, len(text))
    return FileReport(
        path=path,
        status="configuration",
        diagnostics=shown(checked.diagnostics, text, LineIndex(text), mask),
        crashes=checked.crashes,
        fail_level=configuration.fail_level,
    )


def _absolute(path: str | Path) -> str:
    return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100 - links are not followed
