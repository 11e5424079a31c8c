"""Patterns compiled when they are first used: most runs use few, and to compile all would be half of a start."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """A pattern before its first use; what is asked of it is kept, so that a later use costs no more than of `re`."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)  # `re` keeps what it compiled
        setattr(self, name, found)
        return found


def pattern(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The pattern, to be used as one that `re.compile` made."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
