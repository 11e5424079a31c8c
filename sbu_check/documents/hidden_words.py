"""Which words of a file its pages do not show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_WORD = re.compile(r"[^\W_]+")

_BLANK = frozenset(
    {"untitled", "anonymous", "unspecified", "unknown", "none", "document", "page", "pages", "normal", "dotm"}
)
"""What programs write where nobody said anything."""


def tokens(text: str) -> list[str]:
    """The words of a text, to be compared."""
    return _WORD.findall(text.casefold())


def unseen(words: str, seen: Container[str], running: str) -> bool:
    """Whether some words say more than the pages do: a word of three characters or more that is not among `seen`.

    `running` is the text of the pages without anything between its letters: a word may be parted over two lines there.
    """
    return any(
        len(token) > 2
        and token not in seen
        and token not in _BLANK
        and not (len(token) > 4 and token in running)
        for token in tokens(words)
    )
