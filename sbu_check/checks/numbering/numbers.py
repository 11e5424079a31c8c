"""Paragraph numbers as they are printed: their places, their neighbours, and how messages name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.numbering.damage import legible, value
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Cable, ParagraphNumber

_ENUMERATED = 8
"""Numbers that a message names one by one; of longer runs it names the first ones and the last."""

_WIDEST = 4
"""Characters of a printed number that are shown; no paragraph number needs more."""


def number_of(cable: Cable, index: int) -> ParagraphNumber:
    """The number of a paragraph that has one."""
    number = cable.paragraphs[index].number
    assert number is not None, "the paragraph has a number"
    return number


def digits_of(cable: Cable, index: int) -> Span:
    """The digits of a paragraph number, without pilcrow and punctuation."""
    number = number_of(cable, index)
    start = cable.text.index(number.digits, number.span.start, number.span.end)
    return Span(start, start + len(number.digits))


def printed(cable: Cable, index: int) -> str:
    """A number as printed, in so few characters that it can be no word of the text."""
    digits = number_of(cable, index).digits
    return digits if len(digits) <= _WIDEST else f"{digits[:_WIDEST]}…"


def enumerated(numbers: Sequence[str]) -> tuple[str, ...]:
    """The numbers as a message enumerates them."""
    return (*numbers[:3], "…", numbers[-1]) if len(numbers) > _ENUMERATED else tuple(numbers)


def spoken(numbers: Sequence[int]) -> str | tuple[str, ...]:
    """Numbers in a row as `6 to 10`, others one by one."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]} to {numbers[-1]}"
    return enumerated([str(number) for number in numbers])


def printed_value(cable: Cable, index: int) -> int:
    """The number that a paragraph prints; 0 if it cannot be read."""
    return value(legible(number_of(cable, index).digits))


def neighbour(cable: Cable, index: int, step: int) -> int | None:
    """The next numbered paragraph of the cable's own in this direction."""
    index += step
    while 0 <= index < len(cable.paragraphs):
        paragraph = cable.paragraphs[index]
        if paragraph.number and paragraph.role != "quoted":
            return index
        index += step
    return None


def own_paragraphs(cable: Cable) -> Iterator[int]:
    """The paragraphs of the cable itself: no headings, no quoted texts, nothing withheld."""
    for index, paragraph in enumerate(cable.paragraphs):
        foreign = paragraph.role == "quoted" or paragraph.heading or paragraph.inherits is not None
        if not foreign and not paragraph.withheld:
            yield index
