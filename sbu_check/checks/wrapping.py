"""Where the lines of an unwrapped paragraph may have ended.

Archives print a paragraph as one long line. The drafter's terminal had wrapped it: lines of up to 69 columns (ACP 127
para 138f), each filled with as many words as fit, two blanks behind a sentence. Which width was used is not known, so
all are tried; what none of them does did not happen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.text.patterns import pattern
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    import re

LINE = 69
"""The longest line that a circuit carries, in columns (ACP 127 para 138f)."""

# Behind an abbreviation such as "U.S." no typist puts two blanks.
_SENTENCE = pattern(r"((?:[a-z0-9)\"']|[A-Z]{2})[.?!][)\"']?) (?! )")


class LastLine(NamedTuple):
    """A last line that a text can have when it is wrapped.

    `start` is its offset in the text. `widths` are the line widths, in columns, at which the text wraps so; empty where
    the text is that line already.
    """

    start: int
    widths: frozenset[int] = frozenset()


def last_line(text: str, heads: re.Pattern[str], limit: int = LINE) -> LastLine | None:
    """The longest last line that begins with one of `heads`, or None when no wrapping gives one.

    `text` is one line without a break in it; `heads` matches the whole word at the head of a line. A text that begins
    with such a word and fits is a line by itself.
    """
    for match in heads.finditer(text, max(0, len(text) - limit)):
        start = match.start()
        if start == 0:
            return LastLine(0)
        if text[start - 1] == " " and (widths := break_widths(text, start, limit)):
            return LastLine(start, widths)
    return None


def break_widths(text: str, at: int, limit: int = LINE) -> frozenset[int]:
    """The widths up to `limit` at which the last line of `text` begins at offset `at`, the head of a word.

    Tried as the text is spaced and with two blanks behind each sentence, which converters fold into one. Takes time
    linear in the length of the text for each width.
    """
    head, tail = text[:at], text[at:]
    found: set[int] = set()
    for before, line in {(head, tail), (_SENTENCE.sub(r"\1  ", head), _SENTENCE.sub(r"\1  ", tail))}:
        whole = before + line
        found.update(width for width in range(len(line), limit + 1) if _breaks_at(whole, len(before), width))
    return frozenset(found)


def _breaks_at(text: str, at: int, width: int) -> bool:
    """Whether the last line begins at `at` when lines are filled up to `width` columns."""
    start, end = 0, len(text)
    while start < at:
        if end - start <= width:
            return False
        gap = text.rfind(" ", start, start + width + 1)
        if gap <= start:  # one word is wider than the line: it has a line for itself
            gap = text.find(" ", start)
        start = gap + 1
        while text[start] == " ":
            start += 1
    return start == at
