"""Portions of a document: which marks count, which are misplaced, and how a message names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.common.coverage import is_label, owes, unmarked, without_mark
from sbu_check.checks.common.readings import elsewhere, once
from sbu_check.diagnostics.model import Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading

RELATED = 10
"""Places of the other side that one finding lists: a thousand paragraphs of one mark need no thousand places."""

TITLE = 60
"""Characters that may occur between a paragraph's number and a mark after its title: `1. Summary: (C) Text`."""

TITLE_WORDS = 3
"""Words of the longest title that ends with a full stop: more are a sentence."""


def paragraph_name(cable: Document, index: int) -> str:
    """How a message names a paragraph: `paragraph 16`, as the text numbers it."""
    number = cable.paragraphs[index].number
    return f"paragraph {number.digits}" if number else "an unnumbered paragraph"


def name(cable: Document, portion: PortionReading) -> str:
    """How a message names a portion: `paragraph 3`, `a subparagraph of paragraph 3`, `the subject`."""
    if portion.paragraph is None:
        return _OUTSIDE.get(portion.place, "a line below the text")
    paragraph = paragraph_name(cable, portion.paragraph)
    if portion.place == "subparagraph":
        return f"a subparagraph of {paragraph}"
    return paragraph if portion.place in _WHOLE else f"a portion of {paragraph}"


_OUTSIDE = {"subject": "the subject", "classifier": "the classifier block", "attachment": "an attachment"}

_WHOLE = frozenset({"paragraph", "misplaced", "heading"})
"""Places of marks that cover a whole paragraph."""


def spelling(portion: PortionReading) -> str:
    """Return the mark of a portion: as written if the system knows the spelling, else in its own spelling."""
    assert portion.mark, portion
    if not portion.reading.problems:
        return portion.written.text.strip()
    return portion.reading.canonical or portion.mark.highest


def related(cable: Document, portions: Iterable[PortionReading]) -> tuple[Related, ...]:
    """Return the places of some portions, each with a label: "this paragraph is SBU"."""
    # A paragraph is shown once, even if several of its parts have the mark.
    seen: dict[tuple[str, Span], Related] = {}
    for portion in portions:
        place = Related(portion.written.span, f"{_what(portion)} is {spelling(portion)}")
        seen.setdefault((place.message, place.span), place)
        if len(seen) == RELATED:
            break
    return tuple(seen.values())


def _what(portion: PortionReading) -> str:
    """How the note at a portion names it."""
    if portion.paragraph is None:
        return _OUTSIDE.get(portion.place, "this line")
    if portion.place in _WHOLE:
        return "this paragraph"
    return "this subparagraph" if portion.place == "subparagraph" else "this portion"


@once
def marks(context: Context) -> tuple[PortionReading, ...]:
    """The portions that carry a mark, known or not: `(1)`, `(A)` and `(NATO)` may open a text too.

    An unknown word counts if it resembles a mark, if the cable has known marks, or if most of its paragraphs have
    one; a second bracket only if the system knows it.
    """
    if len(context.known) == len(context.portions):
        return context.portions
    cable = context.document
    unread = [one for one in context.portions if not one.mark and one.place == "paragraph"]
    words = sum(not is_label(one.written) for one in unread)
    believed = bool(context.known) or words * 2 >= sum(map(owes, cable.paragraphs))
    return tuple(one for one in context.portions if _plausible(one, context, believed=believed))


def _plausible(portion: PortionReading, context: Context, *, believed: bool) -> bool:
    if (
        portion.mark
        or portion.written.unreadable
        or any(one.suggestion or one.kind == "form" for one in portion.reading.problems)
    ):
        return True
    if is_label(portion.written):
        return False
    return bool(elsewhere(portion, context)) or (believed and not is_second(portion, context.document))


def is_second(portion: PortionReading, cable: Document) -> bool:
    """Whether a mark is not the first of its paragraph."""
    if portion.place != "paragraph" or portion.paragraph is None:
        return False
    return portion.written is not cable.paragraphs[portion.paragraph].marks[0]


def marks_something(context: Context) -> bool:
    """Whether the text of the cable shows a portion mark of its own: those of a quoted document are the document's."""
    paragraphs = context.document.paragraphs
    return any(
        portion.paragraph is not None and paragraphs[portion.paragraph].role != "quoted"
        for portion in marks(context)
    )


@once
def faulty(context: Context) -> tuple[PortionReading, ...]:
    """The portions whose mark has a fault that reading it shows."""
    return tuple(portion for portion in marks(context) if portion.reading.problems)


@once
def late_marks(context: Context) -> dict[int, PortionReading]:
    """The marks that are after the title or the last sentence of a paragraph instead of after its number.

    By paragraph, if nothing is marked before it.
    """
    if not context.inner:
        return {}
    first = {portion.paragraph: portion for portion in reversed(context.inner)}
    return {
        index: first[index]._replace(place="misplaced")
        for index in without_mark(context)
        if index in first
        and _is_late(first[index], context.document.paragraphs[index].body[0], context.document)
    }


def _is_late(portion: PortionReading, body: Span, cable: Document) -> bool:
    """Whether the first mark of a paragraph is at its end or after its title."""
    if portion.place == "misplaced":
        return True
    title = cable.text[body.start : portion.written.span.start].rstrip()
    if portion.place not in _AFTER_TITLES or portion.reading.problems or not title or len(title) > TITLE:
        return False
    return title[-1] in ":-" or (title[-1] == "." and len(title.split()) <= TITLE_WORDS)


_AFTER_TITLES = frozenset({"sentence", "label", "note", "attachment"})


@once
def all_judged(context: Context) -> bool:
    """Whether the mark of every portion is there and read, so that nothing higher can hide in the text.

    False if a paragraph lacks its mark, a mark cannot be read, or a released copy withholds text.
    """
    late = late_marks(context)
    return (
        bool(context.known)
        and all(portion.mark for portion in marks(context))
        and all(index in late for index in unmarked(context))
        and not any(paragraph.withheld for paragraph in context.document.paragraphs)
    )


def opening(cable: Document, index: int) -> Span:
    """Return the opening of a paragraph: its number, else its first word."""
    paragraph = cable.paragraphs[index]
    if paragraph.number:
        return paragraph.number.span
    start, end = paragraph.span
    at = start
    while at < end and not cable.text[at].isspace():
        at += 1
    return Span(start, at)
