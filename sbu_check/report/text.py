"""The report for people: each diagnostic with the line it is about, a caret under the place, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.report import fixes
from sbu_check.report.concise import dropped, headline
from sbu_check.report.terminal import Style, clean, window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import Excerpt, Report, Reported

WIDTH = 80
_MOST_PLACES = 8
"""Related places that are shown; a cause that touches more paragraphs names the others in its message."""


def render(report: Report, style: Style | None = None, columns: int = WIDTH) -> Iterator[str]:
    """The blocks of the report, each with its line ends: one a diagnostic, under the report's own banner.

    It ends with what made it; a report in which nothing is has no blocks.
    """
    style = style or Style()
    banner = style.paint("banner", report.banner or "")
    if banner:
        yield f"{banner}\n\n"
    empty = not banner
    for file in report.files:
        for one in file.diagnostics:
            if one.state == "new":
                empty = False
                yield "\n".join(block(one, style, columns)) + "\n\n"
        for line in (*dropped(file), *fixes.lines(file)):
            empty = False
            yield f"{line}\n\n"
    if not empty:
        yield f"{report.identity}\n"
    if banner:
        yield f"\n{banner}\n"


def block(one: Reported, style: Style, columns: int) -> Iterator[str]:
    """The lines of one diagnostic."""
    yield headline(one, style)
    # A related place that is the place itself labels it.
    label = next((spot.message for spot in one.related if (spot.start, spot.end) == (one.start, one.end)), "")
    spots = [spot for spot in one.related if (spot.start, spot.end) != (one.start, one.end)][:_MOST_PLACES]
    margin = max(len(str(line)) for line in (one.start.line, *(spot.start.line for spot in spots)))
    yield _gutter("", margin, style)
    yield from _shown(one.start.line, one.excerpt, ("^", one.severity, label), margin, style, columns)
    for spot in spots:
        yield from _shown(
            spot.start.line, spot.excerpt, ("-", "gutter", spot.message), margin, style, columns
        )
    sign = " " * margin + " " + style.paint("gutter", "=")
    yield from (f"{sign} {clean(note)}" for note in _notes(one))


def _notes(one: Reported) -> Iterator[str]:
    if len(one.related) > _MOST_PLACES:
        yield f"and {len(one.related) - _MOST_PLACES} more places"
    if one.confidence == "low":
        yield "a guess: low confidence"
    if one.remedy:
        yield f"help: {one.remedy}"
    if one.fix:
        yield f"{_FIX[one.fix.applicability]}: {one.fix.title}"
    if one.sources:
        yield f"source: {'; '.join(one.sources)}"


_FIX = {"safe": "safe fix", "unsafe": "unsafe fix", "display": "possible fix"}


def _shown(
    line: int, excerpt: Excerpt, mark: tuple[str, str, str], margin: int, style: Style, columns: int
) -> Iterator[str]:
    """A line of the document, and below it the place underlined: `mark` is the sign, its colour, and its label."""
    sign, role, label = mark
    text, indent, length = window(
        excerpt.text, excerpt.caret, max(columns - margin - 3, 20), before=excerpt.before, after=excerpt.after
    )
    yield _gutter(str(line), margin, style) + (f" {text}" if text else "")
    words = sign * length + (" …" if excerpt.more else "") + (f" {clean(label)}" if label else "")
    yield f"{_gutter('', margin, style)} {' ' * indent}{style.paint(role, words)}"


def _gutter(number: str, margin: int, style: Style) -> str:
    return style.paint("gutter", f"{number:>{margin}} |")
