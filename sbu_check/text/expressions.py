"""Regular expressions of users, compiled by RE2: one search takes time linear in the text, whatever they are.

Those who write a rule or a marking system are not those who run it, and an expression must not be able to hang a run.
RE2 never goes back. What an expression can cost besides is bounded: its length and the size of its program here, the
product of program and text where it is searched.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LENGTH = 1_000
"""Code points of an expression."""

SIZE = 10_000
"""Steps of the program that an expression becomes: `\\pL` has 1,200, and `.{200}` 1,800."""

WORK = 500_000_000
"""Steps of the program times code points of the text, the most of one search: four seconds at worst."""

_MEMORY = 8 << 20
"""Bytes that RE2 may use for one expression."""

MISSING = "expressions need google-re2, which is not installed: pip install google-re2"


class UnusableExpression(ValueError):
    """An expression that cannot be used; the message says why."""


class NoRe2(UnusableExpression):
    """RE2 is not installed."""

    def __init__(self) -> None:
        super().__init__(MISSING)


class UserPattern(str):
    """A pattern that a user's marking system gives, which only RE2 may match."""

    __slots__ = ()


@lru_cache(maxsize=512)
def compiled(regex: str) -> Any:
    """The expression as RE2 has it. Raises UnusableExpression."""
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


def fits(pattern: str, words: str) -> bool:
    """Whether a pattern of a marking system matches the whole of some words; one of a user's is matched by RE2."""
    if not isinstance(pattern, UserPattern):
        return re.fullmatch(pattern, words) is not None
    engine = compiled(str(pattern))
    return len(words) * engine.programsize <= WORK and engine.fullmatch(encodable(words)) is not None


def encodable(text: str) -> str:
    """The text, with halves of pairs, which are no characters, as another of the same length: RE2 reads UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text


_WORDS: Mapping[str, str] = {
    "missing )": "a bracket is not closed",
    "unexpected )": "a bracket closes nothing",
    "missing ]": "a class of characters is not closed",
    "no argument for repetition operator": "nothing is before the repetition",
    "bad repetition operator": "a repetition is repeated:",
    "invalid repetition size": "nothing can be repeated so often:",
    "invalid perl operator": "look-around and the like have no linear time:",
    "invalid escape sequence": "there is no such escape, and back-references have no linear time:",
    "invalid character class range": "there is no such class of characters:",
    "invalid named capture group": "this names no group:",
    "pattern too large": "it is too large",
    "trailing \\": "a backslash is at its end",
}
"""What RE2 says, and what it means for those who wrote the expression."""


def _why(error: Exception) -> str:
    told = error.args[0]
    kind, _, place = (told.decode("utf-8", "replace") if isinstance(told, bytes) else "").partition(":")
    words = _WORDS.get(kind.partition(" - ")[0])
    if words is None:
        return "this is no regular expression"
    return f"this is no regular expression: {words}{f' {place.strip()}' if words.endswith(':') else ''}"
