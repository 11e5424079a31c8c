"""Paragraph numbers explained: the true number of each paragraph, and what happened where another one is printed.

Paragraphs count up by one from 1 (5 FAH-1 H-246). Archives, converters and scanners damage the numbers, drafters
miscount, and quoted texts bring numbers of their own. Numbers are not compared pairwise: the whole sequence gets the
explanation that a careful reader would find the most plausible, and each cause in it is reported once.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from sbu_check.cable.blocks import BOUNDED
from sbu_check.cable.model import Cable
from sbu_check.cable.numbering.causes import Cause, CauseBuilder, CauseKind
from sbu_check.cable.numbering.damage import legible, value
from sbu_check.cable.numbering.search import NumberItem, cheapest, item
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.cable.model import Document

__all__ = ["Cause", "CauseKind", "NumberingExplanation", "Printed", "explain", "explain_paragraphs"]


PROSE = 100
"""Characters from which a paragraph without a number is taken for prose, not for an address, a date or a heading."""


SENTENCE_ENDS = ".)\"'?!"
"""What a sentence, or a bracket or quotation around it, ends with."""


class Printed(NamedTuple):
    """The head of one paragraph: its digits as printed, None without a number.

    `quoted` paragraphs have numbers of another document. A `weak` number may be a wrapped line that begins with one.
    `withheld` tells that a release copy took numbers out here.
    """

    digits: str | None
    quoted: bool = False
    weak: bool = False
    withheld: bool = False


class NumberingExplanation(NamedTuple):
    """`numbers` holds the true number of each paragraph, or None; `causes` are in the order of the text.

    Numbers of quoted texts are as meant there. After a fall, they count on: 13 14 13 14 15 are 13 to 17.
    """

    numbers: tuple[int | None, ...]
    causes: tuple[Cause, ...]


def explain(paragraphs: Sequence[Printed], *, begins_anywhere: bool = False) -> NumberingExplanation:
    """The most plausible explanation of the numbers of one cable, in time linear in their number.

    A record that `begins_anywhere` may have any first number, such as one of a later section alone.
    """
    numbers: list[int | None] = [None] * len(paragraphs)
    number = 0
    for index, paragraph in enumerate(paragraphs):
        if not paragraph.digits:
            continue
        if paragraph.quoted:
            numbers[index] = _own_number(paragraph)
        elif paragraph.digits == str(number + 1) and not paragraph.weak:
            number = numbers[index] = number + 1
        else:
            return _explained(paragraphs, begins_anywhere=begins_anywhere)
    return NumberingExplanation(tuple(numbers), ())


def _explained(paragraphs: Sequence[Printed], *, begins_anywhere: bool) -> NumberingExplanation:
    """The explanation of numbers that are not simply those of the paragraphs in order."""
    indices, items, between = _items(paragraphs, begins_anywhere=begins_anywhere)
    told = CauseBuilder(indices, items, between, cheapest(items))
    causes = tuple(told.causes())
    numbers = (
        told.numbers.get(index, _own_number(paragraph) if paragraph.quoted else None)
        for index, paragraph in enumerate(paragraphs)
    )
    return NumberingExplanation(tuple(numbers), causes)


def _own_number(paragraph: Printed) -> int | None:
    """The number of a paragraph of another text, as printed."""
    return value(legible(paragraph.digits or "")) or None


def explain_paragraphs(document: Document) -> NumberingExplanation:
    """Return the explanation of the paragraphs of a document, index by index.

    Headings, quoted texts and text blocks are not part of the sequence, but a paragraph of prose that
    lost its number and its mark may be. Where sections are missing, numbers are missing too, and the sections are
    reported.
    """
    class_lines = document.class_lines if isinstance(document, Cable) else ()
    lines = [line for line in class_lines if line.section]
    parts = [0, *(line.section.part for line in lines if line.section)]
    holes = [
        line.span.start
        for line, (last, part) in zip(lines, itertools.pairwise(parts), strict=True)
        if part > last + 1
    ]
    holes.reverse()
    points = _points(document)
    within = {
        index
        for block in document.blocks
        if block.kind in BOUNDED
        for index in range(block.first, block.last + 1)
    }
    printed: list[Printed] = []
    for index, paragraph in enumerate(document.paragraphs):
        hole = False
        while holes and holes[-1] < paragraph.span.start:
            holes.pop()
            hole = True
        printed.append(
            Printed(
                paragraph.number.digits if paragraph.number else None,
                quoted=paragraph.role == "quoted"
                or paragraph.heading
                or index in points
                or (
                    paragraph.inherits is not None and (index in within or not stands_alone(document, index))
                ),
                withheld=paragraph.withheld or hole,
            )
        )
    return explain(printed)


def _points(document: Document) -> set[int]:
    """The paragraphs between "Begin text" and "End text" that count the points of that text, from 1 on."""
    found: set[int] = set()
    for block in document.blocks:
        if block.kind != "text" or block.opener is None or block.closer is None:
            continue
        last = 0
        for index in range(block.first + 1, block.last + 1):
            number = document.paragraphs[index].number
            if number and value(legible(number.digits)) == last + 1:
                found.add(index)
                last += 1
    return found


def stands_alone(document: Document, index: int) -> bool:
    """Whether a paragraph without number and mark is prose of its own: whole sentences, after a finished paragraph."""
    before = document.paragraphs[index - 1]
    return (
        bool(before.body)
        and document.text[before.span.end - 1] in SENTENCE_ENDS
        and is_whole_prose(document, index)
    )


def is_whole_prose(document: Document, index: int) -> bool:
    """Whether a paragraph without a number is long enough, and begins and ends as sentences do."""
    paragraph = document.paragraphs[index]
    if paragraph.number or not paragraph.body or paragraph.span.end - paragraph.span.start < PROSE:
        return False
    return (
        document.text[paragraph.body[0].start].isupper()
        and document.text[paragraph.span.end - 1] in SENTENCE_ENDS
    )


def _items(
    paragraphs: Sequence[Printed], *, begins_anywhere: bool
) -> tuple[list[int], list[NumberItem], list[list[int]]]:
    """The numbers to explain: where each stands, what it is, and the unnumbered paragraphs in front of it."""
    indices: list[int] = []
    items: list[NumberItem] = []
    between: list[list[int]] = []
    unnumbered: list[int] = []
    withheld = begins_anywhere
    for index, paragraph in enumerate(paragraphs):
        withheld = withheld or paragraph.withheld
        if paragraph.quoted:
            continue
        if paragraph.digits:
            indices.append(index)
            items.append(
                item(paragraph.digits, weak=paragraph.weak, unnumbered=len(unnumbered), withheld=withheld)
            )
            between.append(unnumbered)
            unnumbered, withheld = [], False
        else:
            unnumbered.append(index)
    return indices, items, between
