"""What the parts of a mark say, since when, and by which source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.marking.compare import spelled
from sbu_check.marking.data import Control, Origin
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sbu_check.marking.model import MarkProblem, Part
    from sbu_check.marking.systems import MarkingSystem
    from sbu_check.text.span import Span


class ExplainedPart(NamedTuple):
    """One part of a mark. `since` and `until` are the first day of its use and the first day after it, or None.

    A compartment that is in the register is a part of its own, after the one that it belongs to.
    """

    span: Span
    written: str
    category: str
    name: str
    values: tuple[str, ...]
    meaning: str
    since: date | None
    until: date | None
    source: str


class ExplainedMark(NamedTuple):
    """A mark part by part. `canonical` and `banner` (of a text of such portions only) are None if it is not a mark."""

    text: str
    system: str
    canonical: str | None
    banner: str | None
    parts: tuple[ExplainedPart, ...]
    problems: tuple[MarkProblem, ...]


def explained(text: str, marking: MarkingSystem) -> ExplainedMark:
    """What the parts of a portion mark say in a system."""
    reading = marking.read_portion(text)
    parts = tuple(one for part in reading.parts for one in _parts(text, part, marking))
    banner = str(marking.required([reading.mark])) if reading.mark else None
    return ExplainedMark(text, marking.name, reading.canonical, banner, parts, reading.problems)


def _parts(text: str, part: Part, marking: MarkingSystem) -> Iterator[ExplainedPart]:
    term = marking.term(part.name)
    since, until = (None, None) if isinstance(term, Origin) else (term.since, term.until)
    span, category, name, values = part
    written = span.of(text)
    yield ExplainedPart(span, written, category, name, values, term.meaning, since, until, term.source)
    if not isinstance(term, Control):
        return
    for value in values:
        known = _value(term.name, value, marking)
        if known:
            shown = spelled(f"{term.name}:{value}", term)
            yield ExplainedPart(
                span, written, category, shown, (), known.meaning, known.since, known.until, known.source
            )


def _value(name: str, value: str, marking: MarkingSystem) -> Control | None:
    """The control of a compartment, or of the sub-compartments of one."""
    head, _, leaf = value.partition(" ")
    return marking.tables.controls.get(f"{name}:{head} *" if leaf else f"{name}:{value}")
