"""Text to line tokens to layout tree, by the terminals and the layout of the grammar `cable`.

The scanner is contextual: at each line it tries the kinds that the layout accepts there, so that weak kinds, which look like
all-capitals prose, are found only in an envelope. A run of prose is one token. Every text has a tree, and its tokens join to it.
"""

from __future__ import annotations

import re
from functools import cache

from sbu_check.syntax import Grammar, Node, Tok, load

PROSE = "PROSE"
GLUING = {
    "PROSE", "ADDRESSEE", "EO", "TAGS", "SUBJECT", "SUBJECT_NUMBERED", "REF", "CLASSIFIER", "REASON", "TAGS_BARE",
    "SUBJECT_BARE", "REF_BARE",
}  # fmt: skip
"""Kinds behind which a converter may have glued another header line."""
_NEVER = "(?!)"


def parse(text: str) -> Node:
    """The layout tree of a text. Total: the grammar accepts every sequence of kinds, and PROSE every line."""
    scanning = _scanning()
    parse = scanning.grammar.begin()
    cuts = scanning.cuts(text)
    size = len(text)
    at, run = 0, -1
    """`run` is where the prose began that is not fed yet, -1 when there is none."""
    while at < size:
        limit = cuts[-1]
        if at >= limit:
            cuts.pop()
            continue
        row = parse.row
        pattern = scanning.pattern(row)
        kind, end = _match(pattern, text, at, limit)
        if kind in GLUING and scanning.in_header(row):
            glued = scanning.glued.search(text, _behind_label(text, at, end, kind), end)
            if glued:
                kind, end = _match(pattern, text, at, glued.start())
        if kind == PROSE:
            if run < 0:
                run = at
        else:
            if run >= 0:
                parse.feed(Tok(PROSE, run, at))
                run = -1
                if scanning.pattern(parse.row) is not pattern:
                    continue
            parse.feed(Tok(kind, at, end))
        at = end
    if run >= 0:
        parse.feed(Tok(PROSE, run, size))
    return parse.finish(size)


def _behind_label(text: str, at: int, end: int, kind: str) -> int:
    """Where another label can begin at the earliest: behind the first character of the line, or behind a numbered label."""
    if kind == "SUBJECT_NUMBERED":
        return text.index(":", at, end) + 1
    while at < end and text[at] in " \t\f|#*>":
        at += 1
    return at + 1


def _inline_head(text: str, stop: int) -> int:
    """Where the number before a full stop and a mark begins, when a sentence ends before it on the same line; else 0."""
    at = stop
    while at > 0 and text[at - 1].isdigit():
        at -= 1
    if at > 0 and text[at - 1] == "¶":
        at -= 1
    if not 0 < stop - at <= 4 or at < 2:
        return 0
    before = text[at - 2] if text[at - 1] == " " else text[at - 1]
    return at if before in ".!?)\"”" else 0


def _match(pattern: re.Pattern[str], text: str, at: int, limit: int) -> tuple[str, int]:
    found = pattern.match(text, at, limit)
    assert found, "PROSE takes every line"
    return found.lastgroup or PROSE, found.end()


class _Scanning:
    """The patterns of the kinds, one for each set of kinds that the layout accepts somewhere."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.glued = re.compile(grammar.terminals["GLUED"])
        self._page_line = re.compile(grammar.terminals["GLUED_PAGE"])
        self._inline = re.compile(grammar.terminals["INLINE_MARK"])
        self._margin = grammar.terminals["MARGIN_ALONE"].removesuffix("[^\n]")
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}
        self._by_row: dict[int, re.Pattern[str]] = {}
        self._headers: dict[int, bool] = {}

    def pattern(self, row: int) -> re.Pattern[str]:
        """The pattern of the kinds that may come in a row of the parse table."""
        known = self._by_row.get(row)
        if known is None:
            accepted = self.grammar.accepted(row)
            known = self._patterns.get(accepted)
            if known is None:
                known = self._patterns[accepted] = re.compile(self._source(accepted))
            self._by_row[row] = known
        return known

    def in_header(self, row: int) -> bool:
        """Whether labels may be glued behind each other there: only a header has labels, and accepts those of an e-mail."""
        known = self._headers.get(row)
        if known is None:
            known = self._headers[row] = "MAIL" in self.grammar.accepted(row)
        return known

    def cuts(self, text: str) -> list[int]:
        """Where a page line or a marked paragraph begins inside a line, from last to first; the end of the text comes first."""
        starts = {head for found in self._inline.finditer(text) if (head := _inline_head(text, found.start()))}
        if " OF 0" in text:
            starts |= {found.start() for found in self._page_line.finditer(text)} - {0}
        return [len(text), *sorted(starts, reverse=True)]

    def _source(self, accepted: frozenset[str]) -> str:
        # Kinds with a margin share one: the alternatives behind it then begin with a letter, and most fail on it.
        before, lines, behind = [], [], []
        for name, pattern in self.grammar.tables.terminals:
            if name not in accepted:
                continue
            if pattern.startswith(self._margin):
                lines.append(f"{pattern[len(self._margin) :]}(?P<{name}>)")
            else:
                (behind if name in {PROSE, "BLANK"} else before).append(f"{pattern}(?P<{name}>)")
        return "|".join([*before, f"{self._margin}(?:{'|'.join(lines) or _NEVER})", *behind])


@cache
def _scanning() -> _Scanning:
    return _Scanning(load("cable"))
