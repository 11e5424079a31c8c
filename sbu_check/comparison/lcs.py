"""The longest common subsequence of two short sequences, by bit vectors.

A row of the table of dynamic programming is one integer, and a row follows from the row before in five operations on
integers (Hyyrö, 2004): a few thousand words against as many take milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CELLS = 1 << 25
"""Size of the table (the product of both lengths) up to which it is worth its time and its memory of 4 MB."""


def common(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs (i, j) with a[i] == b[j] of one longest common subsequence, in order.

    Of several it is the one whose pairs stand as far back as they can, which keeps neighbours together.
    """
    places = _places(a, set(b))
    rows = _rows(len(a), b, places)
    pairs: list[tuple[int, int]] = []
    i, j = len(a), len(b)
    length = i - rows[-1].bit_count()
    while length:
        j -= 1
        if i and a[i - 1] == b[j]:
            i -= 1
        else:
            # The last place of the word is as good as any before it, if the words in front of it are enough.
            at = (places.get(b[j], 0) & ((1 << i) - 1)).bit_length() - 1
            if at < 0 or at - (rows[j] & ((1 << at) - 1)).bit_count() < length - 1:
                continue
            i = at
        length -= 1
        pairs.append((i, j))
    pairs.reverse()
    return pairs


def shared(a: str, b: str) -> int:
    """The length of the longest common subsequence of two strings."""
    if not (a and b):
        return 0
    left, right = [ord(sign) for sign in a], [ord(sign) for sign in b]
    return len(a) - _rows(len(a), right, _places(left, set(right)))[-1].bit_count()


def _rows(width: int, b: Sequence[int], places: Mapping[int, int]) -> list[int]:
    """The rows from the one before the first word of `b` to the one after its last.

    Bit i of a row tells that a[:i + 1] has no longer common subsequence with the words so far than a[:i] has.
    """
    full = (1 << width) - 1
    row = full
    rows = [row]
    for word in b:
        met = row & places.get(word, 0)
        if met:
            row = ((row + met) | (row - met)) & full
        rows.append(row)
    return rows


def _places(a: Sequence[int], wanted: set[int]) -> dict[int, int]:
    """For each wanted word the integer whose bit i is set where a[i] is that word."""
    bits: dict[int, bytearray] = {}
    size = len(a) // 8 + 1
    for i, word in enumerate(a):
        if word in wanted:
            if word not in bits:
                bits[word] = bytearray(size)
            bits[word][i >> 3] |= 1 << (i & 7)
    return {word: int.from_bytes(some, "little") for word, some in bits.items()}
