"""Two sequences of words side by side: what both have, what only one has.

Phrases that stand once in each text are fixed first, the longest chain of them that keeps the order (patience diff);
what lies between is small, and there the longest common subsequence decides. Where no phrase is unique (one line ten
thousand times over, or nothing in common) the texts are gone through window by window, so that the time grows with
the length of the texts and not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from sbu_check.release.lcs import CELLS, common
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

Kind = Literal["equal", "withheld", "added", "changed"]

_PHRASES = (5, 3, 1)
"""Lengths in words of the phrases that are looked for, the next one where the one before left a wide gap."""

_WINDOW = 4096
"""Words of the copy that are looked at together, with twice as many of the original, where nothing can be fixed."""


class Block(NamedTuple):
    """`size` words from word `a` of the original on are the words from word `b` of the copy on."""

    a: int
    b: int
    size: int


class Gap(NamedTuple):
    """The words a to a_end of the original against the words b to b_end of the copy."""

    a: int
    a_end: int
    b: int
    b_end: int


class Run(NamedTuple):
    """A stretch of the comparison: the words a to a_end of the original, b to b_end of the copy.

    `withheld` stands in the original only, `added` in the copy only, `changed` is different on both sides.
    """

    kind: Kind
    a: int
    a_end: int
    b: int
    b_end: int


def align(a: Sequence[str], b: Sequence[str], fixed: Iterable[tuple[int, int]] = ()) -> list[Block]:
    """The blocks of words that both texts have, in order.

    `fixed` are pairs of places (in words, rising on both sides) that are known to belong together, as the heads of the
    same paragraph do: no block lies across one.
    """
    numbers: dict[str, int] = {}
    number = numbers.setdefault
    left = [number(word, len(numbers)) for word in a]
    right = [number(word, len(numbers)) for word in b]
    blocks: list[Block] = []
    at = (0, 0)
    for place in (*fixed, (len(left), len(right))):
        blocks.extend(_segment(left, right, Gap(at[0], place[0], at[1], place[1])))
        at = place
    return tidied(blocks, len(left), len(right))


def runs(blocks: Iterable[Block], a_length: int, b_length: int) -> Iterator[Run]:
    """The blocks and what lies between them, in order, over both texts whole."""
    a = b = 0
    for block in (*blocks, Block(a_length, b_length, 0)):
        if a < block.a or b < block.b:
            kind: Kind = "added" if a == block.a else "withheld" if b == block.b else "changed"
            yield Run(kind, a, block.a, b, block.b)
        a, b = block.a + block.size, block.b + block.size
        if block.size:
            yield Run("equal", block.a, a, block.b, b)


def _segment(a: Sequence[int], b: Sequence[int], whole: Gap) -> list[Block]:
    blocks: list[Block] = []
    gaps = [whole]
    for size in _PHRASES:
        left: list[Gap] = []
        for gap in gaps:
            # The longest phrases always come first: they are surer than any count of equal words.
            if size < _PHRASES[0] and (gap.a_end - gap.a) * (gap.b_end - gap.b) <= CELLS:
                left.append(gap)
            else:
                left.extend(_anchored(a, b, gap, size, blocks))
        gaps = left
    for gap in gaps:
        blocks.extend(_between(a, b, gap))
    blocks.sort()
    return blocks


def _anchored(a: Sequence[int], b: Sequence[int], gap: Gap, size: int, blocks: list[Block]) -> Iterator[Gap]:
    """Add the blocks that the ends of the gap and its phrases of `size` words fix, and yield the gaps that are left."""
    i, i_end, j, j_end = gap
    for x, y in ((i, j), *chain(_unique(a, b, gap, size)), (i_end, j_end)):
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
            blocks.append(Block(start, start + apart, end - start))
        i, j = end, end + apart


def _unique(a: Sequence[int], b: Sequence[int], gap: Gap, size: int) -> list[tuple[int, int]]:
    """The places of the phrases of `size` words that stand once in each side of the gap, by their place in `a`."""
    i, i_end, j, j_end = gap
    if i_end - i < size or j_end - j < size:
        return []
    once_a = _once([a[i + k : i_end - size + 1 + k] for k in range(size)])
    once_b = _once([b[j + k : j_end - size + 1 + k] for k in range(size)])
    both = ((at, once_b.get(phrase, -1)) for phrase, at in once_a.items())
    return [(i + x, j + y) for x, y in both if x >= 0 and y >= 0]


def _once(columns: list[Sequence[int]]) -> dict[tuple[int, ...], int]:
    """Each phrase with its place, -1 for several. The first column has the first words of all phrases, and so on."""
    places: dict[tuple[int, ...], int] = {}
    for at, phrase in enumerate(zip(*columns, strict=True)):
        places[phrase] = -1 if phrase in places else at
    return places


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


def _between(a: Sequence[int], b: Sequence[int], gap: Gap) -> Iterator[Block]:
    """The common words of a gap in which no phrase could be fixed."""
    i, i_end, j, j_end = gap
    while (i_end - i) * (j_end - j) > CELLS and (i_end - i > 2 * _WINDOW or j_end - j > _WINDOW):
        x_end, y_end = min(i + 2 * _WINDOW, i_end), min(j + _WINDOW, j_end)
        pairs = _earliest(a[i:x_end], b[j:y_end])
        # What is near the end of a window is matched for want of better: only its first half is kept.
        kept = [pair for pair in pairs if pair[0] < _WINDOW and pair[1] < _WINDOW // 2]
        yield from (Block(i + x, j + y, 1) for x, y in kept)
        x, y = pairs[len(kept)] if len(kept) < len(pairs) else (_WINDOW, _WINDOW // 2)
        last = kept[-1] if kept else (-1, -1)
        # A text that ends in this window waits for the other one, of which more is to come.
        i += last[0] + 1 if x_end == i_end else min(x, _WINDOW)
        j += last[1] + 1 if y_end == j_end else min(y, _WINDOW // 2)
    yield from (Block(i + x, j + y, 1) for x, y in common(a[i:i_end], b[j:j_end]))


def _earliest(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of `common` that stand as far in front as they can: what follows the window has room then."""
    pairs = common(a[::-1], b[::-1])
    return [(len(a) - 1 - i, len(b) - 1 - j) for i, j in reversed(pairs)]


def tidied(blocks: Iterable[Block], a_length: int, b_length: int) -> list[Block]:
    """The blocks of two texts of these lengths, with neighbours joined and without those that are equal by chance.

    A few common words between two stretches that differ on both sides, and are longer than they, are no sign that
    anything corresponds: the whole is one change.
    """
    kept: list[Block] = []
    for block in (*_joined(blocks), Block(a_length, b_length, 0)):
        while kept and _chance(kept[-2] if len(kept) > 1 else Block(0, 0, 0), kept[-1], block):
            kept.pop()
        kept.append(block)
    return kept[:-1]


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    a = b = size = 0
    for block in blocks:
        if size and (block.a, block.b) == (a + size, b + size):
            size += block.size
            continue
        if size:
            yield Block(a, b, size)
        a, b, size = block
    if size:
        yield Block(a, b, size)


def _chance(before: Block, block: Block, after: Block) -> bool:
    gaps = (
        (block.a - before.a - before.size, block.b - before.b - before.size),
        (after.a - block.a - block.size, after.b - block.b - block.size),
    )
    return all(withheld and added and max(withheld, added) >= block.size for withheld, added in gaps)


def settled(blocks: Iterable[Block], a: Sequence[str], wanted: Container[int]) -> list[Block]:
    """The blocks with each withheld stretch moved, where equal words allow it, to a place of `wanted`.

    Where "the minister and the envoy" has become "the envoy", either of two stretches may be the withheld one: a bar
    in the copy tells which. `wanted` holds the places of bars and codes as indices of words of the copy.
    """
    done: list[Block] = []
    for block in blocks:
        withheld = bool(done) and block.b == done[-1].b + done[-1].size
        settled_block = _moved(done, block, a, wanted) if withheld and block.b not in wanted else block
        if settled_block.size:
            done.append(settled_block)
    return done


def _moved(done: list[Block], block: Block, a: Sequence[str], wanted: Container[int]) -> Block:
    """The block behind a withheld stretch, with the stretch at the nearest wanted place; mends the block before it."""
    before = done[-1]
    start, end = before.a + before.size, block.a
    back = ahead = 0
    while back < before.size and a[start - back - 1] == a[end - back - 1]:
        back += 1
    while ahead < block.size and a[start + ahead] == a[end + ahead]:
        ahead += 1
    steps = (step for far in range(1, max(back, ahead) + 1) for step in (-far, far))
    step = next((s for s in steps if -back <= s <= ahead and block.b + s in wanted), 0)
    done[-1] = before._replace(size=before.size + step)
    if not done[-1].size:
        done.pop()
    return Block(block.a + step, block.b + step, block.size - step)
