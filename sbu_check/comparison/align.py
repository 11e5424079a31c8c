"""Two sequences of words side by side: what both have, what only one has.

Phrases that stand once in each text are fixed first, the longest chain of them that keeps the order (patience diff);
what lies between is small, and there the longest common subsequence decides. Where no phrase is unique (one line ten
thousand times over, or nothing in common) the texts are gone through side by side (see repeated).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from sbu_check.comparison.blocks import EqualWords, Gap, tidied
from sbu_check.comparison.lcs import CELLS
from sbu_check.comparison.repeated import between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PHRASES = (5, 3, 1)
"""Lengths in words of the phrases that are looked for, the next one where the one before left a wide gap."""


def align(a: Sequence[str], b: Sequence[str], fixed: Iterable[tuple[int, int]] = ()) -> list[EqualWords]:
    """The blocks of words that both texts have, in order.

    `fixed` are pairs of places (in words, rising on both sides) that are known to belong together, as the heads of the
    same paragraph do: no block lies across one.
    """
    numbers: dict[str, int] = {}
    number = numbers.setdefault
    left = [number(word, len(numbers)) for word in a]
    right = [number(word, len(numbers)) for word in b]
    blocks: list[EqualWords] = []
    at = (0, 0)
    for place in (*fixed, (len(left), len(right))):
        blocks.extend(_segment(left, right, Gap(at[0], place[0], at[1], place[1])))
        at = place
    return tidied(blocks, len(left), len(right))


def _segment(a: Sequence[int], b: Sequence[int], whole: Gap) -> list[EqualWords]:
    blocks: list[EqualWords] = []
    if not any(_anchored(a, b, whole, [], blocks)):
        return blocks  # what one side has besides its ends, which are equal, the other has not
    blocks.clear()
    gaps = [whole]
    rest: list[Gap] = []
    for size in _PHRASES:
        left: list[Gap] = []
        for gap in gaps:
            # The longest phrases always come first: they are surer than any count of equal words.
            if size < _PHRASES[0] and (gap.a_end - gap.a) * (gap.b_end - gap.b) <= CELLS:
                rest.append(gap)
                continue
            once_a, once_b = _once(a, gap.a, gap.a_end, size), _once(b, gap.b, gap.b_end, size)
            anchors = [(at, once_b[phrase]) for phrase, at in once_a.items() if phrase in once_b]
            # Where no phrase is unique, no part of one is.
            (left if once_a and once_b else rest).extend(_anchored(a, b, gap, anchors, blocks))
        gaps = left
    for gap in (*rest, *gaps):
        blocks.extend(between(a, b, gap))
    blocks.sort()
    return blocks


def _anchored(
    a: Sequence[int], b: Sequence[int], gap: Gap, anchors: list[tuple[int, int]], blocks: list[EqualWords]
) -> Iterator[Gap]:
    """Add the blocks that the ends of the gap and its anchors fix, and yield the gaps that are left.

    Anchors are places of phrases that stand once in each side, rising in `a`.
    """
    i, i_end, j, j_end = gap
    for x, y in ((i, j), *chain(anchors), (i_end, j_end)):
        if x < i or y < j:
            continue  # inside what the phrase before has grown to
        apart = y - x
        start = end = x
        while start > i and start + apart > j and a[start - 1] == b[start + apart - 1]:
            start -= 1
        while end < i_end and end + apart < j_end and a[end] == b[end + apart]:
            end += 1
        if i < start and j < start + apart:
            yield Gap(i, start, j, start + apart)
        if start < end:
            blocks.append(EqualWords(start, start + apart, end - start))
        i, j = end, end + apart


def _once(words: Sequence[int], first: int, end: int, size: int) -> dict[tuple[int, ...], int]:
    """The places of the phrases of `size` words that stand once from word `first` to `end`, in their order."""
    places: dict[tuple[int, ...], int] = {}
    # The first column has the first words of all phrases, and so on.
    columns = [words[first + k : max(end - size + 1, first) + k] for k in range(size)]
    for at, phrase in enumerate(zip(*columns, strict=True), first):
        places[phrase] = -1 if phrase in places else at
    return {phrase: at for phrase, at in places.items() if at >= 0}


def chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs (rising in the first) that rises in the second too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, y) in enumerate(pairs):
        at = bisect_left(ends, y)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [y]
        last[at : at + 1] = [index]
    chain: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    chain.reverse()
    return chain
