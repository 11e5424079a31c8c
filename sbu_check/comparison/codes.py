"""Which code stands for which deletion."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.comparison.compared_text import Code, ComparedText
    from sbu_check.comparison.passages import Withheld

NEAR = 2
"""Lines by which a code in the margin may miss its deletion (practice: released copies of F-2014-20439)."""

_WIDE = 6
"""Blanks in front of a line from which they are a gap."""


def assigned(
    copy: ComparedText, withheld: Sequence[Withheld]
) -> tuple[tuple[Withheld, ...], tuple[Code, ...]]:
    """The deletions with their codes, and the codes with which no deletion goes.

    A code goes with every deletion whose gap holds it or is on its line. A deletion that has none so takes the
    nearest code that goes with no other, up to NEAR lines off. Codes in a column are one code's company.
    """
    places = [_DeletionPlace(copy, one) for one in withheld]
    on_line: defaultdict[int, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        for line in place.lines:
            on_line[line].append(index)
    taken: defaultdict[int, list[Code]] = defaultdict(list)
    idle: list[Code] = []
    for code, inside in zip(copy.codes, _inside(copy, places), strict=True):
        goes_with = {inside} if inside is not None else set()
        if code.margin or not goes_with:
            goes_with.update(on_line.get(code.line, ()))
        for index in goes_with:
            taken[index].append(code)
        if not goes_with:
            idle.append(code)
    idle = _near(idle, on_line, taken, len(places))
    return tuple(replace(one, codes=tuple(taken[index])) for index, one in enumerate(withheld)), tuple(idle)


class _DeletionPlace:
    """Where a deletion shows in the copy: its gap, and the lines on which the gap can be seen."""

    def __init__(self, copy: ComparedText, withheld: Withheld) -> None:
        words = copy.words
        before = words.space(withheld.b).start
        after = words.space(withheld.b_end).end
        self.gap = (before, after)
        bars = withheld.bars
        if bars:
            self.lines = range(copy.line(bars[0].span.start), copy.line(bars[-1].span.end) + 1)
        else:
            inside = copy.words.text[before:after]
            # What begins a paragraph after blank lines shows no gap, unless blanks are in front of it.
            head = inside.rpartition("\n")[2]
            apart = inside.count("\n") > 1 and len(head) < _WIDE
            self.lines = range(copy.line(before), copy.line(after) + (not apart))


def _inside(copy: ComparedText, places: Sequence[_DeletionPlace]) -> Iterator[int | None]:
    """For each code the deletion whose gap holds it, None for none."""
    index = 0
    for code in copy.codes:
        while index < len(places) and places[index].gap[1] < code.span.end:
            index += 1
        held = index < len(places) and places[index].gap[0] <= code.span.start
        yield index if held else None


def _near(
    idle: Sequence[Code],
    on_line: defaultdict[int, list[int]],
    taken: defaultdict[int, list[Code]],
    count: int,
) -> list[Code]:
    """Give codes that are a little off to the deletions that have none; the codes that are left."""
    bare = {index for index in range(count) if not taken.get(index)}
    left: list[Code] = []
    for code in idle:
        lines = (code.line + step * far for far in range(1, NEAR + 1) for step in (-1, 1))
        index = next((i for line in lines for i in on_line.get(line, ()) if i in bare), None)
        if index is None:
            left.append(code)
        else:
            bare.discard(index)
            taken[index].append(code)
    return _alone(left, taken)


def _alone(left: Sequence[Code], taken: defaultdict[int, list[Code]]) -> list[Code]:
    """The codes that do not be in a column with one that has its deletion; those that do go with it."""
    column = {code.line: (code.name, index) for index, codes in taken.items() for code in codes}
    company: set[Code] = set()
    for code in (*left, *reversed(left)):
        name, index = column.get(code.line - 1) or column.get(code.line + 1) or (code.name, -1)
        if name != code.name and code not in company:
            company.add(code)
            taken[index].append(code)
            column[code.line] = (code.name, index)
    return [code for code in left if code not in company]
