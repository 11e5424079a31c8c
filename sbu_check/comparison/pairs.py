"""Which paragraph of the copy is which of the original."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from sbu_check.comparison.align import chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sbu_check.comparison.blocks import WordRun
    from sbu_check.comparison.compared_text import ComparedText, Para

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
