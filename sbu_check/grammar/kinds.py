"""The kinds of token that are possible at a place, by the two characters there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sbu_check.text.patterns import headed
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

OTHER = "\u0080"
"""Stands for every character beyond ASCII."""


class Terminal(NamedTuple):
    """One kind: its name, its pattern, and how a match begins.

    `beginnings` are pairs: characters that can come first, and those that can follow them, "" where any can. `heads`
    are words of which one begins every match; none if there are too many. Both are always supersets: an
    extra beginning costs a try, a missing one would lose a kind.
    """

    name: str
    pattern: str
    beginnings: tuple[tuple[str, str], ...]
    heads: tuple[str, ...] = ()

    def may_begin(self, first: str, second: str) -> bool:
        """Whether the characters may begin a match; `second` is "" at the end of the text."""
        return any(first in here and (not then or second in then) for here, then in self.beginnings)


class Kinds(dict[str, tuple[tuple[str, "re.Pattern[str]"], ...]]):
    """The kinds that are possible at a place of a grammar, by the two characters there.

    They are in the order in which they are tried. A pattern is compiled when a text first asks for it: most texts need
    few of them.
    """

    def __init__(self, terminals: Iterable[Terminal]) -> None:
        super().__init__()
        self.terminals = tuple(terminals)

    def __missing__(self, start: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        first, second = plain(start[:1]), plain(start[1:])
        self[start] = tuple(
            (kind.name, compiled(kind.pattern, kind.heads))
            for kind in self.terminals
            if kind.may_begin(first, second)
        )
        return self[start]


def plain(start: str) -> str:
    """Return the characters with OTHER for each one beyond ASCII."""
    return start if start.isascii() else "".join(min(character, OTHER) for character in start)


def any_of(beginnings: str) -> str:
    """Return a pattern for any one of these characters; without characters, a pattern that matches anywhere."""
    if not beginnings:
        return ""
    others = OTHER in beginnings
    # All of Unicode is cheap only as a negated set.
    listed = [chr(code) for code in range(128) if (chr(code) in beginnings) != others]
    return f"[{'^' if others else ''}{''.join(map(re.escape, listed))}]"


@cache
def compiled(source: str, heads: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The pattern, one however many kinds and rows share it, to be compiled when it is first used."""
    return headed(source, heads)
