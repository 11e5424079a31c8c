"""Patterns that are compiled at their first use, because most runs use few of them.

That saves 16 ms of a start of 296 ms for `pattern`, and 13 ms for `headed`, whose heads also avoid the compilation of
terminals that a text does not have (processor time, least of 16 and of 40 runs of `sbu-check check` on one cable).
"""

from __future__ import annotations

import re
from typing import Any, cast

OFTEN = 64
"""Number of matches of one pattern from which on compiling it is cheaper than testing heads first."""


class _Lazy:
    """A pattern before its first use. Its methods are kept, so that a later use is as quick as with `re`."""

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)  # `re` keeps what it compiled
        setattr(self, name, found)
        return found


class _Headed(_Lazy):
    """A pattern whose matches all begin with one of its heads: it is compiled when a text has one."""

    def __init__(self, source: str, heads: tuple[str, ...]) -> None:
        super().__init__(source, re.NOFLAG)
        self._heads = heads
        self._asked = 0

    def match(self, text: str, at: int, end: int) -> re.Match[str] | None:
        """Return a match as `re` does. The compiled method replaces this one."""
        self._asked += 1
        if self._asked < OFTEN and not text.startswith(self._heads, at):
            return None
        found = self.__dict__["match"] = re.compile(*self._source).match
        return found(text, at, end)


def pattern(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return the pattern, to be used as the result of `re.compile`."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


def headed(source: str, heads: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern, to be matched at places of texts. Every match begins with one of `heads`, if any."""
    return cast("re.Pattern[str]", _Headed(source, heads)) if heads else pattern(source)
