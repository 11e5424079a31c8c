"""A grammar that reads.

An LALR(1) driver over the tables that Lark computed, and a contextual scanner for small texts.

Lark is the authority on the language: a test compares every tree with Lark's own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sbu_check import resources
from sbu_check.syntax.tables import END, Tables, compiled, digest, read
from sbu_check.syntax.tree import Branch, Node, Tok

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class NotRead(Exception):
    """A text is not in the language of the grammar.

    `at` is the offset where it leaves it, `expected` the kinds that fit.
    """

    def __init__(self, at: int, expected: frozenset[str]) -> None:
        super().__init__(f"not read from offset {at}")
        self.at = at
        self.expected = expected


class Parse:
    """A parse under way: feed it tokens in order, then finish it."""

    __slots__ = ("_end", "_rows", "_rules", "_stack", "_states", "_values", "row")

    def __init__(self, tables: Tables, start: str) -> None:
        first, self._end = tables.starts[start]
        self._states = tables.states
        self._rows = tables.rows
        self._rules = tables.rules
        self._stack = [first]
        self._values: list[Branch | list[Branch]] = []
        self.row = self._states[first]
        """The row of the table that decides what may come next."""

    def feed(self, token: Tok) -> None:
        """Take the next token; raises NotRead when it may not stand here."""
        kind = token.kind
        while True:
            row = self._rows[self.row]
            action = row.get(kind)
            if action is None:
                raise NotRead(token.start, frozenset(row))
            if not action & 1:
                break
            self._reduce(action >> 1)
        self._stack.append(action >> 1)
        self._values.append(token)
        self._settle()

    def finish(self, at: int) -> Node:
        """The tree, at the end of the text; raises NotRead when the text may not end here."""
        while self._stack[-1] != self._end:
            row = self._rows[self.row]
            action = row.get(END)
            if action is None:
                raise NotRead(at, frozenset(row))
            self._reduce(action >> 1)
        root = self._values[-1]
        assert isinstance(root, Node)
        return root

    def _settle(self) -> None:
        # What is reduced whatever follows is reduced at once, so that `row` always tells what may come.
        states, stack = self._states, self._stack
        while (state := states[stack[-1]]) < 0:
            self._reduce_once(-state - 1)
        self.row = state

    def _reduce(self, number: int) -> None:
        self._reduce_once(number)
        self._settle()

    def _reduce_once(self, number: int) -> None:
        name, origin, size = self._rules[number]
        values, stack = self._values, self._stack
        if size == 2 and not name and type(values[-2]) is list and type(values[-1]) is not list:
            # One more item of a repetition, which is most of all reductions: the list grows in place.
            item = values.pop()
            values[-1].append(item)  # type: ignore[union-attr, arg-type]  # a list, and no list
            del stack[-2:]
        else:
            children = _flat(values[-size:]) if size else []
            if size:
                del values[-size:], stack[-size:]
            values.append(Node(name, children) if name else children)
        stack.append(self._rows[self._states[stack[-1]]][origin] >> 1)


def _flat(parts: list[Branch | list[Branch]]) -> list[Branch]:
    """The children of a node: the parts, with inlined lists in their place.

    A list that comes first grows in place.
    """
    first = parts[0]
    children: list[Branch] = first if isinstance(first, list) else [first]
    for part in parts[1:]:
        if isinstance(part, list):
            children += part
        else:
            children.append(part)
    return children


class Grammar:
    """One grammar of the folder `grammar/`, by its tables."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.terminals: Mapping[str, str] = {name: pattern for name, pattern, _ in tables.terminals}
        self._scanners: dict[int, re.Pattern[str]] = {}

    def begin(self, start: str = "start") -> Parse:
        """A new parse from that rule."""
        return Parse(self.tables, start)

    def tree(self, tokens: Iterable[Tok], *, start: str = "start", end: int = 0) -> Node:
        """The tree of ready tokens; raises NotRead."""
        parse = self.begin(start)
        for token in tokens:
            parse.feed(token)
        return parse.finish(end)

    def read(self, text: str, *, start: str = "start", at: int = 0, end: int | None = None) -> Node:
        """The tree of `text[at:end]`, with offsets into the whole text; raises NotRead.

        The scanner is contextual: at each place only the kinds that the grammar accepts there are tried.
        """
        stop = len(text) if end is None else end
        parse = self.begin(start)
        while at < stop:
            found = self.scanner(parse.row).match(text, at, stop)
            if not found or found.end() == at:
                raise NotRead(at, self.accepted(parse.row))
            kind = found.lastgroup or ""
            if kind not in self.tables.ignored:
                parse.feed(Tok(kind, at, found.end()))
            at = found.end()
        return parse.finish(stop)

    def scanner(self, row: int) -> re.Pattern[str]:
        """The pattern of all kinds that may come in that row, in the order in which they are tried."""
        if row not in self._scanners:
            wanted = self.accepted(row)
            parts = [f"(?P<{name}>{pattern})" for name, pattern, _ in self.tables.terminals if name in wanted]
            self._scanners[row] = _pattern("|".join(parts) or "(?!)")
        return self._scanners[row]

    def accepted(self, row: int) -> frozenset[str]:
        """The kinds that may come in that row, and those that are ignored everywhere."""
        return frozenset(self.tables.rows[row]) | self.tables.ignored


@cache
def _pattern(source: str) -> re.Pattern[str]:
    # Rows that accept the same kinds share one pattern.
    return re.compile(source)


@cache
def load(name: str) -> Grammar:
    """The grammar `grammar/NAME.lark`; from saved tables when they belong to it, else computed by Lark."""
    folder = resources.folder("grammar")
    kept = resources.saved(f"{name}.tables.json")
    if kept:
        tables = read(kept.read_text("utf-8"))
        if resources.installed() or tables.digest == digest(folder):
            return Grammar(tables)
    return Grammar(compiled(folder / f"{name}.lark"))


def save(folder: str) -> None:
    """Write the tables of every grammar with a start rule into the folder (the build calls this)."""
    from pathlib import Path  # noqa: PLC0415

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(resources.folder("grammar").glob("*.lark")):
        if path.stem != "lines":  # terminals only
            (target / f"{path.stem}.tables.json").write_text(compiled(path).dump(), "utf-8")
