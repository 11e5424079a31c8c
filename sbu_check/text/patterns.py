"""Patterns compiled when they are first used: most runs use few, and to compile all would be half of a start."""

from __future__ import annotations

import re
from typing import Any, cast

OFTEN = 64
"""Matches asked of one pattern from which on to compile it is cheaper than to look at heads first."""


class _Lazy:
    """A pattern before its first use; what is asked of it is kept, so that a later use costs no more than of `re`."""

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)  # `re` keeps what it compiled
        setattr(self, name, found)
        return found


class _Headed(_Lazy):
    """A pattern whose every match begins with one of its heads: it is compiled where a text has one."""

    def __init__(self, source: str, heads: tuple[str, ...]) -> None:
        super().__init__(source, re.NOFLAG)
        self._heads = heads
        self._asked = 0

    def match(self, text: str, at: int, end: int) -> re.Match[str] | None:
        """As of `re`, which takes the place of this method once it is compiled."""
        self._asked += 1
        if self._asked < OFTEN and not text.startswith(self._heads, at):
            return None
        found = self.__dict__["match"] = re.compile(*self._source).match
        return found(text, at, end)


def pattern(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The pattern, to be used as one that `re.compile` made."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


def headed(source: str, heads: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern, to be matched at places of texts; `heads` are words of which one begins every match, or none."""
    return cast("re.Pattern[str]", _Headed(source, heads)) if heads else pattern(source)
