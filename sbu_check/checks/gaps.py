"""Checks of a copy released in part: gaps that no exemption code explains."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.checks.declared import paragraph_at
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context

LINES = 4
"""Blank lines between two paragraphs from which on something may be cut out."""
_NAME = pattern(r":([ \t]{3,})(?=[—–-])")
_OFFICE = pattern(r"[ \t]*[A-Z][A-Z0-9/() ]{1,20}")
_CUT = pattern(r"(?<=[a-z,])[ ]{6,}(?=[a-z])")


def uncoded(cable: Cable, context: Context) -> Iterator[Finding]:
    """Gaps of a copy released in part beside which no code stands.

    Variants: `names` cut out of a list of clearances, `words` cut out of a line; else blank lines. Values: `count`.
    """
    if not any("PART" in stamp.text.upper() for stamp in cable.dispositions):
        return
    text = cable.text
    codes = [code.span.start for code in cable.codes]
    found: dict[str | None, list[Span]] = {
        None: list(_blank_lines(cable)),
        "names": [
            Span(*name.span(1))
            for name in _NAME.finditer(text, cable.header.end, cable.span.end)
            if _OFFICE.fullmatch(text, text.rfind("\n", 0, name.start()) + 1, name.start())
        ],
        "words": [
            Span(*cut.span())
            for paragraph in cable.paragraphs
            if text.find("      ", *paragraph.span) >= 0
            for run in paragraph.body
            for cut in _CUT.finditer(text, *run)
        ],
    }
    for variant, places in found.items():
        bare = [place for place in places if not _coded(text, place, codes)]
        if bare:
            yield Finding(
                bare[0],
                {"count": len(bare)},
                related=tuple(Related(place, "and here") for place in bare[1:]),
                variant=variant,
                paragraph=paragraph_at(cable, bare[0].start),
            )


def _blank_lines(cable: Cable) -> Iterator[Span]:
    """Many blank lines between two parts of a paragraph, where the others stand close and no page ends."""
    text = cable.text
    parts = pairwise(cable.paragraphs)
    gaps = [
        Span(a.span.end, b.span.start) for a, b in parts if b.number is None and b.span.start > a.span.end
    ]
    gaps = [gap for gap in gaps if text[gap.start : gap.end].isspace()]
    wide = [gap for gap in gaps if text.count("\n", *gap) > LINES]
    if 0 < len(wide) <= max(1, len(gaps) // 8):
        for gap in wide:
            start = text.find("\n", gap.start) + 1
            yield Span(start, text.rfind("\n", start, gap.end))


def _coded(text: str, place: Span, codes: list[int]) -> bool:
    """Whether a code stands in the gap or on its lines."""
    start, end = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
    return any(start <= code < (len(text) if end < 0 else end) for code in codes)
