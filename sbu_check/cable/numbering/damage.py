"""What can happen to the digits of one paragraph number on its way through terminals, converters and scanners.

Digit strings are compared as strings, and long ones are never looked at whole: nothing here depends on their length.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDEST = 9
"""Digits of the longest number that is read as a number; a cable has some dozens of paragraphs."""

DamageKind = Literal["glued", "lost-digit", "look-alike", "misprint"]
Side = Literal["", "front", "back"]

# Letters that stand for a digit in scanned or retyped numbers, and digits that are taken for one another.
_LETTERS = str.maketrans("lI|iOoDQSsBZzGbgq", "11110000558226699")
_DIGIT_PAIRS = frozenset({"08", "06", "17", "38", "56", "68", "27", "49", "58"})


class DigitDamage(NamedTuple):
    """One way in which a printed number differs from the number that was meant.

    `digit` is the digit that is glued on, and `side` where; both are empty for the other kinds. Equal damages of
    neighbours have one cause.
    """

    kind: DamageKind
    digit: str = ""
    side: Side = ""


LOST = DigitDamage("lost-digit")
LOOK_ALIKE = DigitDamage("look-alike")
MISPRINT = DigitDamage("misprint")


def legible(printed: str) -> str:
    """The digits of a printed number with look-alike letters put right; "" where no number can be read from it."""
    if len(printed) > WIDEST + 1:
        return ""
    digits = printed if printed.isdigit() else printed.translate(_LETTERS)
    return digits if digits.isascii() and digits.isdigit() else ""


def value(digits: str) -> int:
    """The number that legible digits print; 0 for none, for zeros in front (`05`) and for what is too wide."""
    return 0 if not digits or digits[0] == "0" or len(digits) > WIDEST else int(digits)


@lru_cache
def damages(digits: str, meant: str) -> tuple[DigitDamage, ...]:
    """The ways in which legible `digits` may be a damaged `meant`, the likeliest first. `digits` is not `meant`."""
    longer = len(digits) - len(meant)
    if longer == 1:
        return tuple(damage for damage, rest in _unglued(digits) if rest == meant)
    if longer == 0:
        wrong = [new + old for new, old in zip(digits, meant, strict=True) if new != old]
        return (LOOK_ALIKE,) if len(wrong) == 1 and "".join(sorted(wrong[0])) in _DIGIT_PAIRS else ()
    return (LOST,) if longer == -1 and digits and _lost_one(digits, meant) else ()


@lru_cache
def unglued(digits: str) -> tuple[tuple[DigitDamage, int], ...]:
    """The numbers that legible `digits` print when the first or the last one of them is glued on."""
    return tuple((damage, value(rest)) for damage, rest in _unglued(digits))


def _unglued(digits: str) -> Iterator[tuple[DigitDamage, str]]:
    if len(digits) > 1:
        yield DigitDamage("glued", digits[0], "front"), digits[1:]
        yield DigitDamage("glued", digits[-1], "back"), digits[:-1]


def _lost_one(digits: str, meant: str) -> bool:
    """Whether `digits` are `meant` without one of its digits."""
    return any(meant[:lost] + meant[lost + 1 :] == digits for lost in range(len(meant)))
