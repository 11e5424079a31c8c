"""A grammar that reads.

An LALR(1) driver over the tables that Lark computed, and a contextual scanner for small texts.

Lark is the authority on the language: a test compares every tree with Lark's own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sbu_check import resources
from sbu_check.grammar.kinds import Kinds
from sbu_check.grammar.tables import END, MORE, ParseTables, Rows, compiled, digest, read
from sbu_check.grammar.tree import Branch, Node, Tok

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


REFUSED = -1
"""The action for a kind that may not come."""


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

    def __init__(self, tables: ParseTables, rows: Rows, start: str) -> None:
        first, self._end = tables.starts[start]
        self._states = tables.states
        self._rows = rows
        self._rules = tables.rules
        self._stack = [first]
        self._values: list[Branch | list[Branch]] = []
        self.row = self._states[first]
        """The row of the table that decides what may come next."""

    def feed(self, token: Tok) -> None:
        """Take the next token; raises NotRead when it may not stand here."""
        kind = token.kind
        while (action := self._rows[self.row].get(kind, REFUSED)) & 1:
            if action < 0:
                raise NotRead(token.start, frozenset(self._rows[self.row]))
            self._reduce(action >> 1)
        state = self._states[action >> 1]
        if state < 0 and self._rules[-state - 1][0] == MORE:
            # One more item of a repetition, which is what most tokens are: the list grows in place.
            self._values[-1].append(token)  # type: ignore[union-attr]  # what repeats is a list
            return
        self._stack.append(action >> 1)
        self._values.append(token)
        if state < 0:
            self._settle()
        else:
            self.row = state

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
        children = _flat(values[-size:]) if size else []
        if size:
            del values[-size:], stack[-size:]
        values.append(Node(name, children) if name and name != MORE else children)
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

    def __init__(self, tables: ParseTables) -> None:
        self.tables = tables
        self.terminals: Mapping[str, str] = {kind.name: kind.pattern for kind in tables.terminals}
        self._rows = Rows(tables.rows)
        self._kinds: dict[int, Kinds] = {}
        self._by_names: dict[frozenset[str], Kinds] = {}

    def begin(self, start: str = "start") -> Parse:
        """A new parse from that rule."""
        return Parse(self.tables, self._rows, start)

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
            token = self._next(text, at, stop, parse.row)
            if token.kind not in self.tables.ignored:
                parse.feed(token)
            at = token.end
        return parse.finish(stop)

    def _next(self, text: str, at: int, stop: int, row: int) -> Tok:
        for kind, pattern in self.kinds(row)[text[at : at + 2]]:
            found = pattern.match(text, at, stop)
            if found:
                return Tok(kind, at, found.end())
        raise NotRead(at, self.accepted(row))

    def kinds(self, row: int) -> Kinds:
        """The kinds that may come in that row; rows that accept the same ones share them."""
        known = self._kinds.get(row)
        if known is None:
            names = self.accepted(row)
            known = self._by_names.get(names)
            if known is None:
                accepted = (kind for kind in self.tables.terminals if kind.name in names)
                known = self._by_names[names] = Kinds(accepted)
            self._kinds[row] = known
        return known

    def accepted(self, row: int) -> frozenset[str]:
        """The kinds that may come in that row, and those that are ignored everywhere."""
        return frozenset(self._rows[row]) | self.tables.ignored


@cache
def load(name: str) -> Grammar:
    """The grammar `grammar/NAME.lark`; from saved tables when they belong to it, else computed by Lark."""
    folder = resources.folder("grammar")
    kept = resources.saved(f"{name}.tables.json")
    if kept:
        tables = read(kept.read_text("utf-8"), None if resources.installed() else digest(folder))
        if tables:
            return Grammar(tables)
    return Grammar(compiled(folder / f"{name}.lark"))


GRAMMARS = ("banner", "cable", "header", "memo", "patterns", "places", "portion")
"""The files that are loaded; the others are included by them."""


def save(folder: str) -> None:
    """Write the tables of every grammar that is loaded into the folder (the build calls this)."""
    from pathlib import Path  # noqa: PLC0415

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name in GRAMMARS:
        tables = compiled(resources.folder("grammar") / f"{name}.lark")
        (target / f"{name}.tables.json").write_text(tables.dump(), "utf-8")
