"""Known findings of a file: those that are suppressed, and those in the baseline."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from sbu_check.config.suppressions import Places
from sbu_check.engine import Checked
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sbu_check.cable.model import Document
    from sbu_check.config.configuration import Configuration
    from sbu_check.config.run_options import RunOptions
    from sbu_check.config.suppressions import SuppressedPlace, Suppression
    from sbu_check.diagnostics.model import Diagnostic


@value
class KnownFindings:
    """Known findings of one file.

    `entries` are its `[[suppress]]` entries, each with its index, `baseline` its fingerprints in the baseline. `today`
    is the day on which entries must be in force.
    """

    entries: tuple[tuple[int, Suppression], ...]
    baseline: frozenset[str]
    today: date

    @property
    def terms(self) -> tuple[object, ...]:
        """Key that is equal for files with the same known findings."""
        return [(at, one, one.over(self.today)) for at, one in self.entries], sorted(self.baseline)

    def states(self, diagnostics: Iterable[Diagnostic], cables: Sequence[Document]) -> Iterator[Diagnostic]:
        """Yield the diagnostics, with the state of those that are known."""
        about = self._about(cables)
        for one in diagnostics:
            found = (self.entries[at][1] for at in about(one))
            if any(not entry.over(self.today) for entry in found):
                yield replace(one, state="suppressed")
            elif one.entry in self.baseline:
                yield replace(one, state="baselined")
            else:
                yield one

    def used(self, checked: Checked, cables: Sequence[Document]) -> tuple[int, ...]:
        """The indices of the entries that are about something, their time over or not."""
        about = self._about(cables)
        found = {at for one in checked.diagnostics for at in about(one)}
        return tuple(self.entries[at][0] for at in sorted(found))

    def _about(self, cables: Sequence[Document]) -> Callable[[Diagnostic], Iterator[int]]:
        """A function that gives the places among the entries of those that are about a diagnostic."""
        by: dict[tuple[str, SuppressedPlace | None], list[int]] = {}
        for at, (_, entry) in enumerate(self.entries):
            by.setdefault((entry.rule, entry.where), []).append(at)
        rules = {rule for rule, _ in by}
        lines = sorted({where.name for _, where in by if where and where.kind == "line"})
        places: dict[int, Places] = {}

        def about(one: Diagnostic) -> Iterator[int]:
            if one.rule not in rules:
                return
            if one.document not in places:
                places[one.document] = Places(cables[one.document])
            yield from by.get((one.rule, None), ())
            for where in dict.fromkeys(places[one.document].of(one, lines)):
                yield from by.get((one.rule, where), ())

        return about


def apply_known(
    checked: Checked, cables: Sequence[Document], beforehand: KnownFindings | None, most: int
) -> Checked:
    """Return the result of a check with the state of known diagnostics, and at most `most` new ones of one rule."""
    counts: Counter[str] = Counter()
    kept = []
    found: Iterable[Diagnostic] = checked.diagnostics
    for one in beforehand.states(found, cables) if beforehand else found:
        counts[one.rule] += one.state == "new"
        if one.state != "new" or counts[one.rule] <= most:
            kept.append(one)
    dropped = {rule: count - most for rule, count in counts.items() if count > most}
    return Checked(tuple(kept), checked.crashes, dropped)


def known_findings(
    configuration: Configuration, path: str | None, run_options: RunOptions
) -> KnownFindings | None:
    """Return the known findings of a file; None if there are none. Raises ConfigurationError."""
    if path is None:
        return None
    entries = tuple(configuration.suppressions(path)) if run_options.suppressions else ()
    fingerprints: frozenset[str] = frozenset()
    if configuration.baseline and run_options.baseline:
        from sbu_check.baseline.entries import baseline_of

        fingerprints = baseline_of(configuration).of(configuration.name(path))
    if not entries and not fingerprints:
        return None
    return KnownFindings(entries, fingerprints, run_options.today or date.today())
