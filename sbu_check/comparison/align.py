"""Align the words of an original and its copy, and pair their paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from sbu_check.comparison.blocks import CELLS, EqualWords, Gap, common, tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sbu_check.comparison.blocks import WordRun
    from sbu_check.comparison.compared_text import ComparedText, Para


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
    """How far after `at` the phrase is next; 0 where it does not, or is not found soon."""
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
    """The pairs of `common` that are as far in front as they can: what follows the window has room then."""
    pairs = common(a[::-1], b[::-1])
    return [(len(a) - 1 - i, len(b) - 1 - j) for i, j in reversed(pairs)]


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

    Anchors are places of phrases that are once in each side, rising in `a`.
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
    """The places of the phrases of `size` words that are once from word `first` to `end`, in their order."""
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


_LEFT = 3
"""Words of a paragraph that was cut, its number among them, that say nothing of which paragraph it is."""


def heads(original: ComparedText, copy: ComparedText) -> list[tuple[int, int]]:
    """The places, in words, at which numbered paragraphs begin that are the same by number and do not differ in words.

    A paragraph of the copy has little but words of its original; one of which only the number is left has no other.
    """
    numbers = _numbered(original.paragraphs)
    copies = _numbered(copy.paragraphs)
    both = [(numbers[key], copies[key]) for key in numbers if key in copies]
    same = [
        (one, other)
        for one, other in both
        if _alike(original, original.paragraphs[one].words, copy, copy.paragraphs[other].words)
    ]
    return [
        (original.paragraphs[one].words.start, copy.paragraphs[other].words.start)
        for one, other in chain(sorted(same))
    ]


def _numbered(paragraphs: Sequence[Para]) -> dict[tuple[int, str], int]:
    """The numbered paragraphs by cable and number; a number that is twice names none."""
    found: dict[tuple[int, str], int] = {}
    for index, para in enumerate(paragraphs):
        number = para.paragraph.number
        if number and para.paragraph.role == "numbered" and len(para.words):
            key = (para.cable, number.digits)
            found[key] = -1 if key in found else index
    return {key: index for key, index in found.items() if index >= 0}


def _alike(original: ComparedText, words: range, copy: ComparedText, there: range) -> bool:
    if len(there) <= _LEFT:
        return True
    known = Counter(original.words.keys[words.start : words.stop])
    shared = (known & Counter(copy.words.keys[there.start : there.stop])).total()
    return 2 * shared >= len(there)


def pairs(original: ComparedText, copy: ComparedText, equal: Iterable[WordRun]) -> Mapping[int, int]:
    """For each paragraph of the original (by its index) the paragraph of the copy that has its number.

    Where the number is withheld, it is the one that has most of its words.
    """
    votes: dict[int, Counter[int]] = {}
    for run in equal:
        at = run.a
        theirs = copy.owners[run.b : run.b_end]
        owners = zip_longest(original.owners[at : run.a_end], theirs[: run.a_end - at], fillvalue=theirs[-1])
        for (one, other), same in groupby(owners):
            count = len(list(same))
            if one >= 0 and other >= 0:
                words = original.paragraphs[one].words
                head = at <= words.start < at + count
                votes.setdefault(one, Counter())[other] += count + (len(words) - 1 if head else 0)
            at += count
    best = {one: counter.most_common(1)[0] for one, counter in votes.items()}
    taken: dict[int, tuple[int, int]] = {}
    for one, (other, count) in best.items():
        if other not in taken or taken[other][1] < count:
            taken[other] = (one, count)
    return {one: other for other, (one, _) in taken.items()}
