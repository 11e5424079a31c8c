"""Portion marks as they are read, and facts of a document that are worked out once."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Literal, TypeVar

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from sbu_check.cable.elements import PortionMark
    from sbu_check.checks.common.context import Context
    from sbu_check.marking import Mark, MarkProblem, Reading
    from sbu_check.marking.model import ProblemKind

T = TypeVar("T")

PortionPlace = Literal[
    "paragraph",
    "misplaced",
    "subparagraph",
    "subject",
    "classifier",
    "sentence",
    "line",
    "cell",
    "item",
    "note",
    "label",
    "heading",
    "attachment",
]
"""Place of a mark.

`paragraph` and `subparagraph` are the heads of those, `misplaced` is before the number of a paragraph, after its title
or at its end. The others are inside a paragraph: after a sentence, at the head of a line, in a cell of a table, after
the bullet of an item, the sign of a note or a label (`Comment:`, `Figure 2:`), at the end of a heading, and after the
label of an attachment, which may be outside all paragraphs.
"""


class PortionReading(NamedTuple):
    """One portion mark of a cable, read once.

    `paragraph` is the index of the paragraph that it belongs to, None for the subject, the classifier block and an
    attachment outside all paragraphs. A paragraph with two marks has two readings.
    """

    paragraph: int | None
    place: PortionPlace
    written: PortionMark
    reading: Reading

    @property
    def mark(self) -> Mark | None:
        """The meaning of the mark, None if the system does not know it."""
        return self.reading.mark


def once(make: Callable[[Context], T]) -> Callable[[Context], T]:
    """Compute a fact of a cable once, at its first use, and keep it in the context."""

    @wraps(make)
    def kept(context: Context) -> T:
        facts = context.facts
        if make not in facts:
            facts[make] = make(context)
        fact: T = facts[make]
        return fact

    return kept


def problem_of(portion: PortionReading, kind: ProblemKind) -> MarkProblem | None:
    """The first fault of one kind that a mark has."""
    return next((problem for problem in portion.reading.problems if problem.kind == kind), None)


def elsewhere(portion: PortionReading, context: Context) -> tuple[str, Mark] | None:
    """Return another system that knows an unknown mark, and its meaning there."""
    if not problem_of(portion, "unknown"):
        return None
    for other in context.system.tables.knows:
        system = context.system.other(other)
        reading = system.read_portion(portion.written.text)
        known = reading.mark and system.tables.published(reading.mark.controls)
        if reading.mark and known and all(problem.kind != "unknown" for problem in reading.problems):
            return other, reading.mark
    return None
