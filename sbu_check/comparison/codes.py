"""What a release puts in place of words: bars, notes such as `[REDACTED]`, codes; and the code of each deletion."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sbu_check.comparison.compared_text import Code, ComparedText
    from sbu_check.comparison.passages import Withheld


_BLOCKS = "\u2580-\u259f\u25a0\u25a1\u25ac\u25ae\u25fb\u25fc\u2b1b\u2b1c"
_BAR = re.compile(
    rf"[{_BLOCKS}]+|(?<!\w)[Xx]{{4,}}(?!\w)|_{{4,}}|\*{{4,}}|\b(?:REDACTED|EXCISED|SANITIZED)\b"
)

_NOTE = re.compile(r"[\[({<](?:[^\[\](){}<>]|\([^()\n]{1,12}\)){1,80}[\])}>]")
_SAID = re.compile(
    r"redact|withh?eld|delet|excis|not declassified|denied|omitted|sanitiz|blacked out|exempt", re.IGNORECASE
)

_CODES = (
    r"(?:\([bB]\) ?\([1-9]\)(?: ?\([A-Fa-f]\))?|\bB[1-9](?: ?\([A-F]\))?(?![\w(])|\bb\([1-9]\)"
    r"|\b1\.[45] ?\([A-Ha-h]\)|\b25X[1-9]\b|\b50X[12](?:-HUM|-WMD)?\b)"
)
_CODE = re.compile(_CODES)
_ONLY_CODES = re.compile(rf"[\[({{<][\s,;/]*(?:{_CODES}[\s,;/]*)+[\])}}>]")


@dataclass(frozen=True, slots=True)
class Cover:
    """A bar or a note. `width` is the number of characters of a bar, None for a note, whose length tells nothing."""

    span: Span
    width: int | None


def covers(text: str, original: str) -> list[Cover]:
    """The bars and notes of a copy, in order. What the original has word for word is its own."""
    own = {match[0] for match in _NOTE.finditer(original) if is_note(match[0])}
    notes = [
        Cover(Span(*match.span()), None)
        for match in _NOTE.finditer(text)
        if is_note(match[0]) and match[0] not in own
    ]
    inside = iter(notes)
    note = next(inside, None)
    widest = _widest(original)
    bars: list[Cover] = []
    for match in _BAR.finditer(text):
        span = Span(*match.span())
        while note and note.span.end <= span.start:
            note = next(inside, None)
        if not (note and note.span.holds(span)) and len(match[0]) > widest.get(_sign(match[0]), 0):
            bars.append(Cover(span, None if len(_sign(match[0])) > 1 else len(match[0])))
    return sorted([*notes, *bars], key=lambda cover: cover.span)


def _widest(text: str) -> Mapping[str, int]:
    """The width of the widest bar of each kind in a text."""
    found: dict[str, int] = {}
    for match in _BAR.finditer(text):
        sign = _sign(match[0])
        found[sign] = max(found.get(sign, 0), len(match[0]))
    return found


def _sign(bar: str) -> str:
    """What a bar is made of: its sign, or the word that stands for one."""
    return bar if bar.isalpha() and bar[1] not in "Xx" else bar[0]


def is_note(written: str) -> bool:
    """Whether what is in brackets says that something is withheld."""
    return bool(_SAID.search(written) or _ONLY_CODES.fullmatch(written))


def codes(text: str, known: Callable[[str], bool]) -> Iterator[Span]:
    """The exemption codes in the text of a copy. `known` tells what the original has too, as its own words."""
    for match in _CODE.finditer(text):
        if not known(match[0]):
            yield Span(*match.span())


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
