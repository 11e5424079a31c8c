"""Regular expressions of custom rules: matched in time linear in the text, whatever they are.

RE2 compiles them (`text.expressions`). What an expression can cost besides is bounded here: one search by the product
of the text and the program, and the time of all its searches in one cable, of which each may look at the rest.
"""

from __future__ import annotations

from functools import lru_cache
from time import process_time
from typing import TYPE_CHECKING, Any, Protocol

from sbu_check.rules.model import RuleFailed
from sbu_check.text.expressions import WORK, NoRe2, UnusableExpression, compiled, encodable

__all__ = ["Expression", "Match", "NoEngine", "TooMuch", "TooSlow", "UnusableExpression", "expression"]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS = 5.0
"""Processor time that all searches of an expression may take in one cable. What is sane takes a thousandth of it."""


class TooSlow(RuleFailed):
    """An expression took longer over one cable than it may."""

    def __init__(self) -> None:
        super().__init__(
            f"its expression takes more than {SECONDS:.0f} seconds of processor time on this text"
        )


class TooMuch(RuleFailed):
    """A text is too long for an expression of this size: one search could take longer than all may."""

    def __init__(self, length: int, size: int) -> None:
        super().__init__(
            f"its expression, of {size:,} steps, is too large for a text of {length:,} characters: "
            f"{WORK // size:,} characters are the most"
        )


class NoEngine(UnusableExpression, RuleFailed):
    """RE2 is not installed."""


class Match(Protocol):
    """One match, of this engine or of the standard library's: spans and groups in code points."""

    @property
    def string(self) -> str:
        """The text that was searched."""

    def span(self, group: int | str = 0, /) -> tuple[int, int]:
        """Where the match or one of its groups is; (-1, -1) for a group that took no part."""

    def groupdict(self) -> dict[str, str | Any]:
        """The words of each named group, None for one that took no part."""


class _Found:
    """One match of RE2."""

    def __init__(self, text: str, found: Any, names: Mapping[str, int]) -> None:
        self.string = text
        self._found = found
        self._names = names

    def span(self, group: int | str = 0, /) -> tuple[int, int]:
        start, end = self._found.span(self._names[group] if isinstance(group, str) else group)
        return start, end

    def groupdict(self) -> dict[str, str | Any]:
        spans = {name: self.span(name) for name in self._names}
        return {name: self.string[start:end] if start >= 0 else None for name, (start, end) in spans.items()}


class Expression:
    """A compiled expression. `groups` are the numbers of its named groups by name."""

    def __init__(self, engine: Any) -> None:
        self._compiled = engine
        self._size: int = engine.programsize
        self.groups: Mapping[str, int] = engine.groupindex

    def finditer(self, text: str, start: int, end: int) -> Iterator[Match]:
        """The matches in `text[start:end]` in order. Raises TooSlow, TooMuch."""
        if (end - start) * self._size > WORK:
            raise TooMuch(end - start, self._size)
        until = process_time() + SECONDS
        for found in self._compiled.finditer(encodable(text), start, end):
            yield _Found(text, found, self.groups)
            if process_time() > until:
                raise TooSlow


@lru_cache(maxsize=512)
def expression(regex: str) -> Expression:
    """The expression that a rule of the user's gives. Raises UnusableExpression, NoEngine."""
    try:
        return Expression(compiled(regex))
    except NoRe2 as error:
        raise NoEngine(str(error)) from None
