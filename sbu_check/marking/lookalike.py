"""Words that look like other words: misread by a scanner, or mistyped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Signs that scanners take for one another, each with the sign that stands for its class.
_CLASSES = (("S", "5$"), ("B", "8ß"), ("O", "0QD"), ("I", "1L|!"), ("U", "V"), ("Z", "2"), ("C", "G"))
_SKELETON = str.maketrans({sign: shown for shown, signs in _CLASSES for sign in signs})
_PAIRS = (("13", "8"), ("I3", "8"), ("L3", "8"), ("|3", "8"), ("LI", "U"), ("VV", "W"), ("RN", "M"))
_SIGNS_OF_OCR = re.compile(r"[0-9$|!]")


def skeleton(word: str) -> str:
    """The word with each sign replaced by the sign of its class: equal for words that a scanner confuses."""
    for pair, one in _PAIRS:
        word = word.replace(pair, one)
    return word.translate(_SKELETON)


def misread(word: str, known: Iterable[str], *, alone: bool = True) -> str | None:
    """The known word that a scanner turned into this one, None when none or several fit.

    A single sign proves nothing where it stands `alone` ("(1)" is a list label, "(5//NF)" is none). A lost last letter
    is accepted beside a digit ("5B" is SBU).
    """
    if len(word) < 2 and alone:
        return None
    shape = skeleton(word)
    words = [other for other in known if len(word) > 1 or len(other) == 1]
    same = {other for other in words if other != word and skeleton(other) == shape}
    if not same and _SIGNS_OF_OCR.search(word) and not word.isdigit() and len(shape) > 1:
        same = {other for other in words if skeleton(other)[:-1] == shape}
    return same.pop() if len(same) == 1 else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word one slip away (a letter changed, lost, added, or two swapped); None when none or several are."""
    if len(word) < 3:
        return None
    close = {other for other in known if other != word and _one_slip(word, other)}
    return close.pop() if len(close) == 1 else None


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 2:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    if len(rest) == len(other_rest):
        return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    return rest[1:] == other_rest or rest == other_rest[1:]
