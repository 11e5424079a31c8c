"""The questions that a user asks of a marking system: which banner, is this a mark, does the banner fit, what does it say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sbu_check.marking.compare import Mismatch, mismatches
from sbu_check.marking.data import Place, Term
from sbu_check.marking.library import system as named
from sbu_check.marking.model import Banner, Mark, MarkProblem
from sbu_check.marking.system import MarkingSystem
from sbu_check.text.span import Span


class UnreadableMark(ValueError):
    """A text that is no mark of the system was given as one; `problems` say why."""

    def __init__(self, text: str, problems: Sequence[MarkProblem]) -> None:
        super().__init__(f'"{text}" is not read as a mark: {"; ".join(problem.message for problem in problems)}')
        self.text = text
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """One part of a mark: what it means, since and until which day (None: open), and its source."""

    span: Span
    written: str
    category: str
    name: str
    values: tuple[str, ...]
    meaning: str
    since: date | None
    until: date | None
    source: str


@dataclass(frozen=True, slots=True)
class ExplainedMark:
    """What each part of a mark says. `canonical` is None where the text is no mark of the system."""

    text: str
    system: str
    canonical: str | None
    parts: tuple[ExplainedPart, ...]
    problems: tuple[MarkProblem, ...]


def required_banner(portions: Sequence[str], *, system: str = "state", on: date | None = None) -> Banner:
    """The least banner for those portion marks; raises UnreadableMark, UnknownSystem, or ValueError for no portions."""
    chosen = named(system, on)
    return chosen.required([_mark(chosen, text) for text in portions])


def check_mark(text: str, *, kind: Place = "portion", system: str = "state", on: date | None = None) -> list[MarkProblem]:
    """The faults of a portion mark or a banner, in the order of the text; empty when it is valid."""
    chosen = named(system, on)
    reading = chosen.read_portion(text) if kind == "portion" else chosen.read_banner(text)
    return sorted(reading.problems, key=lambda problem: problem.span)


def check_banner(
    banner: str, portions: Sequence[str], *, system: str = "state", on: date | None = None, compiled: bool = False
) -> list[MarkProblem | Mismatch]:
    """The faults of a banner over those portions: its own, and those of roll-up and roll-down.

    `compiled` tells that the document states compilation as the reason of a higher classification or an unsupported
    control. Raises UnreadableMark when a portion or the banner is no mark.
    """
    chosen = named(system, on)
    marks = [_mark(chosen, text) for text in portions]
    reading = chosen.read_banner(banner)
    if reading.mark is None:
        raise UnreadableMark(banner, reading.problems)
    told: list[MarkProblem | Mismatch] = list(reading.problems)
    for mismatch in mismatches(reading.mark, chosen.required(marks), marks, chosen.tables):
        if not (compiled and mismatch.kind in ("too-high", "unsupported")):
            told.append(mismatch)
    return told


def explain_mark(text: str, system: str = "state", on: date | None = None) -> ExplainedMark:
    """What the parts of a portion mark say, since when, and by which source; raises UnknownSystem."""
    chosen = named(system, on)
    reading = chosen.read_portion(text)
    parts: list[ExplainedPart] = []
    for part in reading.parts:
        term = chosen.term(part.name)
        written = part.span.of(text)
        parts.append(_explained(part.span, written, part.category, part.values, term))
    return ExplainedMark(text, chosen.name, reading.canonical, tuple(parts), reading.problems)


def _explained(span: Span, written: str, category: str, values: tuple[str, ...], term: Term) -> ExplainedPart:
    return ExplainedPart(
        span, written, category, term.name, values, term.meaning, term.since, term.until, term.source
    )


def _mark(system: MarkingSystem, text: str) -> Mark:
    reading = system.read_portion(text)
    if reading.mark is None:
        raise UnreadableMark(text, reading.problems)
    return reading.mark
