"""Blocks of equal words in two sequences, and the runs that they part both texts into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

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

    `withheld` stands in the original only, `added` in the copy only, `changed` is different on both sides.
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
    return EqualWords(block.a + step, block.b + step, block.size - step)
