"""The report of a comparison for people: each finding with its place in the copy and those in the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.report.concise import dropped, headline
from sbu_check.report.terminal import Style, clean, window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import Excerpt, Report, Reported
    from sbu_check.text.lines import Position

WIDTH = 80

VEILED = "NO WITHHELD WORDS ARE SHOWN"
OPEN = "WITHHELD WORDS ARE SHOWN"


def render(report: Report, style: Style | None = None, columns: int = WIDTH) -> Iterator[str]:
    """The blocks of the report, each with its line ends, under the report's own banner."""
    style = style or Style()
    banner = style.paint("banner", VEILED if report.masked else f"{report.banner or 'UNMARKED'} - {OPEN}")
    if report.diagnostics:
        yield f"{banner}\n\n"
    for file in report.files:
        for one in file.diagnostics:
            yield "\n".join(block(one, style, columns)) + "\n\n"
        for line in dropped(file):
            yield f"{line}\n\n"
    if report.diagnostics:
        yield f"{report.identity}\n\n{banner}\n"


def block(one: Reported, style: Style, columns: int) -> Iterator[str]:
    """The lines of one finding."""
    yield headline(one, style)
    yield from _shown(one.excerpt, "^", one.severity, style, columns)
    for spot in one.related:
        yield f"  {style.paint('place', _place(spot.path or one.path, spot.start))} {clean(spot.message)}"
        yield from _shown(spot.excerpt, "-", "gutter", style, columns)
    sign = style.paint("gutter", "  =")
    if one.confidence == "low":
        yield f"{sign} a guess: low confidence"
    yield f"{sign} help: {one.remedy}"
    yield f"{sign} source: {'; '.join(one.sources)}"


def _place(path: str, start: Position) -> str:
    return f"{clean(path)}:{start.line}:{start.column}:"


def _shown(excerpt: Excerpt, sign: str, role: str, style: Style, columns: int) -> Iterator[str]:
    if not excerpt.text:
        return
    text, indent, length = window(
        excerpt.text, excerpt.caret, max(columns - 4, 20), before=False, after=False
    )
    gutter = style.paint("gutter", "  |")
    yield f"{gutter} {text}"
    yield f"{gutter} {' ' * indent}{style.paint(role, sign * length)}{' …' if excerpt.more else ''}"
