"""Checks of re-publications and printed editions, of converted headings, and of documents quoted inside the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.checks.coverage import uniform_place
from sbu_check.checks.declared import paragraph_at
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context

_HEAD = ("---\n", "---\r\n")
_FIELD = pattern(r'^cable-([a-z-]+):[ \t]*"?([^"\r\n]*)', re.MULTILINE)
_TAIL = pattern(r"^[-*][ ]*\*\*(Declassified|Classification):\*\*[ \t]*([^\r\n]*)", re.MULTILINE)
_MOMENT = pattern(r"\b\d{6}Z [A-Z]{3} \d\d\b", re.IGNORECASE)
_OFFICE = pattern(r"\b[A-Z]{1,4}-\d\d\b", re.IGNORECASE)
_YEAR = pattern(r"\b(?:19|20)\d\d\b")
_HEADING = pattern(r"^#{1,6}[ ]+[^\r\n]+", re.MULTILINE)
_ITEM = pattern(r"[A-Za-z]\.")
UNIFORM_UNTIL = "1995-10-14"
"""The day from which on a mark for the entire text is no more authorised, which the rule entire-text tells."""


def republication_head(cable: Cable, context: Context) -> Iterator[Finding]:
    """What the head of a re-publication in Markdown says otherwise than a cable's header.

    Variants: `several` values in one, a declassification `early`, before the cable, and the `present` class of a
    record that was declassified. Values: `field`, `written`.
    """
    text = cable.text
    if not text.startswith(_HEAD, cable.span.start) or text.find("\ncable-", *cable.span) < 0:
        return
    end = text.find("\n---", cable.span.start)
    fields = {
        found[1]: Span(*found.span(2))
        for found in _FIELD.finditer(text, cable.span.start, end if end >= 0 else cable.span.end)
        if found[2].strip()
    }
    said = {found[1]: Span(*found.span(2)) for found in _TAIL.finditer(text, *cable.span)}
    for name, span in fields.items():
        if _MOMENT.search(text, *span) and _OFFICE.search(text, *span):
            yield Finding(span, {"field": f"cable-{name}", "written": span}, variant="several")
    declassified, sent = fields.get("declass-date"), _year(text, fields.get("date"))
    if declassified and sent and (_year(text, declassified) or sent) < sent:
        again = said.get("Declassified")
        yield Finding(
            declassified,
            {"written": declassified},
            related=(Related(again, "and here"),) if again else (),
            variant="early",
        )
    level = fields.get("classification")
    if declassified and level and level.of(text).upper() == "UNCLASSIFIED":
        places = [banner.span for banner in cable.banners if banner.text.upper() == "UNCLASSIFIED"]
        places += [said["Classification"]] if "Classification" in said else []
        related = tuple(Related(place, "and here") for place in places if place.start > level.end)
        yield Finding(level, {"written": level}, related=related, variant="present")


def _year(text: str, span: Span | None) -> int | None:
    found = _YEAR.search(text, *span) if span else None
    return int(found[0]) if found else None


def markdown_heading(cable: Cable, context: Context) -> Iterator[Finding]:
    """Lines of a cable that a converter made headings of a Markdown page, told once. Values: `count`."""
    text = cable.text
    start = cable.span.start
    if text.startswith(_HEAD, start) or not (
        text.startswith("#", start) or text.find("\n#", *cable.span) >= 0
    ):
        return
    places = [Span(*found.span()) for found in _HEADING.finditer(text, *cable.span)]
    if places:
        yield Finding(
            places[0],
            {"count": len(places)},
            related=tuple(Related(place, "and here") for place in places[1:]),
            paragraph=paragraph_at(cable, places[0].start),
        )


def class_in_note(cable: Cable, context: Context) -> Iterator[Finding]:
    """A printed edition that names the class in its source note only. Values: `words`."""
    line = cable.classification
    if cable.layout == "edition" and line is not None and not cable.banners:
        yield Finding(line.words.span, {"words": line.words})


def quoted_numbering(cable: Cable, context: Context) -> Iterator[Finding]:
    """Numbers of a quoted document among the cable's own, told once; variant `letters` for its lettered items."""
    numbers = [one.number.span for one in cable.paragraphs if one.role == "quoted" and one.number]
    letters = [
        part.label.span
        for block in cable.blocks
        if block.kind == "text" and block.opener
        for one in cable.paragraphs[block.first : block.last + 1]
        for part in one.subparagraphs
        if part.span.start > block.opener.end and _ITEM.fullmatch(part.label.text)
    ]
    for variant, places in ((None, numbers), ("letters", letters)):
        if len(places) > 1:
            yield Finding(
                places[0],
                {"count": len(places)},
                related=tuple(Related(place, "and here") for place in places[1:]),
                variant=variant,
                paragraph=paragraph_at(cable, places[0].start),
            )


def uniform_mark(cable: Cable, context: Context) -> Iterator[Finding]:
    """One mark for the entire text, in the years in which that was usual or where the day is not known."""
    place = uniform_place(context)
    if place and (context.on is None or context.on.isoformat() <= UNIFORM_UNTIL):
        yield Finding(place, paragraph=paragraph_at(cable, place.start))
