"""What the parts of a mark say, since when, and by which source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sbu_check.marking.data import Origin
from sbu_check.marking.library import Folders
from sbu_check.marking.library import system as named

if TYPE_CHECKING:
    from datetime import date

    from sbu_check.marking.model import MarkProblem
    from sbu_check.text.span import Span


class ExplainedPart(NamedTuple):
    """One part of a mark. `since` and `until` are the days of its coming and going, None where it has no such day."""

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
    """A mark part by part. `canonical` and `banner` (of a text of such portions only) are None where it is no mark."""

    text: str
    system: str
    canonical: str | None
    banner: str | None
    parts: tuple[ExplainedPart, ...]
    problems: tuple[MarkProblem, ...]


def explain_mark(
    text: str, system: str = "state", on: date | None = None, folders: Folders = ()
) -> ExplainedMark:
    """What the parts of a portion mark say; raises UnknownSystem and FaultySystems."""
    chosen = named(system, on, folders)
    reading = chosen.read_portion(text)
    parts: list[ExplainedPart] = []
    for part in reading.parts:
        term = chosen.term(part.name)
        since, until = (None, None) if isinstance(term, Origin) else (term.since, term.until)
        span, category, name, values = part
        parts.append(
            ExplainedPart(
                span, span.of(text), category, name, values, term.meaning, since, until, term.source
            )
        )
    banner = str(chosen.required([reading.mark])) if reading.mark else None
    return ExplainedMark(text, chosen.name, reading.canonical, banner, tuple(parts), reading.problems)
