"""Text for terminals and logs: nothing in it is a control character or a command, colours, widths, windows.

GitHub runs a line that begins with `::`, with or without blanks before it; Azure Pipelines, GitHub and TeamCity run
`##[…]`, `##vso[…]` and `##teamcity[…]` anywhere on a line; GitLab folds at `section_start:`. A file name, a mark or a
message of a custom rule may hold each of them. In a form for programs the character is escaped, so that values stay
the same.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.text.span import Span


_PICTURES = {code: chr(0x2400 + code) for code in range(32)} | {0x7F: "\u2421"}
_ELLIPSIS = "…"


def clean(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal would obey: controls, bidi marks, lone surrogates."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    picture = _PICTURES.get(ord(character))
    return picture or f"<U+{ord(character):04X}>"


def width(character: str) -> int:
    """The columns of a terminal that a printable character takes: 0, 1 or 2."""
    if character.isascii():
        return 1
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def window(text: str, caret: Span, columns: int, *, before: bool, after: bool) -> tuple[str, int, int]:
    """The part of a line around `caret` that fits into `columns`, the columns before the caret, and the caret's width.

    A tab is one blank, as the columns of a report count it. `before` and `after` tell whether the line goes on outside
    of `text`. An empty caret is one column wide.
    """
    cells = [" " if character == "\t" else _shown(character) for character in text]
    widths = [sum(map(width, cell)) for cell in cells]
    start, end = _fit(widths, caret, columns, before=before, after=after)
    left = _ELLIPSIS if before or start > 0 else ""
    right = _ELLIPSIS if after or end < len(cells) else ""
    first, last = max(caret.start, start), min(caret.end, end)
    return (
        left + "".join(cells[start:end]) + right,
        len(left) + sum(widths[start:first]),
        max(sum(widths[first:last]), 1),
    )


def _fit(widths: list[int], caret: Span, columns: int, *, before: bool, after: bool) -> tuple[int, int]:
    """The half-open range of cells to show: the head of the line when the caret fits on it, else around the caret."""
    total = sum(widths)
    if total <= columns and not before and not after:
        return 0, len(widths)
    room = max(columns - 2, 10)  # an ellipsis on either side
    wanted = min(sum(widths[caret.start : caret.end]), room)
    start = 0
    if sum(widths[: caret.start]) + wanted > room:
        lead = (room - wanted) // 3
        start = caret.start
        while start > 0 and lead >= widths[start - 1]:
            start -= 1
            lead -= widths[start]
    end = start
    while end < len(widths) and room >= widths[end]:
        room -= widths[end]
        end += 1
    return start, end


_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "place": "1",
    "gutter": "34",
    "banner": "1",
}


@value
class Style:
    """Paints words, or leaves them as they are."""

    coloured: bool = False

    def paint(self, role: str, words: str) -> str:
        """`words` in the colour of `role`: a severity, place, gutter or banner."""
        return f"\x1b[{_CODES[role]}m{words}\x1b[0m" if self.coloured and words else words


Kind = Literal["plain", "text", "json", "markup", "raw"]
"""How a text escapes a sign: with a blank, as JSON, as HTML and XML, or not at all.

`plain` also shows control characters, `text` has none but those of its colours.
"""

_AT_START = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_ANYWHERE = re.compile(r"#(?=#(?:\[|vso\[|teamcity\[))|(?<=section)_(?=(?:start|end):)", re.IGNORECASE)


def inert(text: str, kind: Kind = "text") -> str:
    """The text without a command that a log runs."""
    if kind == "raw":
        return text
    if kind == "plain":
        text = "\n".join(map(clean, text.split("\n")))
    if kind != "json" and "::" in text:
        text = _AT_START.sub(r"\1&#58;" if kind == "markup" else r"\1: ", text)
    if kind in {"plain", "text"}:
        return _ANYWHERE.sub(r"\g<0> ", text) if _suspect(text) else text
    if not _suspect(text):
        return text
    escape = r"\u%04x" if kind == "json" else "&#%d;"
    return _ANYWHERE.sub(lambda found: escape % ord(found[0]), text)


def _suspect(text: str) -> bool:
    return "##" in text or "ection_" in text.lower()


def inert_blocks(blocks: Iterable[str], kind: Kind = "text") -> Iterator[str]:
    """Each block of a report without commands."""
    return (inert(block, kind) for block in blocks)
