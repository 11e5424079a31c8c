"""Small readings that every part of build shares: header lines read by the grammar `header`, values folded, dates."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from sbu_check.cable.model import Term, full_year
from sbu_check.syntax import Node, NotRead, Tok, load
from sbu_check.syntax.kinds import compiled
from sbu_check.text.span import Span

if TYPE_CHECKING:
    import re

BLANKS = " \t\r\n\f\\"
BOLD_END = BLANKS + "*"
"""What may stand behind a header line: blanks, and the asterisks of one that a converter printed bold."""
NO_BREAK = "\u00a0\u2007\u202f"
"""The blanks at which no line is broken: a web page or a word processor has them where a typist struck two blanks."""
WIDTHLESS = "\u200b\u2060\ufeff"
"""Signs that nobody sees, which a web page leaves where a line may or may not be broken."""
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
    """A kind of the grammar `cable` as a pattern, for the places inside a line where build looks for it."""
    return compiled(load("cable").terminals[name])


def as_typed(text: str) -> str:
    """The text as a typist has it, character for character; the text itself where nothing is otherwise.

    A blank stands for each no-break blank and each sign without width, a line feed for each carriage return that is no
    part of a line end.
    """
    if text.count("\r") > text.count("\r\n"):
        *lines, last = text.split("\r\n")
        text = "\r\n".join([*map(_without_returns, lines), last.replace("\r", "\n")])
    if text.isascii() or not any(blank in text for blank in NO_BREAK + WIDTHLESS):
        return text
    return text.translate(dict.fromkeys(map(ord, NO_BREAK + WIDTHLESS), " "))


def _without_returns(line: str) -> str:
    """What stands before a line end, which is none the better for a second carriage return."""
    bare = line.rstrip("\r")
    return bare.replace("\r", "\n") + line[len(bare) :]


def unquoted(text: str) -> str:
    """A text that a mail quotes line by line (`> `) as it was before, character for character; any other as it is."""
    if not _often("\n>", text, _QUOTED):
        return text
    return text.replace("\n>", "\n ") if text[0] != ">" else " " + text[1:].replace("\n>", "\n ")


_QUOTED = 0.8
"""The share of the lines that open with the sign of a quotation where a mail quotes a whole text."""


def single_spaced(text: str) -> str:
    """A text with a blank line behind each of its lines as one without, character for character; any other as it is.

    The line feed of such a blank line becomes a blank before the next line. What is printed so has more of
    them between its paragraphs, or lines that end in the middle of a sentence: paragraphs of one line each have one
    blank line between them as well.
    """
    apart = next((apart for apart in ("\n\n", "\n\r\n") if _often(apart, text, _APART / 2)), None)
    if apart is None or text.startswith("---"):
        return text  # the head of a page in YAML is read by its margin
    pairs, wide = text.count(apart), text.count(2 * apart if apart == "\n\n" else apart + apart[1:] * 2)
    # Between paragraphs stood a blank line before: now there are three.
    ends = [line[-1] for row in text.split("\n") if len(line := row.strip()) >= _WRAPPED]
    unfinished = sum(end.isalpha() or end == "," for end in ends)
    if wide < _WIDE * pairs and unfinished < max(_FEW, _UNFINISHED * len(ends)):
        return text
    return text.replace("\n\n", "\n ").replace("\n\r\n", "\n  ")


def _often(sign: str, text: str, share: float) -> bool:
    """Whether a sign goes with so many of the line feeds. The head tells of most texts that it does not."""
    feeds = text.count("\n", 0, _HEAD)
    if text.count(sign, 0, _HEAD) < _ROUGHLY * share * feeds:
        return False
    feeds = text.count("\n")
    return _FEEDS <= feeds <= len(text) // _SHORT and text.count(sign) >= share * feeds


_FEEDS = 20
"""Line feeds of the shortest text of which the spacing can be told."""
_SHORT = 6
"""Characters of a line on average, below which a text holds more blank lines than words."""
_HEAD, _ROUGHLY = 1500, 0.7
"""Characters at the head of a text, and how much of the share is found there at least: a mail has lines of its own."""
_APART = 0.95
"""The share of the lines that stand apart in a print with a blank line behind each."""
_WIDE = 0.2
"""The share of the blank lines that part paragraphs in a print that had blank lines between them before."""
_WRAPPED = 45
"""Characters of a line that may be wrapped."""
_FEW, _UNFINISHED = 4, 0.3
"""How many of those lines end within a sentence in a print of wrapped prose, and what share of them at least."""


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
