"""Long stretches of two texts that repeat themselves, or have next to nothing in common: no phrase of them is unique.

Both go on together while their words are equal. Behind a difference they are joined again where a long row of words is
equal; where there is none, the longest common subsequence of a window decides, so that the time grows with the length
of the texts and not with its square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.comparison.blocks import EqualWords, Gap
from sbu_check.comparison.lcs import CELLS, common

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WINDOW = 4096
"""Words of the copy that are looked at together, with twice as many of the original, where nothing can be fixed."""

_WELL = 0.6
"""Share of the words of the copy from which a small window needs no larger one."""

_SURE = 32
"""Equal words in a row from which two long texts that repeat themselves go on together."""

_TRIES = 64
"""Places that are looked at to see where they go on."""


def between(a: Sequence[int], b: Sequence[int], gap: Gap) -> Iterator[EqualWords]:
    """The common words of a gap in which no phrase could be fixed."""
    i, i_end, j, j_end = gap
    while (i_end - i) * (j_end - j) > CELLS and (i_end - i > 2 * _WINDOW or j_end - j > _WINDOW):
        rest = Gap(i, i_end, j, j_end)
        if size := _equal(a, b, rest):
            yield EqualWords(i, j, size)
            i, j = i + size, j + size
        elif ahead := _ahead(a, b, rest):
            i, j = i + ahead[0], j + ahead[1]
        else:
            blocks, i, j = _window(a, b, rest)
            yield from blocks
    yield from (EqualWords(i + x, j + y, 1) for x, y in common(a[i:i_end], b[j:j_end]))


def _equal(a: Sequence[int], b: Sequence[int], gap: Gap) -> int:
    """How many words at the front of the gap are equal."""
    i, i_end, j, j_end = gap
    most = min(i_end - i, j_end - j)
    size = 0
    while size + _SURE <= most and a[i + size : i + size + _SURE] == b[j + size : j + size + _SURE]:
        size += _SURE
    while size < most and a[i + size] == b[j + size]:
        size += 1
    return size


def _ahead(a: Sequence[int], b: Sequence[int], gap: Gap) -> tuple[int, int] | None:
    """How many words of each side to pass over so that both go on together for long; the fewest, None for none."""
    i, i_end, j, j_end = gap
    ways = [
        (_distance(a, i, i_end, b[j : min(j + _SURE, j_end)]), 0),
        (0, _distance(b, j, j_end, a[i : min(i + _SURE, i_end)])),
        (step := _step(a, b, gap), step),
    ]
    return min((way for way in ways if any(way)), key=max, default=None)


def _distance(words: Sequence[int], at: int, end: int, phrase: Sequence[int]) -> int:
    """How far behind `at` the phrase stands next; 0 where it does not, or is not found soon."""
    if len(phrase) < _SURE:
        return 0
    end = min(at + _WINDOW, end)
    place = at
    for _ in range(_TRIES):
        try:
            place = words.index(phrase[0], place + 1, end)
        except ValueError:
            return 0
        if words[place : place + _SURE] == phrase:
            return place - at
    return 0


def _step(a: Sequence[int], b: Sequence[int], gap: Gap) -> int:
    """How many words are changed, one for one, in front of those that are equal again; 0 for none or too many."""
    i, i_end, j, j_end = gap
    most = min(i_end - i, j_end - j, 2 * _SURE) - _SURE
    sizes = (size for size in range(1, most) if a[i + size] == b[j + size])
    same = (size for size in sizes if a[i + size : i + size + _SURE] == b[j + size : j + size + _SURE])
    return next(same, 0)


def _window(a: Sequence[int], b: Sequence[int], gap: Gap) -> tuple[list[EqualWords], int, int]:
    """The common words at the front of a gap, and the places from which on more is to be seen."""
    i, i_end, j, j_end = gap
    for size in (_WINDOW // 4, _WINDOW):
        x_end, y_end = min(i + 2 * size, i_end), min(j + size, j_end)
        pairs = _earliest(a[i:x_end], b[j:y_end])
        # What is near the end of a window is matched for want of better: only its first half is kept.
        kept = [pair for pair in pairs if pair[0] < size and pair[1] < size // 2]
        if kept and len(kept) >= _WELL * max(size // 2, kept[-1][0]):
            break  # a small window is enough where it has nearly all words of the copy
    x, y = pairs[len(kept)] if len(kept) < len(pairs) else (size, size // 2)
    last = kept[-1] if kept else (-1, -1)
    # A text that ends in this window waits for the other one, of which more is to come.
    i_next = i + (last[0] + 1 if x_end == i_end else min(x, size))
    j_next = j + (last[1] + 1 if y_end == j_end else min(y, size // 2))
    return [EqualWords(i + x, j + y, 1) for x, y in kept], i_next, j_next


def _earliest(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of `common` that stand as far in front as they can: what follows the window has room then."""
    pairs = common(a[::-1], b[::-1])
    return [(len(a) - 1 - i, len(b) - 1 - j) for i, j in reversed(pairs)]
