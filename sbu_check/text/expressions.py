"""Regular expressions of users, compiled by RE2: one search takes time linear in the text, for any expression.

The author of a rule or a marking system is not the person who runs it, and an expression must not be able to hang a
run. RE2 never backtracks. The other costs have limits here: the length of an expression, the size of its program, the
product of program and text in one search, and the time of all searches in one cable.
"""

from __future__ import annotations

import re
from functools import lru_cache
from time import process_time
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LENGTH = 1_000
"""Code points of an expression."""

SIZE = 10_000
"""Steps of the program that an expression becomes: `\\pL` has 1,200, and `.{200}` 1,800."""

WORK = 500_000_000
"""Steps of the program times code points of the text, the most of one search: four seconds at worst."""

SECONDS = 5.0
"""Processor time of all searches of an expression in one cable. A sane expression takes a thousandth of it."""

_MEMORY = 8 << 20
"""Bytes that RE2 may use for one expression."""

MISSING = "expressions need google-re2, which is not installed: pip install google-re2"


class ExpressionFailed(Exception):
    """An expression cannot be used on a text; the message gives the reason, without words of the text."""


class UnusableExpression(ExpressionFailed, ValueError):
    """An expression that cannot be used on any text."""


class NoRe2(UnusableExpression):
    """RE2 is not installed."""

    def __init__(self) -> None:
        super().__init__(MISSING)


class TooSlow(ExpressionFailed):
    """The searches of an expression took too long in one cable."""

    def __init__(self) -> None:
        super().__init__(
            f"its expression takes more than {SECONDS:.0f} seconds of processor time on this text"
        )


class TextTooLong(ExpressionFailed):
    """A text is too long for an expression of this size: one search could take too long."""

    def __init__(self, length: int, size: int) -> None:
        super().__init__(
            f"its expression, of {size:,} steps, is too large for a text of {length:,} characters: "
            f"{WORK // size:,} characters are the most"
        )


class UserPattern(str):
    """A pattern of a user's marking system, which only RE2 may match."""

    __slots__ = ()


@lru_cache(maxsize=512)
def compiled(regex: str) -> Any:
    """Return the expression compiled by RE2. Raises UnusableExpression."""
    if len(regex) > LENGTH:
        raise UnusableExpression(f"this expression has {len(regex):,} characters: {LENGTH:,} are the most")
    try:
        import re2  # noqa: PLC0415 - compiled, and only for expressions of users
    except ImportError:
        raise NoRe2 from None
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        found = re2.compile(regex, options)
    except (re2.error, UnicodeEncodeError) as error:
        raise UnusableExpression(_why(error)) from None
    if found.programsize > SIZE:
        raise UnusableExpression(
            f"this expression is too large: it has {found.programsize:,} steps, {SIZE:,} are the most"
        )
    return found


class Match(Protocol):
    """One match, of this engine or of the standard library's: spans and groups in code points."""

    @property
    def string(self) -> str:
        """The text that was searched."""

    def span(self, group: int | str = 0, /) -> tuple[int, int]:
        """The place of the match or one of its groups; (-1, -1) for a group that took no part."""

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
        """The matches in `text[start:end]` in order. Raises TooSlow, TextTooLong."""
        if (end - start) * self._size > WORK:
            raise TextTooLong(end - start, self._size)
        until = process_time() + SECONDS
        for found in self._compiled.finditer(encodable(text), start, end):
            yield _Found(text, found, self.groups)
            if process_time() > until:
                raise TooSlow


@lru_cache(maxsize=512)
def expression(regex: str) -> Expression:
    """The expression of a user's rule. Raises UnusableExpression."""
    return Expression(compiled(regex))


def fits(pattern: str, words: str) -> bool:
    """Whether a pattern of a marking system matches all of some words; RE2 matches the pattern of a user."""
    if not isinstance(pattern, UserPattern):
        return re.fullmatch(pattern, words) is not None
    engine = compiled(str(pattern))
    return len(words) * engine.programsize <= WORK and engine.fullmatch(encodable(words)) is not None


def encodable(text: str) -> str:
    """The text with U+FFFD in place of lone surrogates, which UTF-8 and so RE2 does not have."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text


_WORDS: Mapping[str, str] = {
    "missing )": "a bracket is not closed",
    "unexpected )": "a bracket closes nothing",
    "missing ]": "a class of characters is not closed",
    "no argument for repetition operator": "there is nothing to repeat before the repetition",
    "bad repetition operator": "a repetition is repeated:",
    "invalid repetition size": "this repetition is too large:",
    "invalid perl operator": "look-around and similar operators are not supported:",
    "invalid escape sequence": "this escape is unknown, or a back-reference, which is not supported:",
    "invalid character class range": "this class of characters is unknown:",
    "invalid named capture group": "this is not a valid name of a group:",
    "pattern too large": "it is too large",
    "trailing \\": "it ends with a backslash",
}
"""Messages of RE2, and their meaning for the author of the expression."""


def _why(error: Exception) -> str:
    reason = error.args[0]
    kind, _, place = (reason.decode("utf-8", "replace") if isinstance(reason, bytes) else "").partition(":")
    words = _WORDS.get(kind.partition(" - ")[0])
    if words is None:
        return "this is not a regular expression"
    return f"this is not a regular expression: {words}{f' {place.strip()}' if words.endswith(':') else ''}"
