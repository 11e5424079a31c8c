"""Checks of what only a drafter can still change: the width of lines, the gap above the text, the pseudo-header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable, Paragraph
    from sbu_check.checks.context import Context

CIRCUIT = 69
"""Characters that a line of a circuit takes (ACP 127(G) para 138 f)."""
PSEUDO_HEADER = 6
"""Lines of a post's pseudo-header (5 FAH-2 H-220)."""

_WRAPPED = 3
"""Lines from which a paragraph shows how it was wrapped."""
_SHOWN = 20
"""Related places of one finding."""
_TYPED = frozenset({"archive", "telegram", "draft"})
"""The layouts that are typed to a width: a SMART print has none, an archive print has that of its paper."""


def line_width(cable: Cable, context: Context) -> Iterator[Finding]:
    """Lines of wrapped text that a circuit would break, told once. Values: `width`, `limit`."""
    if cable.layout not in _TYPED or "release" in cable.overlays:
        return
    wide = [line for paragraph in cable.paragraphs for line in _wide(cable.text, paragraph)]
    if wide:
        first, *rest = wide
        yield Finding(
            first,
            {"width": first.end - first.start, "limit": CIRCUIT},
            tuple(Related(line, "and this line") for line in rest[:_SHOWN]),
        )


def _wide(text: str, paragraph: Paragraph) -> list[Span]:
    """The lines of a paragraph beyond the limit; none where it is not wrapped to it, but runs on for a line or two."""
    lines = [line for run in paragraph.body for line in _lines(text, run)]
    wide = [line for line in lines if line.end - line.start > CIRCUIT]
    return wide if len(lines) >= _WRAPPED and len(wide) * 2 < len(lines) else []


def _lines(text: str, run: Span) -> Iterator[Span]:
    """The lines that a run of prose touches, each whole and without the blanks at its end."""
    at = text.rfind("\n", 0, run.start) + 1
    while at < run.end:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].rstrip()
        if line:
            yield Span(at, at + len(line))
        at = end + 1


def text_start_gap(cable: Cable, context: Context) -> Iterator[Finding]:
    """No blank line between the header and the text."""
    first = cable.paragraphs[0] if cable.paragraphs else None
    if first is None or first.number is None or first.role != "numbered" or cable.layout not in _TYPED:
        return
    text = cable.text
    start = text.rfind("\n", 0, first.span.start) + 1
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
    if start > cable.header.start and above.strip():
        end = "\r\n" if above.endswith("\r\n") else "\n"
        yield Finding(first.number.span, edits=(Edit(Span(start, start), end),), paragraph=0)


def pseudo_header_six(cable: Cable, context: Context) -> Iterator[Finding]:
    """The lines above the originator's address of a post's draft, where they are not six. Values: `count`."""
    own, origin = cable.classification, next(iter(cable.routing.recipients), None)
    if cable.layout != "draft" or own is None or origin is None or origin.action != "FM":
        return
    if own.span.start > origin.span.start:
        return
    above = cable.text[own.span.start : origin.span.start].split("\n\n")[0]
    lines = [line for line in above.replace("\r", "").split("\n") if line.strip()]
    if len(lines) != PSEUDO_HEADER:
        yield Finding(
            own.words.span, {"count": len(lines)}, (Related(origin.span, "the originator's address"),)
        )
