"""Rules that a paragraph has a portion mark, one only, and in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.common.coverage import owes, uniform_place, unmarked, unmarked_of_memo, unnumbered
from sbu_check.checks.common.document import paragraph_at
from sbu_check.checks.common.portions import (
    RELATED,
    is_second,
    late_marks,
    marks,
    marks_something,
    opening,
    paragraph_name,
)
from sbu_check.checks.common.stated import SBU_SINCE, before, stated
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Cable, Document, Memo, Paragraph, Subparagraph
    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading
    from sbu_check.checks.common.stated import Stated

FEW = 3
"""More missing marks than these are one finding if fewer than one paragraph in as many is marked."""

UNIFORM_UNTIL = "1995-10-14"
"""The last day on which one mark for the entire text was authorised; later ones are reported by entire-text."""


def missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """Paragraphs without a mark in a cable that marks others; once, a plain unclassified cable without marks.

    Values: `paragraph`, `mark` (what the header implies), `count`, `all`.
    """
    late = late_marks(context)
    bare = [index for index in unmarked(context) if index not in late]
    header = stated(context)
    if not late and not marks_something(context):
        yield from _nothing_marked(cable, context, header, bare)
        return
    mark = header.implied(context.system) if header else None
    owing = sum(map(owes, cable.paragraphs))
    if _most(bare, owing):
        edits = tuple(_insertion(cable, index, mark) for index in bare) if mark else ()
        yield _together(cable, bare, owing, "few", mark or "", edits)
    else:
        yield from (_missing(cable, index, mark) for index in bare)
    yield from (_missing(cable, index, mark, variant="unnumbered") for index in unnumbered(context))


def missing_in_memo(memo: Memo, context: Context) -> Iterator[Finding]:
    """Report paragraphs of a marked document without a mark. Values: `paragraph`, `mark` (empty), `count`, `all`."""
    found = unmarked_of_memo(context)
    owing = len(found) + len(context.portions_by_paragraph)
    most = _most(found, owing)
    for variant, certain in (("memo", True), ("unnumbered", False)):
        bare = [index for index, sure in found if sure is certain]
        if most and len(bare) > FEW:
            yield _together(memo, bare, owing, f"{variant}-few")
            continue
        for index in bare:
            yield Finding(
                opening(memo, index),
                {"paragraph": paragraph_name(memo, index), "mark": ""},
                variant=variant,
                paragraph=index,
            )


def _most(bare: Sequence[object], owing: int) -> bool:
    """Whether so many of the paragraphs lack a mark that this has one cause."""
    return len(bare) > FEW and (owing - len(bare)) * FEW < owing


def _together(
    document: Document,
    bare: Sequence[int],
    owing: int,
    variant: str,
    mark: str = "",
    edits: tuple[Edit, ...] = (),
) -> Finding:
    """One finding for all paragraphs without a mark, the first of them as places."""
    return Finding(
        opening(document, bare[0]),
        {"mark": mark, "count": len(bare), "all": owing},
        tuple(Related(opening(document, index), "no mark here either") for index in bare[1 : 1 + RELATED]),
        variant=variant,
        edits=edits,
        paragraph=bare[0],
    )


def _missing(cable: Cable, index: int, mark: str | None, variant: str | None = None) -> Finding:
    return Finding(
        opening(cable, index),
        {"paragraph": paragraph_name(cable, index), "mark": mark or ""},
        variant=variant,
        edits=(_insertion(cable, index, mark),) if mark else (),
        paragraph=index,
    )


def _nothing_marked(
    cable: Cable, context: Context, header: Stated | None, bare: Sequence[int]
) -> Iterator[Finding]:
    """Report once a plain unclassified cable without marks; `marks-absent-controlled` reports controlled ones."""
    # Before the handbook's rule for all cables, orders asked for marks in classified documents only.
    if not bare or header is None or header.controlled or before(SBU_SINCE, cable, context):
        return
    if cable.layout != "edition" and "markdown" not in cable.overlays:
        yield Finding(
            opening(cable, bare[0]),
            {"level": header.level},
            (Related(header.span, "the classification line says {level}"),),
            variant="plain",
            paragraph=bare[0],
        )


def position(cable: Cable, context: Context) -> Iterator[Finding]:
    """A mark before the number of its paragraph, after its title or at its end. Values: `mark`, `paragraph`."""
    for index, paragraph in enumerate(cable.paragraphs):
        if (mark := paragraph.misplaced) and paragraph.number and not paragraph.marks:
            start, number = mark.span.start, paragraph.number.span
            moved = f"{number.of(cable.text)} {mark.span.of(cable.text)}"
            swap = Edit(Span(start, number.end), moved, Span(start, number.end))
            values = {"mark": mark, "paragraph": paragraph_name(cable, index)}
            yield Finding(mark.span, values, edits=(swap,), paragraph=index)
    for index, portion in late_marks(context).items():
        yield _late(cable, index, portion)


def _late(cable: Cable, index: int, portion: PortionReading) -> Finding:
    """The finding of a mark after the title or after the last sentence of its paragraph."""
    body, span = cable.paragraphs[index].body, portion.written.span
    start, mark = body[0].start, span.of(cable.text)
    before = start + len(cable.text[start : span.start].rstrip())
    edits = (Edit(Span(start, start), f"{mark} "), Edit(Span(before, span.end), ""))
    return Finding(
        span,
        {"mark": portion.written, "paragraph": paragraph_name(cable, index)},
        variant="end" if span.end == body[-1].end else "title",
        edits=edits,
        paragraph=index,
    )


def duplicate(cable: Cable, context: Context) -> Iterator[Finding]:
    """A second mark on one paragraph. Values: `paragraph`, `first`, `second`."""
    for portion in marks(context):
        index, mark = portion.paragraph, portion.written
        if index is not None and is_second(portion, cable):
            first = cable.paragraphs[index].marks[0]
            same = portion.mark is not None and portion.mark == context.system.read_portion(first.text).mark
            yield Finding(
                mark.span,
                {"paragraph": paragraph_name(cable, index), "first": first, "second": mark},
                (Related(first.span, "the first mark"),),
                variant="same" if same else None,
                edits=(Edit(Span(first.span.end, mark.span.end), ""),) if same else (),
                paragraph=index,
            )


def subparagraphs(cable: Cable, context: Context) -> Iterator[Finding]:
    """A part of a paragraph without a mark next to parts that have one. Values: `paragraph`."""
    for index, paragraph in enumerate(cable.paragraphs):
        parts = paragraph.subparagraphs
        if not any(part.mark for part in parts):
            continue
        for row in _rows(parts):
            marked = [part.mark for part in row if part.mark]
            bare = [part for part in row if not part.mark]
            if marked and bare:
                yield Finding(
                    bare[0].label.span,
                    {"paragraph": paragraph_name(cable, index)},
                    (
                        Related(marked[0].span, "this part is marked"),
                        *(Related(part.label.span, "no mark here either") for part in bare[1:RELATED]),
                    ),
                    paragraph=index,
                )


def _rows(parts: Sequence[Subparagraph]) -> list[list[Subparagraph]]:
    """The parts by kind of label: dashed points below lettered parts are a row of their own."""
    rows: dict[str, list[Subparagraph]] = {}
    for part in parts:
        letters = part.label.text.strip("().-: ")
        kind = "number" if letters.isdigit() else "letter" if letters.isalpha() else "dash"
        rows.setdefault(kind, []).append(part)
    return list(rows.values())


def titles(cable: Cable, context: Context) -> Iterator[Finding]:
    """Headings between the paragraphs of a marked cable that carry no mark, reported once."""
    if not cable.marked:
        return
    # An address list, a signature or a trailer follows the last numbered paragraph.
    last = max((index for index, one in enumerate(cable.paragraphs) if one.number), default=0)
    bare = [
        (index, paragraph)
        for index, paragraph in enumerate(cable.paragraphs[:last])
        if paragraph.heading and not paragraph.marks and paragraph.inherits is None
    ]
    if bare:
        index, first = bare[0]
        yield Finding(
            first_line(cable, first),
            {"count": len(bare)},
            tuple(
                Related(first_line(cable, other), "no mark here either") for _, other in bare[1 : 1 + RELATED]
            ),
            paragraph=index,
        )


def first_line(cable: Cable, paragraph: Paragraph) -> Span:
    """The first line of a paragraph."""
    end = cable.text.find("\n", *paragraph.span)
    return Span(paragraph.span.start, paragraph.span.end if end < 0 else end)


def _insertion(cable: Cable, index: int, mark: str) -> Edit:
    """The edit that puts a mark after the number of a paragraph, one blank on each side."""
    paragraph = cable.paragraphs[index]
    at = paragraph.number.span.end if paragraph.number else paragraph.span.start
    blank = "" if cable.text[at : at + 1].isspace() else " "
    return Edit(Span(at, at), f" ({mark}){blank}" if paragraph.number else f"({mark}) ")


def uniform_mark(cable: Cable, context: Context) -> Iterator[Finding]:
    """One mark for the entire text, in the years in which that was usual, or if the day is not known."""
    place = uniform_place(context)
    if place and (context.on is None or context.on.isoformat() <= UNIFORM_UNTIL):
        yield Finding(place, paragraph=paragraph_at(cable, place.start))
