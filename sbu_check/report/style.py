"""Colours of the text report, by what they stand for."""

from __future__ import annotations

from sbu_check.values import value

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "place": "1",
    "gutter": "34",
    "banner": "1",
}


@value
class Style:
    """Paints words, or leaves them as they are."""

    coloured: bool = False

    def paint(self, role: str, words: str) -> str:
        """`words` in the colour of `role`: a severity, place, gutter or banner."""
        return f"\x1b[{_CODES[role]}m{words}\x1b[0m" if self.coloured and words else words
