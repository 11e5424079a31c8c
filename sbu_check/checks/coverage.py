"""Which paragraphs a mark must cover, and how much of the cable is there."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.checks.context import once

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.cable.model import Cable, Paragraph, PortionMark
    from sbu_check.checks.context import Context
    from sbu_check.text.span import Span

PROSE = 100
"""Characters from which a paragraph without a number is taken for prose, not for an address, a date or a heading."""

SHORT = 60
"""Characters of a first line that can be the mark of the entire text and no sentence."""


@once
def uniform(context: Context) -> bool:
    """Whether one mark stands for the entire text: `(C - ENTIRE TEXT)`, `CONFIDENTIAL ENTIRE TEXT`."""
    return uniform_place(context) is not None


@once
def uniform_place(context: Context) -> Span | None:
    """The mark that stands for the entire text, or the first paragraph that is such a mark in words."""
    for portion in context.portions:
        if portion.written.entire:
            return portion.written.span
    cable = context.cable
    text = cable.text
    if text.find("ENTIRE", *cable.span) >= 0 or text.find("ntire text", *cable.span) >= 0:
        return next((one.span for one in cable.paragraphs if _says_entire(text, one)), None)
    return None


def _says_entire(text: str, paragraph: Paragraph) -> bool:
    """Whether the first line of a paragraph is the mark of the entire text, and nothing more."""
    start = paragraph.number.span.end if paragraph.number else paragraph.span.start
    end = text.find("\n", start, paragraph.span.end)
    line = text[start : paragraph.span.end if end < 0 else end]
    words = _WORDS.findall(line.upper()) if len(line) < SHORT else []
    if "ENTIRE" not in words:
        return False
    at = words.index("ENTIRE")
    around = (*words[:at], *words[at + 2 :])
    return words[at + 1 : at + 2] in _WHOLE and _CLASSES.issuperset(around)


_WORDS = re.compile(r"[A-Z]+")
_WHOLE = (["TEXT"], ["MESSAGE"], ["CABLE"], ["TELEGRAM"])
_CLASSES = frozenset(
    {
        "U",
        "C",
        "S",
        "TS",
        "LOU",
        "SBU",
        "CONFIDENTIAL",
        "TOP",
        "SECRET",
        "LIMITED",
        "OFFICIAL",
        "USE",
        "UNCLASSIFIED",
    }
)


def owes(paragraph: Paragraph) -> bool:
    """Whether a paragraph must carry a mark of its own: not where it is quoted, or its mark withheld from a release."""
    return (
        paragraph.role in {"numbered", "inline"}
        and paragraph.inherits is None
        and not paragraph.heading
        and not paragraph.withheld
    )


@once
def unmarked(context: Context) -> tuple[int, ...]:
    """The paragraphs that must carry a mark and show none, neither in their place nor elsewhere near their beginning.

    A paragraph whose parts are all marked needs none itself (32 CFR 2001.21(c)(3)); a uniform mark covers all.
    """
    if uniform(context):
        return ()
    return tuple(index for index, one in enumerate(context.cable.paragraphs) if owes(one) and _bare(one))


@once
def unnumbered(context: Context) -> tuple[int, ...]:
    """The unmarked paragraphs without a number that stand alone: where none has a number, or before the first."""
    if uniform(context):
        return ()
    paragraphs = context.cable.paragraphs
    first = next((index for index, one in enumerate(paragraphs) if one.role == "numbered"), None)
    return tuple(
        index
        for index, one in enumerate(paragraphs[:first])
        if one.role == "unnumbered"
        and one.inherits is None
        and not (one.heading or one.withheld)
        and _bare(one)
        and is_prose(one)
    )


@once
def unmarked_of_memo(context: Context) -> tuple[tuple[int, bool], ...]:
    """The paragraphs of a marked document that carry no mark beside others that do, each with whether that is sure.

    It is sure of a numbered paragraph, and of prose between marked paragraphs; prose above the first mark, below the
    last, or behind a numbered paragraph may be an address, a closing, or the rest of that paragraph.
    """
    paragraphs = context.cable.paragraphs
    marked = [
        at for at, one in enumerate(paragraphs) if one.marks or any(part.mark for part in one.subparagraphs)
    ]
    if not marked or uniform(context):
        return ()
    found = []
    for index, one in enumerate(paragraphs):
        if not _bare(one) or one.heading or not (one.number or is_prose(one)):
            continue
        inside = marked[0] < index < marked[-1]
        follows = index > 0 and paragraphs[index - 1].number is not None
        found.append((index, one.number is not None or (inside and not follows)))
    return tuple(found)


def is_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph is long enough for prose, and no address, date or heading."""
    return paragraph.span.end - paragraph.span.start >= PROSE


def _bare(paragraph: Paragraph) -> bool:
    marked = any(not is_label(mark) for mark in paragraph.marks)
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
