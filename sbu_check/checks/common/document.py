"""Facts of a cable as a whole, and places in it, that several families of rules need."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sbu_check.cable.terminals import line, terminal
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.elements import Subject, Term
    from sbu_check.cable.model import Cable, Document

CLASSIFIED = frozenset({"CONFIDENTIAL", "SECRET", "TOP SECRET"})

COMPILED = ("compilation", "in the aggregate", "taken together")
"""Words by which a document says that its parts together are classified higher than each (32 CFR 2001.24(g))."""

_COPIES = frozenset({"release", "ocr", "markdown"})

_BLANKS = " \t\r\f"

TYPED_LAYOUTS = frozenset({"archive", "telegram", "draft"})
"""The layouts that are typed to a width: a SMART print has no width, an archive print that of its paper."""

SUBJECT_LABELS = ("SUBJECT_LABEL", "SUBJECT_NUMBER")

MARKDOWN_HEAD = ("---\n", "---\r\n")

FULL_LINE = 45
"""Columns from which a line counts as filled; drafters keep to 55 (5 FAH-1 H-246)."""


def level(cable: Cable) -> str | None:
    """The level of the cable's own class line, None without a known level."""
    line = cable.classification
    return line.level if line else None


def classified(cable: Cable) -> bool:
    """Whether the cable's own class line is CONFIDENTIAL or above."""
    return level(cable) in CLASSIFIED


def not_applicable(cable: Cable) -> Term | None:
    """The value of an E.O. line that says N/A."""
    value = cable.executive_order.value if cable.executive_order else None
    return value if value and value.text.upper().startswith(("N/A", "NA")) else None


def compiled(cable: Document) -> bool:
    """Whether the text says that its parts together are classified higher than each of them."""
    text = cable.span.of(cable.text).casefold()
    return any(words in text for words in COMPILED)


def continuation(cable: Cable) -> bool:
    """Whether the record begins with a later section: the header lines are in another record."""
    line = cable.classification
    return bool(line and line.section and line.section.part > 1)


def whole(cable: Cable) -> bool:
    """Whether the cable should hold its own header lines.

    Texts other than cables, printed editions, later sections and extracts lack some of them by nature.
    """
    return cable.layout not in {"none", "edition"} and not continuation(cable) and not cable.notices


def copied(cable: Cable) -> bool:
    """Whether the text went through paper or a converter: a letter more or less may be the copy's, not the cable's."""
    return cable.layout == "aad" or not _COPIES.isdisjoint(cable.overlays)


def in_prose(cable: Document, place: Span) -> bool:
    """Whether a place lies in the prose of a paragraph, and in nothing that interrupts it."""
    index = paragraph_at(cable, place.start)
    if index is None:
        return False
    body = cable.paragraphs[index].body
    run = bisect_right(body, (place.start, len(cable.text) + 1)) - 1
    return run >= 0 and body[run].holds(place)


def without_line(text: str, span: Span) -> Edit:
    """The edit that takes the line of `span` out, with one of two blank lines that would be left together."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end) + 1 or len(text)
    if _blank_before(text, start):
        after = text.find("\n", end)
        if after >= 0 and not text[end:after].strip(_BLANKS):
            end = after + 1
    return Edit(Span(start, end), "")


def alone(text: str, span: Span) -> bool:
    """Whether nothing but blanks shares the line of `span`."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    return not text[start : span.start].strip(_BLANKS) and not text[span.end : end].strip(_BLANKS)


def label(text: str, start: int) -> Span:
    """The label of a header line, from its first letter to its colon or the sign in its place."""
    found = terminal("HEADER_LABEL").match(text, start)
    return Span(*found.span("label")) if found else Span(start, start)


def subject_words(text: str, subject: Subject) -> Span:
    """The first line of the words of a subject, after its label and its mark."""
    start = subject.span.start
    if subject.mark:
        start = subject.mark.span.end
    elif (node := line(text, subject.span, "subject_line")) and (found := node.first(*SUBJECT_LABELS)):
        start = found.end
    while start < subject.span.end and text[start].isspace():
        start += 1
    end = text.find("\n", start, subject.span.end)
    return Span(start, start + len(text[start : subject.span.end if end < 0 else end].rstrip()))


def _blank_before(text: str, start: int) -> bool:
    return start == 0 or not text[text.rfind("\n", 0, start - 1) + 1 : start].strip(_BLANKS + "\n")


def paragraph_at(cable: Document, offset: int) -> int | None:
    """The index of the paragraph that covers an offset, or None. Logarithmic in the number of paragraphs."""
    low, high = 0, len(cable.paragraphs)
    while low < high:
        middle = (low + high) // 2
        if cable.paragraphs[middle].span.start <= offset:
            low = middle + 1
        else:
            high = middle
    found = low - 1
    return found if found >= 0 and offset < cable.paragraphs[found].span.end else None


def occurrences(text: str, words: Sequence[str], within: Span) -> Iterator[int]:
    """Where the words occur, word by word: quicker than a pattern that few places of a text match."""
    for word in words:
        at = text.find(word, *within)
        while at >= 0:
            yield at
            at = text.find(word, at + 1, within.end)


def listed(cable: Document, places: Sequence[Span]) -> Finding:
    """Return one finding for several places of a text. Values: `count`."""
    return Finding(
        places[0],
        {"count": len(places)},
        related=tuple(Related(place, "and here") for place in places[1:]),
        paragraph=paragraph_at(cable, places[0].start),
    )
