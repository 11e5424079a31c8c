"""Small readings that every part of build shares: header lines read by the grammar `header`, values folded, dates."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from sbu_check.cable.elements import Term, full_year
from sbu_check.grammar import Node, NotRead, Tok, load
from sbu_check.grammar.kinds import compiled
from sbu_check.text.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

BLANKS = " \t\r\n\f\\"
BOLD_END = BLANKS + "*"
"""Signs after a header line: blanks, and the asterisks of one that a converter printed bold."""
MONTHS = {name: number for number, name in enumerate(
    ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), 1
)}  # fmt: skip


def line(text: str, span: Span, start: str) -> Node | None:
    """The inside of a header line by that rule of the grammar `header`; None where the line has no such shape."""
    end = span.end
    while end > span.start and text[end - 1] in BOLD_END:
        end -= 1
    try:
        return load("header").read(text, start=start, at=span.start, end=end)
    except NotRead:
        return None


@cache
def terminal(name: str) -> re.Pattern[str]:
    """Return a pattern of `patterns.lark`, for the places inside a line where build looks for it."""
    return compiled(load("patterns").terminals[name])


def place_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of `places.lark`, for the places at which a portion mark may be."""
    return compiled(load("places").terminals[name])


def trimmed(text: str, span: Span) -> Span:
    """The span without the blanks at its ends; empty at its start when it holds nothing else."""
    start, end = span
    while start < end and text[end - 1] in BLANKS:
        end -= 1
    if start == end:
        return Span(span.start, span.start)
    while text[start] in BLANKS:
        start += 1
    return Span(start, end)


def lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a span that hold more than blanks."""
    at = span.start
    while at < span.end:
        end = text.find("\n", at, span.end) + 1 or span.end
        if text[at:end].strip(BLANKS):
            yield Span(at, end)
        at = end


def folded(text: str) -> str:
    """The text with every run of blanks as one blank."""
    return " ".join(text.replace("\\\n", "\n").split())


def unescaped(text: str) -> str:
    """The text without the character references that a converter left (`&#8217;`)."""
    if "&" not in text:
        return text
    from html import unescape  # only for a text that has one  # noqa: PLC0415

    return unescape(text)


def term(text: str, span: Span) -> Term:
    """What the span covers, trimmed and folded."""
    inner = trimmed(text, span)
    return Term(inner, folded(inner.of(text)))


def token_term(text: str, token: Tok | None) -> Term | None:
    """The token as a Term, or None."""
    return term(text, token.span) if token else None


def joined(text: str, tokens: list[Tok]) -> Term | None:
    """From the first of the tokens to the last as one Term; None without any."""
    return term(text, Span(tokens[0].start, tokens[-1].end)) if tokens else None


def day(year: int, month: int, number: int) -> date | None:
    """That day, or None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def decl_date(written: str) -> date | None:
    """A declassification date as cables write it.

    MM/DD/YY, MM/DD/YYYY, YYYY/MM/DD or YYYYMMDD (32 CFR 2001.21(a)(4)).
    """
    if written.isdigit():
        return day(int(written[:4]), int(written[4:6]), int(written[6:8]))
    parts = written.replace("-", "/").split("/")
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        return day(int(parts[0]), int(parts[1]), int(parts[2]))
    return day(full_year(parts[2]), int(parts[0]), int(parts[1]))
