"""Misspelt words: the known word that is one slip away (a letter lost, added or changed, or two exchanged)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def one_slip(written: str, meant: str) -> bool:
    """Whether one letter lost, added or changed, or two neighbours exchanged, turns `meant` into `written`.

    Equal words have no slip. The time is linear in the length of the words.
    """
    if written == meant or abs(len(written) - len(meant)) > 1:
        return False
    if len(meant) > 2 and written[:1] != meant[:1] and written[-1:] != meant[-1:]:
        return False  # one slip leaves the first letter or the last
    start = next((at for at, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if start is None:
        return True  # one has a letter more at its end
    a, b = written[start:], meant[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]


def nearest(written: str, known: Iterable[str], *, least: int = 0) -> str | None:
    """Return the known word that is one slip away; None if no word or several words are.

    Words of fewer than `least` letters are not guessed at.
    """
    if len(written) < least:
        return None
    found = {word for word in known if one_slip(written, word)}
    return found.pop() if len(found) == 1 else None


def distance(written: str, meant: str, most: int) -> int:
    """Return the number of slips between two words; more than `most` as soon as that is known."""
    if abs(len(written) - len(meant)) > most:
        return most + 1
    two_above: list[int] = []
    above = list(range(len(meant) + 1))
    for at, sign in enumerate(written, 1):
        row = [at]
        for other, letter in enumerate(meant, 1):
            least = min(above[other] + 1, row[-1] + 1, above[other - 1] + (sign != letter))
            if two_above and other > 1 and sign == meant[other - 2] and letter == written[at - 2]:
                least = min(least, two_above[other - 2] + 1)
            row.append(least)
        if min(row) > most and min(above) > most:
            return most + 1
        two_above, above = above, row
    return above[-1]
