"""Which brackets inside paragraphs are portion marks, and which paragraphs a mark must cover."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.cable.blocks import BOUNDED
from sbu_check.cable.inner_marks import inner_marks
from sbu_check.cable.numbering.explain import PROSE, stands_alone
from sbu_check.cable.terminals import terminal
from sbu_check.checks.common.readings import PortionReading, elsewhere, once
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.cable.elements import PortionMark
    from sbu_check.cable.inner_marks import InnerMark, Next
    from sbu_check.cable.model import Cable, Document, Paragraph
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionPlace

BELIEVED = 2
"""The weight from which a bracket is a mark."""

PLACED = 1
"""The weight of a place at which a portion may begin."""

AMONG_MARKS = 2
"""The weight of other marks in the document."""

SEVERAL_WORDS = 3
"""The weight of a mark of several words, as `S//NF`, which no other bracket holds."""

ONE_WORD = 2
"""The weight of a mark of several letters, as SBU."""

TORN = -3
"""The weight of a line above with an unfinished sentence."""

LISTED = -6
"""The weight of a letter that labels a list."""

FOLLOWED: dict[Next, int] = {"capital": 1, "capitals": 0, "other": 0, "nothing": 0, "small": -2}
"""The weight of the text after the bracket."""


@once
def uniform(context: Context) -> bool:
    """Whether one mark covers the entire text: `(C - ENTIRE TEXT)`, `CONFIDENTIAL ENTIRE TEXT`."""
    return uniform_place(context) is not None


@once
def uniform_place(context: Context) -> Span | None:
    """Return the mark for the entire text, or the words ENTIRE TEXT alone, which leave the class to the header."""
    for portion in context.opening_marks:
        if portion.written.entire:
            return portion.written.span
    cable = context.document
    text = cable.text
    if text.find("ENTIRE", *cable.span) >= 0 or text.find("ntire text", *cable.span) >= 0:
        alone = terminal("UNIFORM_ALONE")
        openings = (one.body[0] for one in cable.paragraphs if one.body and not one.marks)
        return next((Span(*found.span()) for run in openings if (found := alone.match(text, *run))), None)
    return None


def owes(paragraph: Paragraph) -> bool:
    """Whether a paragraph must have a mark of its own: not if quoted or empty, or if a release withheld its mark."""
    return (
        paragraph.role in {"numbered", "inline"}
        and paragraph.inherits is None
        and not paragraph.heading
        and not paragraph.withheld
        and bool(paragraph.body or paragraph.subparagraphs)
    )


@once
def unmarked(context: Context) -> tuple[int, ...]:
    """The paragraphs that must have a mark and have none, neither at their head nor after their label."""
    bare, labelled = without_mark(context), opened(context)
    return tuple(index for index in bare if index not in labelled) if labelled else bare


@once
def without_mark(context: Context) -> tuple[int, ...]:
    """The paragraphs that must have a mark and have none at their head.

    A paragraph whose parts are all marked needs none itself (32 CFR 2001.21(c)(3)); a uniform mark covers all. What
    has the number of another text is reported by its number.
    """
    if uniform(context):
        return ()
    foreign = {
        index
        for cause in context.numbering.causes
        if cause.kind in {"stray", "quoted"}
        for index in cause.indices
    }
    return tuple(
        index
        for index, one in enumerate(context.document.paragraphs)
        if owes(one) and _bare(one) and index not in foreign
    )


@once
def unnumbered(context: Context) -> tuple[int, ...]:
    """Unmarked paragraphs without a number: in a text without numbers, before the first number, after the last.

    Those whose lost number is reported with their mark are not included.
    """
    if uniform(context):
        return ()
    reported = {
        index for cause in context.numbering.causes if cause.kind == "unnumbered" for index in cause.indices
    }
    cable, paragraphs = context.document, context.document.paragraphs
    first = next((index for index, one in enumerate(paragraphs) if one.role == "numbered"), None)
    early = (
        index
        for index, one in enumerate(paragraphs[:first])
        if one.role == "unnumbered"
        and index not in reported
        and one.inherits is None
        and not (one.heading or one.withheld)
        and _bare(one)
        and is_prose(one)
    )
    return (*early, *_at_the_end(cable))


def _at_the_end(cable: Document) -> tuple[int, ...]:
    """The last paragraph, if it is the only one of the text without number and mark."""
    bare = [
        index for index, one in enumerate(cable.paragraphs) if not (one.number or one.marks or one.heading)
    ]
    last = len(cable.paragraphs) - 1
    if bare != [last] or cable.paragraphs[last].inherits is None or not stands_alone(cable, last):
        return ()
    return (
        ()
        if any(block.kind in BOUNDED and block.first <= last <= block.last for block in cable.blocks)
        else (last,)
    )


@once
def unmarked_of_memo(context: Context) -> tuple[tuple[int, bool], ...]:
    """Paragraphs of a marked document without a mark, if others have one; each with whether that is certain.

    It is sure of a numbered paragraph, and of prose between marked paragraphs; prose above the first mark, below the
    last, or after a numbered paragraph may be an address, a closing, or the rest of that paragraph. It is certain of no
    paragraph if none has a mark at its head.
    """
    paragraphs = context.document.paragraphs
    marked = [
        at for at, one in enumerate(paragraphs) if one.marks or any(part.mark for part in one.subparagraphs)
    ]
    if not (marked or context.inner) or uniform(context):
        return ()
    first, last = (marked[0], marked[-1]) if marked else (len(paragraphs), 0)
    covered = opened(context) | at_end(context)
    found = []
    for index, one in enumerate(paragraphs):
        if index in covered or not _bare(one) or one.heading or not (one.number or is_prose(one)):
            continue
        inside = first < index < last
        follows = index > 0 and paragraphs[index - 1].number is not None
        found.append((index, bool(marked) and (one.number is not None or (inside and not follows))))
    return tuple(found)


def is_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph is long enough for prose, and no address, date or heading."""
    return paragraph.span.end - paragraph.span.start >= PROSE


def _bare(paragraph: Paragraph) -> bool:
    marked = any(mark.unreadable or not is_label(mark) for mark in paragraph.marks)
    return not (marked or paragraph.misplaced or _parts_marked(paragraph))


def _parts_marked(paragraph: Paragraph) -> bool:
    return bool(paragraph.subparagraphs) and all(part.mark for part in paragraph.subparagraphs)


def is_label(mark: PortionMark) -> bool:
    """Whether a bracket holds a list's label: a number, a letter that no mark has, a small Roman number."""
    text = mark.text.strip().upper()
    return text.isdigit() or (len(text) == 1 and text not in _LETTERS) or text in _ROMAN


_LETTERS = frozenset("UCSLR")

_ROMAN = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX"})


def missing_sections(cable: Cable) -> bool:
    """Whether sections that the class lines announce have left no trace, or an archive calls the record an extract."""
    if cable.notices:
        return True
    announced = max((section.of for section in cable.sections), default=1)
    if announced <= 1:
        return False
    seen = {section.part for section in cable.sections}
    seen.update(_parts(term.text for term in cable.continuation_lines))
    return len(seen) < announced


def _parts(lines: Iterable[str]) -> Iterable[int]:
    """The section numbers of page lines: 2 of `MADRID 00001952 002.2 OF 002`."""
    for line in lines:
        for before, word in pairwise(line.split()):
            if word == "OF" and (part := before.partition(".")[0]).isdigit():
                yield int(part[:6])


@once
def inner_portions(context: Context) -> tuple[PortionReading, ...]:
    """The portions whose mark is after a sentence, at the head of a line, in a cell, after a label, in order."""
    found = inner_marks(context.document)
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
        for one in inner_marks(context.document)
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
    return portion if not one.letter and elsewhere(portion, context) else None
