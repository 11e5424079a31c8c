"""Text to line tokens to layout tree, by the terminals and the layout of the grammar `cable`.

The scanner is contextual: at each line it tries the kinds that the layout accepts there and that can begin
with the line's first two characters, in the order of the grammar. So weak kinds, which look like all-capitals
prose, are found only in an envelope, and most lines of prose are found without a pattern. A run of prose is
one token. Every text has a tree, and its tokens join to it.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from sbu_check.grammar import Grammar, Node, Tok, load
from sbu_check.grammar.kinds import Kinds, any_of, compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.grammar.kinds import Terminal
    from sbu_check.grammar.parser import Parse

PROSE = "PROSE"
GLUING = {
    "PROSE", "NOTICE", "ADDRESS", "ADDRESSEE", "CLASS", "CAPTION", "EO", "TAGS", "SUBJECT", "SUBJECT_NUMBERED", "REF",
    "CLASSIFIER", "REASON", "CLASS_SECTION", "CLASS_MISSING", "CLASS_UNKNOWN", "TAGS_BARE", "SUBJECT_BARE", "REF_BARE",
}  # fmt: skip
"""Kinds after which a converter may have glued another header line."""
MOST_LABELS = 32
"""Most labels to find on one line; a header has no more lines to run together."""
CLASS_WIDTH = 60
"""Characters before SECTION in which the words of a class begin, letters apart or not."""
LINE = 80
"""Characters after that word in which a class line ends."""
MARGIN_SIGNS = "#*>|"
"""The signs, besides blanks, that a margin may begin with."""


def parse(text: str) -> Node:
    """The layout tree of a text. Total: the grammar accepts every sequence of kinds, and PROSE every line."""
    return Lexer(text).tree()


class Lexer:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._scanning = _scanning()
        self._parse: Parse = self._scanning.grammar.begin()
        self._limit = len(text)
        self._line = 0
        """Where the header line ends that was last searched for glued labels."""
        self._labels = 0
        """How many labels were cut off it: each piece is matched to the end of the line before it is cut."""
        self.cuts: list[int] = []
        """Where a line was ended early, because another begins inside it. A test gives them to stock Lark."""

    def tree(self) -> Node:
        """The layout tree; the text is read once."""
        ends = self._scanning.cuts(self._text)
        self.cuts += ends[:-1]
        at = 0
        for self._limit in ends:
            at = self._segment(at)
        return self._parse.finish(at)

    def _segment(self, at: int) -> int:
        """Feed the tokens up to the limit; where that is."""
        parse, scanning, limit = self._parse, self._scanning, self._limit
        run = -1
        kinds = scanning.kinds(parse.row)
        while at < limit:
            kind, end = self._next(at, kinds)
            if kinds.header and kind in GLUING:
                kind, end = self._unglued(at, kind, end, kinds)
            if kind == PROSE:
                run = at if run < 0 else run
            else:
                if run >= 0:
                    parse.feed(Tok(PROSE, run, at))
                    run = -1
                    before, kinds = kinds, scanning.kinds(parse.row)
                    if kinds is not before:
                        continue
                parse.feed(Tok(kind, at, end))
                kinds = scanning.kinds(parse.row)
            at = end
        if run >= 0:
            parse.feed(Tok(PROSE, run, at))
        return at

    def _next(self, at: int, kinds: _LineKinds) -> tuple[str, int]:
        """The kind of the line that begins there, and where it ends with the blank lines after it.

        Prose outside of a header ends before the next line that may be something else.
        """
        text, limit = self._text, self._limit
        head = at
        if text[at] in " \t\f#*>|":
            found = self._scanning.margin.match(text, at, limit)
            assert found, "the margin may be empty"
            head = found.end()
        if head < limit:
            for kind, pattern in kinds[text[head : head + 2]]:
                found = pattern.match(text, head, limit)
                if found:
                    return kind, found.end()
        end = text.find("\n", at, limit) + 1 or limit
        kind = "BLANK" if head >= limit or text[head] in "\r\n" else PROSE
        if end < limit:
            if kind == PROSE and not kinds.header:
                found = kinds.ahead.search(text, end - 1, limit)
                end = found.start() + 1 if found else limit
            elif text[end] in " \t\r\n\f\\":
                found = self._scanning.blank_lines.match(text, end, limit)
                end = found.end() if found else end
        return kind, end

    def _unglued(self, at: int, kind: str, end: int, kinds: _LineKinds) -> tuple[str, int]:
        """The line up to the label of another that a converter glued to it."""
        start = at
        if kind == "SUBJECT_NUMBERED":
            start = self._text.index(":", at, end)
        else:
            while start < end and self._text[start] in " \t\f|#*>":
                start += 1
        self._labels = self._labels + 1 if end == self._line else 0
        self._line = end
        if self._labels > MOST_LABELS:
            return kind, end
        glued = self._scanning.glued.search(self._text, start + 1, end)
        # A second TAGS label after a comma is an extra tag, not a second line.
        if glued is None or (kind == "TAGS" and glued.group()[:1] in "Tt"):
            return kind, end
        self.cuts.append(glued.start())
        whole, self._limit = self._limit, glued.start()
        found = self._next(at, kinds)
        self._limit = whole
        return found


class _LineKinds(Kinds):
    """The kinds of line that the layout accepts somewhere, and whether that is a header."""

    def __init__(self, terminals: Iterable[Terminal], *, header: bool) -> None:
        super().__init__(terminals)
        self.header = header
        """Whether labels may be glued to each other there."""

    @cached_property
    def ahead(self) -> re.Pattern[str]:
        """Finds the line feed and the blanks before the next line that may be of one of the kinds."""
        following = dict.fromkeys(MARGIN_SIGNS, "")
        """By the first character of a line, those that may follow it, "" where any may."""
        for kind in self.terminals:
            for firsts, then in kind.beginnings:
                for first in firsts:
                    following[first] = (
                        following.get(first, then) + then if then and following.get(first, then) else ""
                    )
        groups: dict[str, str] = {}
        for first, then in following.items():
            followed = any_of(then)
            groups[followed] = groups.get(followed, "") + first
        starts = "|".join(any_of(firsts) + followed for followed, firsts in groups.items())
        return re.compile(rf"\n[ \t\f]*+(?={starts})")


class _Scanning:
    """What the grammar says of lines: kinds by the rows of the parse table, and the patterns to find inside a line."""

    def __init__(self, grammar: Grammar, patterns: Grammar) -> None:
        self.grammar = grammar
        margin = patterns.terminals["MARGIN"]
        self.margin = re.compile(margin)
        self.glued = re.compile(patterns.terminals["GLUED"])
        self.blank_lines = re.compile(patterns.terminals["BLANK_LINES"])
        self._patterns = patterns.terminals
        self._terminals = [
            kind._replace(pattern=kind.pattern.removeprefix(margin))
            for kind in grammar.tables.terminals
            if kind.name not in {PROSE, "BLANK"}
        ]
        self._by_row: dict[int, _LineKinds] = {}
        self._by_names: dict[frozenset[str], _LineKinds] = {}

    def kinds(self, row: int) -> _LineKinds:
        """The kinds that may come in a row of the parse table; rows that accept the same ones share them."""
        known = self._by_row.get(row)
        if known is None:
            names = self.grammar.accepted(row)
            known = self._by_names.get(names)
            if known is None:
                accepted = [kind for kind in self._terminals if kind.name in names]
                # Only a header has labels, and accepts those of an e-mail.
                known = self._by_names[names] = _LineKinds(accepted, header="MAIL" in names)
            self._by_row[row] = known
        return known

    def cuts(self, text: str) -> list[int]:
        """Where a page line or a marked paragraph begins inside a line, and the end of the text, in order."""
        starts = set()
        for found in self._pattern("INLINE_HEAD").finditer(text):
            starts.add(found.start("first") if found["first"] else _inline_head(text, found.start()))
        before = 0
        for at in _places(text, " OF 0"):
            end = at + len(" OF 0")
            line = max(text.rfind("\n", before, at) + 1, before)
            page = self._pattern("GLUED_PAGE").search(text, line, end)
            starts.add(page.start() if page else 0)
            before = end
        starts |= set(self._glued_sections(text))
        if "RELEASE" in text:
            starts |= {found.start() for found in self._pattern("GUTTER_CODE").finditer(text)}
            glued = self._pattern("GUTTER_GLUED")
            starts |= {at for at in _places(text, "B7(") if glued.match(text, at)}
        return [*sorted(starts - {0}), len(text)]

    def _glued_sections(self, text: str) -> Iterator[int]:
        """Where the class line of a next section begins after a sentence."""
        for at in _places(text, " SECTION 0"):
            first = max(at - CLASS_WIDTH, 0)
            start = max(text.rfind("\n", first, at) + 1, first)
            before = text[start:at]
            if "." in before or not before.isupper():
                end = text.find("\n", at, at + LINE)
                found = self._pattern("GLUED_SECTION").search(text, start, at + LINE if end < 0 else end)
                if found:
                    yield found.start()

    def _pattern(self, name: str) -> re.Pattern[str]:
        # Compiled for the text that asks for it: few do.
        return compiled(self._patterns[name])


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
    apart = text[at - 1] == " "
    before = text[at - 2] if apart else text[at - 1]
    # After a blank, also the underline of a heading.
    return at if before in '.!?)"”' or (apart and text[max(at - 4, 0) : at - 1] == "---") else 0


@cache
def _scanning() -> _Scanning:
    return _Scanning(load("cable"), load("patterns"))
