"""Equal runs of two sequences of words: common subsequences, and the blocks that they form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence


CELLS = 1 << 25
"""Size of the table (the product of both lengths) up to which it is worth its time and its memory of 4 MB."""


def common(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs (i, j) with a[i] == b[j] of one longest common subsequence, in order.

    Of several it is the one whose pairs are as far back as they can, which keeps neighbours together.
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


Kind = Literal["equal", "withheld", "added", "changed"]


class EqualWords(NamedTuple):
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


class WordRun(NamedTuple):
    """A stretch of the comparison: the words a to a_end of the original, b to b_end of the copy.

    `withheld` is in the original only, `added` in the copy only, `changed` is different on both sides.
    """

    kind: Kind
    a: int
    a_end: int
    b: int
    b_end: int


def runs(blocks: Iterable[EqualWords], a_length: int, b_length: int) -> Iterator[WordRun]:
    """The blocks and what lies between them, in order, over both texts whole."""
    a = b = 0
    for block in (*blocks, EqualWords(a_length, b_length, 0)):
        if a < block.a or b < block.b:
            kind: Kind = "added" if a == block.a else "withheld" if b == block.b else "changed"
            yield WordRun(kind, a, block.a, b, block.b)
        a, b = block.a + block.size, block.b + block.size
        if block.size:
            yield WordRun("equal", block.a, a, block.b, b)


def tidied(blocks: Iterable[EqualWords], a_length: int, b_length: int) -> list[EqualWords]:
    """The blocks of two texts of these lengths, with neighbours joined and without those that are equal by chance.

    A few common words between two stretches that differ on both sides, and are longer than they, are no sign that
    anything corresponds: the whole is one change.
    """
    kept: list[EqualWords] = []
    for block in (*_joined(blocks), EqualWords(a_length, b_length, 0)):
        while kept and _chance(kept[-2] if len(kept) > 1 else EqualWords(0, 0, 0), kept[-1], block):
            kept.pop()
        kept.append(block)
    return kept[:-1]


def _joined(blocks: Iterable[EqualWords]) -> Iterator[EqualWords]:
    a = b = size = 0
    for block in blocks:
        if size and (block.a, block.b) == (a + size, b + size):
            size += block.size
            continue
        if size:
            yield EqualWords(a, b, size)
        a, b, size = block
    if size:
        yield EqualWords(a, b, size)


def _chance(before: EqualWords, block: EqualWords, after: EqualWords) -> bool:
    gaps = (
        (block.a - before.a - before.size, block.b - before.b - before.size),
        (after.a - block.a - block.size, after.b - block.b - block.size),
    )
    return all(withheld and added and max(withheld, added) >= block.size for withheld, added in gaps)


def settled(blocks: Iterable[EqualWords], a: Sequence[str], wanted: Container[int]) -> list[EqualWords]:
    """The blocks with each withheld stretch moved, where equal words allow it, to a place of `wanted`.

    Where "the minister and the envoy" has become "the envoy", either of two stretches may be the withheld one: a bar
    in the copy tells which. `wanted` holds the places of bars and codes as indices of words of the copy.
    """
    done: list[EqualWords] = []
    for block in blocks:
        withheld = bool(done) and block.b == done[-1].b + done[-1].size
        settled_block = _moved(done, block, a, wanted) if withheld and block.b not in wanted else block
        if settled_block.size:
            done.append(settled_block)
    return done


def _moved(done: list[EqualWords], block: EqualWords, a: Sequence[str], wanted: Container[int]) -> EqualWords:
    """The block after a withheld stretch, with the stretch at the nearest wanted place; mends the block before it."""
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
    return EqualWords(block.a + step, block.b + step, block.size - step)
