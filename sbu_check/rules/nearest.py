"""Which known word a misspelt one stands for, if only one slip of the hand lies between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def one_slip(written: str, meant: str) -> bool:
    """Whether one letter lost, added or changed, or two neighbours exchanged, turns `meant` into `written`.

    Equal words are no slip. Linear in the length of the words.
    """
    if written == meant or abs(len(written) - len(meant)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if start is None:
        return True  # one is the other with a letter more at its end
    a, b = written[start:], meant[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The one known word that a single slip parts from `written`; None where none or several do."""
    found = {word for word in known if one_slip(written, word)}
    return found.pop() if len(found) == 1 else None
