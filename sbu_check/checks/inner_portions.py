"""Portions that begin inside a paragraph: which of the brackets there are marks, by all that speaks for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.inner_marks import inner_marks
from sbu_check.checks.context import PortionReading, once

if TYPE_CHECKING:
    from sbu_check.cable.inner_marks import InnerMark, Next
    from sbu_check.checks.context import Context, PortionPlace

BELIEVED = 2
"""The weight from which on a bracket is a mark."""

PLACED = 1
"""The weight of a place at which a portion may begin."""
AMONG_MARKS = 2
"""The weight of other marks in the document."""
SEVERAL_WORDS = 3
"""The weight of a mark of several words, as `S//NF`, which no other bracket holds."""
ONE_WORD = 2
"""The weight of a mark of several letters, as SBU."""
TORN = -3
"""The weight of a line above that does not end its sentence."""
LISTED = -6
"""The weight of what makes a letter the label of a list."""

FOLLOWED: dict[Next, int] = {"capital": 1, "capitals": 0, "other": 0, "nothing": 0, "small": -2}
"""The weight of what follows."""


@once
def inner_portions(context: Context) -> tuple[PortionReading, ...]:
    """The portions whose mark stands behind a sentence, at the head of a line, in a cell, behind a label, in order."""
    found = inner_marks(context.cable)
    if not found:
        return ()
    labelled = {one.paragraph for one in found if one.opens and not one.listed and one.next != "small"}
    among = len(labelled) > 1 or any(portion.mark for portion in context.opening_marks)
    read = ((one, _read(one, context)) for one in found)
    return tuple(
        portion for one, portion in read if portion and _weight(one, portion, among=among) >= BELIEVED
    )


@once
def opened(context: Context) -> frozenset[int]:
    """The paragraphs that begin with a label and a mark: `Comment: (C) He asked us`."""
    if not context.inner:
        return frozenset()
    starts = {portion.written.span.start for portion in context.inner}
    return frozenset(
        one.paragraph
        for one in inner_marks(context.cable)
        if one.opens and one.paragraph is not None and one.mark.span.start in starts
    )


def _is_office(portion: PortionReading) -> bool:
    """Whether a bracket of one slash has a part that no mark has: `(C/SR)` is an office."""
    unknown = any(one.kind == "unknown" and not one.suggestion for one in portion.reading.problems)
    return unknown and "//" not in portion.written.text


def at_end(context: Context) -> frozenset[int]:
    """The paragraphs that end with a mark, after their last sentence."""
    return frozenset(
        one.paragraph for one in context.inner if one.place == "misplaced" and one.paragraph is not None
    )


def _weight(one: InnerMark, portion: PortionReading, *, among: bool) -> int:
    """How much speaks for a bracket."""
    mark = one.mark.text
    words = SEVERAL_WORDS if "/" in mark else ONE_WORD if len(mark) > 1 else 0
    return (
        PLACED
        + words
        + (0 if one.place == "cell" else FOLLOWED[one.next])
        + (AMONG_MARKS if among else 0)
        + (TORN if one.torn else 0)
        + (LISTED if one.listed else 0)
    )


def _read(one: InnerMark, context: Context) -> PortionReading | None:
    """The portion that the bracket opens, if the system or one that it knows reads it."""
    place: PortionPlace = "misplaced" if one.place == "end" else one.place
    if one.paragraph is None and one.place not in {"subject", "attachment"} and "/" not in one.mark.text:
        return None
    portion = PortionReading(one.paragraph, place, one.mark, context.system.read_portion(one.mark.text))
    if portion.mark:
        return None if _is_office(portion) else portion
    from sbu_check.checks.portions import elsewhere  # noqa: PLC0415 - the marks of one document ask for each other

    return portion if not one.letter and elsewhere(portion, context) else None
