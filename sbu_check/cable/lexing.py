"""Text to line tokens to layout tree, by the terminals and the layout of the grammar `cable`.

The scanner is contextual: at each line it tries the kinds that the layout accepts there and that can begin
with the line's first two characters, in the order of the grammar. So weak kinds, which look like all-capitals
prose, are found only in an envelope, and most lines of prose are told without a pattern. A run of prose is
one token. Every text has a tree, and its tokens join to it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sbu_check.syntax import Grammar, Node, Tok, load
from sbu_check.syntax.tables import MARGIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.syntax.grammar import Parse

PROSE = "PROSE"
GLUING = {
    "PROSE", "ADDRESS", "ADDRESSEE", "CLASS", "CAPTION", "EO", "TAGS", "SUBJECT", "SUBJECT_NUMBERED", "REF", "CLASSIFIER", "REASON",
    "TAGS_BARE", "SUBJECT_BARE", "REF_BARE",
}  # fmt: skip
"""Kinds behind which a converter may have glued another header line."""
OTHER = "\u0080"
"""The key of every first character beyond ASCII in the scanner's tables."""


def parse(text: str) -> Node:
    """The layout tree of a text. Total: the grammar accepts every sequence of kinds, and PROSE every line."""
    return _Lexer(text).tree()


class _Lexer:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._scanning = _scanning()
        self._parse: Parse = self._scanning.grammar.begin()
        self._limit = len(text)

    def tree(self) -> Node:
        cuts = self._scanning.cuts(self._text)
        at = 0
        for self._limit in cuts:
            at = self._segment(at)
        return self._parse.finish(at)

    def _segment(self, at: int) -> int:
        """Feed the tokens up to the limit; where that is."""
        parse, scanning, limit = self._parse, self._scanning, self._limit
        run = -1
        while at < limit:
            row = parse.row
            kind, end = self._next(at, scanning.kinds(row))
            if kind in GLUING and scanning.in_header(row):
                kind, end = self._unglued(at, kind, end, row)
            if kind == PROSE:
                run = at if run < 0 else run
            else:
                if run >= 0:
                    parse.feed(Tok(PROSE, run, at))
                    run = -1
                    if scanning.kinds(parse.row) is not scanning.kinds(row):
                        continue
                parse.feed(Tok(kind, at, end))
            at = end
        if run >= 0:
            parse.feed(Tok(PROSE, run, at))
        return at

    def _next(self, at: int, kinds: _Kinds) -> tuple[str, int]:
        """The kind of the line that begins there, and where it ends with the blank lines behind it."""
        text, limit = self._text, self._limit
        head = at
        if text[at] in " \t\f#*>|":
            found = self._scanning.margin.match(text, at, limit)
            assert found, "the margin may be empty"
            head = found.end()
        if head < limit:
            start = text[head : head + 2]
            for kind, pattern in kinds[start if start.isascii() else _folded(start)]:
                found = pattern.match(text, head, limit)
                if found:
                    return kind, found.end()
        end = text.find("\n", at, limit) + 1 or limit
        if end < limit and text[end] in " \t\r\n\f\\":
            found = self._scanning.blank_lines.match(text, end, limit)
            end = found.end() if found else end
        return ("BLANK" if head >= limit or text[head] in "\r\n" else PROSE), end

    def _unglued(self, at: int, kind: str, end: int, row: int) -> tuple[str, int]:
        """The line up to the label of another that a converter glued behind it."""
        start = at
        if kind == "SUBJECT_NUMBERED":
            start = self._text.index(":", at, end)
        else:
            while start < end and self._text[start] in " \t\f|#*>":
                start += 1
        glued = self._scanning.glued.search(self._text, start + 1, end)
        # A second TAGS label behind a comma is a tag too many, not a second line.
        if glued is None or (kind == "TAGS" and glued.group()[:1] in "Tt"):
            return kind, end
        whole, self._limit = self._limit, glued.start()
        found = self._next(at, self._scanning.kinds(row))
        self._limit = whole
        return found


class _Kinds(dict[str, tuple[tuple[str, re.Pattern[str]], ...]]):
    """The kinds that the layout accepts somewhere, by the two characters that a line of theirs may begin with.

    A pattern is compiled when a line first asks for it: most texts need few of them.
    """

    def __init__(self, sources: list[tuple[str, str, dict[str, str]]]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, start: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        first, second = start[0], start[1:]
        self[start] = tuple(
            (name, _pattern(source))
            for name, source, beginnings in self._sources
            if first in beginnings and (not beginnings[first] or second in beginnings[first])
        )
        return self[start]


def _folded(start: str) -> str:
    return "".join(character if character < OTHER else OTHER for character in start)


class _Scanning:
    """What the grammar says of lines: kinds by the rows of the parse table, and what is looked for inside a line."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        margin = grammar.terminals[MARGIN].removesuffix("[^\n]")
        self.margin = re.compile(margin)
        self.glued = re.compile(grammar.terminals["GLUED"])
        self.blank_lines = re.compile(grammar.terminals["BLANK_LINES"])
        self._page_line = re.compile(grammar.terminals["GLUED_PAGE"])
        self._inline = re.compile(grammar.terminals["INLINE_MARK"])
        self._gutter = re.compile(grammar.terminals["GUTTER_CODE"])
        self._first = re.compile(grammar.terminals["GLUED_FIRST"])
        self._sources = [
            (name, pattern.removeprefix(margin), beginnings)
            for name, pattern, beginnings in grammar.tables.terminals
            if name not in {PROSE, "BLANK"}
        ]
        self._by_row: dict[int, _Kinds] = {}
        self._by_kinds: dict[frozenset[str], _Kinds] = {}
        self._headers: dict[int, bool] = {}

    def kinds(self, row: int) -> _Kinds:
        """The kinds that may come in a row of the parse table."""
        known = self._by_row.get(row)
        if known is None:
            accepted = self.grammar.accepted(row)
            known = self._by_kinds.get(accepted)
            if known is None:
                known = self._by_kinds[accepted] = _Kinds([s for s in self._sources if s[0] in accepted])
            self._by_row[row] = known
        return known

    def in_header(self, row: int) -> bool:
        """Whether labels may be glued behind each other there.

        Only a header has labels, and accepts those of an e-mail.
        """
        known = self._headers.get(row)
        if known is None:
            known = self._headers[row] = "MAIL" in self.grammar.accepted(row)
        return known

    def cuts(self, text: str) -> list[int]:
        """Where a page line or a marked paragraph begins inside a line, and the end of the text, in order."""
        starts = {
            head for found in self._inline.finditer(text) if (head := _inline_head(text, found.start()))
        }
        for at in _places(text, " OF 0"):
            found = self._page_line.search(text, text.rfind("\n", 0, at) + 1, at + len(" OF 0"))
            starts.add(found.start() if found else 0)
        for words in ("UMMARY.", "ummary."):
            for at in _places(text, words):
                first = self._first.match(text, at)
                starts.add(first.end() if first else 0)
        if "RELEASE" in text:
            starts |= {found.start() for found in self._gutter.finditer(text)}
        return [*sorted(starts - {0}), len(text)]


def _places(text: str, words: str) -> Iterator[int]:
    """Where the words stand."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _inline_head(text: str, stop: int) -> int:
    """Where the number before a full stop and a mark begins.

    When a sentence ends before it on the same line; else 0.
    """
    at = stop
    while at > 0 and text[at - 1].isdigit():
        at -= 1
    if at > 0 and text[at - 1] == "¶":
        at -= 1
    if not 0 < stop - at <= 4 or at < 2:
        return 0
    before = text[at - 2] if text[at - 1] == " " else text[at - 1]
    return at if before in '.!?)"”' else 0


_pattern = cache(re.compile)


@cache
def _scanning() -> _Scanning:
    return _Scanning(load("cable"))
