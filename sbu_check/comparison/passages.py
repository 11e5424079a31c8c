"""The runs of an alignment as what they mean for a release: withheld, changed, added, or no difference at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from sbu_check.comparison.blocks import WordRun, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.comparison.compared_text import Bar, Code, ComparedText

_PERSONS = frozenset({"(b)(6)", "(b)(7)(C)", "(b)(7)(D)", "(b)(7)(F)", "(b)(3) CIA", "(b)(3) CIA PERS/ORG"})
"""Exemptions that protect persons."""

_SIMILAR = 0.75
"""Share of equal characters from which scanned words are the same words, misread."""

_DIGITS = re.compile("[2-467-9]")
"""Digits that no scanner takes for a letter (in the normal form for scans the others are letters)."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Words a to a_end of the original that the copy does not show; b is the index of the word after the gap.

    Where a word is withheld in part, b to b_end are what is left of it, and `hidden` is the number of its characters
    that are not shown. `bars` are in the gap; `codes` go with it.
    """

    a: int
    a_end: int
    b: int
    b_end: int
    bars: tuple[Bar, ...] = ()
    codes: tuple[Code, ...] = ()
    hidden: int | None = None

    @property
    def persons(self) -> bool:
        """Whether its codes protect persons and nothing else."""
        return bool(self.codes) and all(code.name in _PERSONS for code in self.codes)


@dataclass(frozen=True, slots=True)
class Differences:
    """What a copy does to its original, in order. `equal` are the runs that both have."""

    equal: tuple[WordRun, ...]
    withheld: tuple[Withheld, ...]
    changed: tuple[WordRun, ...]
    added: tuple[WordRun, ...]


def differences(original: ComparedText, copy: ComparedText, runs: Iterable[WordRun]) -> Differences:
    """The runs of the alignment, read as a release makes them."""
    equal: list[WordRun] = []
    withheld: list[Withheld] = []
    changed: list[WordRun] = []
    added: list[WordRun] = []
    covered = _Covered(copy)
    for run in runs:
        for part in _parts(original, copy, run):
            bars = covered.bars(part.b, part.b_end)
            if part.kind == "equal":
                equal.append(part)
            elif part.kind == "added":
                added.append(part)
            elif part.kind == "withheld":
                withheld.append(Withheld(part.a, part.a_end, part.b, part.b, bars))
            elif bars and (hidden := _hidden(original, copy, part, bars)):
                withheld.append(Withheld(part.a, part.a_end, part.b, part.b_end, bars, hidden=hidden))
            elif bars or (_much_less(part) and covered.code(part.b, part.b_end)):
                # Words of the copy's own beside a bar: the bar hides the original's, the words are added.
                withheld.append(Withheld(part.a, part.a_end, part.b, part.b, bars))
                added.append(part._replace(kind="added", a_end=part.a))
            else:
                changed.append(part)
    return Differences(tuple(equal), tuple(withheld), tuple(changed), tuple(added))


class _Covered:
    """Where the copy has bars and codes."""

    def __init__(self, copy: ComparedText) -> None:
        self._bars: dict[int, list[Bar]] = {}
        for bar in copy.bars:
            self._bars.setdefault(bar.place, []).append(bar)
        self._codes = {code.place for code in copy.codes}

    def bars(self, first: int, end: int) -> tuple[Bar, ...]:
        """The bars between the words around `first` to `end`."""
        return tuple(bar for place in range(first, end + 1) for bar in self._bars.get(place, ()))

    def code(self, first: int, end: int) -> bool:
        """Whether a code is there."""
        return any(place in self._codes for place in range(first, end + 1))


def _much_less(run: WordRun) -> bool:
    """Whether the copy has so few words that they cannot have taken the place of the original's."""
    return run.a_end - run.a >= 3 * (run.b_end - run.b)


def _parts(original: ComparedText, copy: ComparedText, run: WordRun) -> Iterator[WordRun]:
    """A changed run without those words at its ends that differ in their spacing only; any other run as it is."""
    if run.kind != "changed":
        yield run
        return
    left, right = original.words.keys[run.a : run.a_end], copy.words.keys[run.b : run.b_end]
    if copy.words.form.ocr and _misread("".join(left), "".join(right)):
        yield run._replace(kind="equal")
        return
    front, front_copy = _same(left, right)
    back, back_copy = _same(_backwards(left[front:]), _backwards(right[front_copy:]))
    a, a_end, b, b_end = run.a + front, run.a_end - back, run.b + front_copy, run.b_end - back_copy
    if front:
        yield WordRun("equal", run.a, a, run.b, b)
    if a < a_end or b < b_end:
        yield WordRun("added" if a == a_end else "withheld" if b == b_end else "changed", a, a_end, b, b_end)
    if back:
        yield WordRun("equal", a_end, run.a_end, b_end, run.b_end)


def _same(left: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    """How many words at the front of each are the same characters: `cross border` and `crossborder` are two and one."""
    one, other = "".join(left), "".join(right)
    differ = next(
        (at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other))
    )
    ends = {end: count for count, end in enumerate(accumulate(map(len, left)), 1) if end <= differ}
    both = [(ends[end], count) for count, end in enumerate(accumulate(map(len, right)), 1) if end in ends]
    return both[-1] if both else (0, 0)


def _backwards(keys: Sequence[str]) -> list[str]:
    return [key[::-1] for key in reversed(keys)]


def _misread(left: str, right: str) -> bool:
    """Whether a scanner may have made one of the other: most characters are equal, and all digits that are out."""
    if len(left) == len(right) == 1:
        return left.isalpha() and right.isdecimal()  # the initial of a name: Jacob 3
    if max(len(left), len(right)) > 4096 or _DIGITS.findall(left) != _DIGITS.findall(right):
        return False
    return 2 * shared(left, right) >= _SIMILAR * (len(left) + len(right))


def _hidden(original: ComparedText, copy: ComparedText, run: WordRun, bars: Iterable[Bar]) -> int | None:
    """How many characters of the original's words the bars hide, where the copy shows the rest of them around the bars.

    None where what the copy shows is no rest of them.
    """
    words = copy.words
    start, end = words.starts[run.b], words.ends[run.b_end - 1]
    touching = [bar.span for bar in bars if start <= bar.span.end and bar.span.start <= end]
    if not touching:
        return None
    shown = [(words.starts[word], words.keys[word]) for word in range(run.b, run.b_end)]
    pieces = [piece for _, piece in sorted([*shown, *((span.start, "") for span in touching)])]
    whole = "".join(original.words.keys[run.a : run.a_end])
    if not (whole.startswith(pieces[0]) and whole.endswith(pieces[-1])):
        return None
    at = 0
    for piece in pieces:
        at = whole.find(piece, at)
        if at < 0:
            return None
        at += len(piece)
    hidden = len(whole) - sum(map(len, pieces))
    return hidden if hidden > 0 else None
