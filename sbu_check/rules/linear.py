"""Regular expressions of custom rules: matched in time linear in the text, whatever they are.

Those who write custom rules are not those who run them, and an expression must not be able to hang a run. RE2 matches
without going back, so that one search takes time linear in the text; it brings compiled parts and is an extra
(`sbu-check[custom-rules]`). What an expression can cost besides is bounded here: its length, the size of the program
that RE2 makes of it, and the time of all its searches in one cable, of which each may look at the rest of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from time import process_time
from typing import TYPE_CHECKING, Any, Protocol

from sbu_check.rules.model import RuleFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LENGTH = 1_000
"""Code points of an expression."""

SIZE = 10_000
"""Steps of the program that an expression becomes: `\\pL` has 1,200, and `.{200}` 1,800."""

SECONDS = 5.0
"""Processor time that an expression may take in one cable. What is sane takes a thousandth of it."""

_MEMORY = 8 << 20
"""Bytes that RE2 may use for one expression."""


class UnusableExpression(ValueError):
    """An expression that cannot be used; the message says why."""


class TooSlow(RuleFailed):
    """An expression took longer over one cable than it may."""

    def __init__(self) -> None:
        super().__init__(
            f"its expression takes more than {SECONDS:.0f} seconds of processor time on this text"
        )


class NoEngine(UnusableExpression, RuleFailed):
    """RE2 is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "expressions of custom rules need google-re2: install sbu-check[custom-rules], or name literals in `find`"
        )


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

    def __init__(self, compiled: Any) -> None:
        self._compiled = compiled
        self.groups: Mapping[str, int] = compiled.groupindex

    def finditer(self, text: str, start: int, end: int) -> Iterator[Match]:
        """The matches in `text[start:end]` in order. Raises TooSlow."""
        until = process_time() + SECONDS
        for found in self._compiled.finditer(_encodable(text), start, end):
            yield _Found(text, found, self.groups)
            if process_time() > until:
                raise TooSlow


@lru_cache(maxsize=512)
def expression(regex: str) -> Expression:
    """The expression that a custom rule gives. Raises Unfit, NoEngine."""
    if len(regex) > LENGTH:
        raise UnusableExpression(f"this expression has {len(regex):,} characters: {LENGTH:,} are the most")
    try:
        import re2  # noqa: PLC0415 - compiled, and only for custom rules with an expression
    except ImportError:
        raise NoEngine from None
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        compiled = re2.compile(regex, options)
    except (re2.error, UnicodeEncodeError) as error:
        raise UnusableExpression(_why(error)) from None
    if compiled.programsize > SIZE:
        raise UnusableExpression(
            f"this expression is too large: it has {compiled.programsize:,} steps, {SIZE:,} are the most"
        )
    return Expression(compiled)


_WORDS: Mapping[str, str] = {
    "missing )": "a bracket is not closed",
    "unexpected )": "a bracket closes nothing",
    "missing ]": "a class of characters is not closed",
    "no argument for repetition operator": "nothing stands before the repetition",
    "bad repetition operator": "a repetition is repeated:",
    "invalid repetition size": "nothing can be repeated so often:",
    "invalid perl operator": "look-around and the like have no linear time:",
    "invalid escape sequence": "there is no such escape, and back-references have no linear time:",
    "invalid character class range": "there is no such class of characters:",
    "invalid named capture group": "this names no group:",
    "pattern too large": "it is too large",
    "trailing \\": "a backslash stands at its end",
}
"""What RE2 says, and what it means for those who wrote the expression."""


def _why(error: Exception) -> str:
    told = error.args[0]
    kind, _, place = (told.decode("utf-8", "replace") if isinstance(told, bytes) else "").partition(":")
    words = _WORDS.get(kind.partition(" - ")[0])
    if words is None:
        return "this is no regular expression"
    return f"this is no regular expression: {words}{f' {place.strip()}' if words.endswith(':') else ''}"


def _encodable(text: str) -> str:
    """The text, with halves of pairs, which are no characters, as another of the same length: RE2 reads UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text
