"""Rule of a comparison: what the shape of a deletion gives away."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.comparison.deletions import counted, gap
from sbu_check.diagnostics.model import Finding
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.comparison.compared_text import ComparedText, Para
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.comparison.passages import Withheld
    from sbu_check.comparison.words import ComparedWords

_LABEL = re.compile(r"(?<!\w)([0-9]{1,2}|[a-zA-Z])\)")

_SIGNS = ".,;:()\"'"

_LETTERS = 2
"""Letters of a word that may be guessed when the rest of it is."""


def tells(comparison: Comparison) -> Iterator[Finding]:
    """Deletions that can be guessed from what is left. Values: `where`, `count`."""
    yield from _widths(comparison)
    yield from _rests(comparison)
    yield from _lists(comparison)


def _widths(comparison: Comparison) -> Iterator[Finding]:
    """Bars that are as wide as the words under them."""
    fitted: list[Withheld] = []
    others: Counter[int] = Counter()
    for withheld in comparison.differences.withheld:
        widths = [bar.width for bar in withheld.bars if bar.width is not None]
        if not widths:
            continue
        if _fits(comparison, withheld, widths):
            if len(widths) > 1:
                yield _told(comparison, withheld, "words")
            else:
                fitted.append(withheld)
        else:
            others.update(widths)
    # Bars of one width for all fit some word by chance.
    usual = {width for width, _ in others.most_common(1)}
    widths_fitted = {bar.width for withheld in fitted for bar in withheld.bars}
    certain = len(widths_fitted) > 1 or bool(usual)
    for withheld in fitted:
        if withheld.bars[0].width not in usual:
            yield _told(comparison, withheld, "width" if certain else "width-once")


def _fits(comparison: Comparison, withheld: Withheld, widths: list[int]) -> bool:
    words = comparison.original.words
    written = words.span(withheld.a, withheld.a_end).of(words.text).split()
    if len(widths) > 1:
        return widths in ([len(word) for word in written], [len(word.strip(_SIGNS)) for word in written])
    return widths[0] == len(" ".join(written))


def _rests(comparison: Comparison) -> Iterator[Finding]:
    """Words of which a single digit or a letter or two are hidden."""
    words = comparison.original.words
    for withheld in comparison.differences.withheld:
        if withheld.hidden is None:
            continue
        whole = "".join(words.keys[withheld.a : withheld.a_end])
        if whole.isdecimal():
            if withheld.hidden == 1:
                yield _told(comparison, withheld, "digit")
        elif withheld.hidden <= _LETTERS and len(whole) > 2 * withheld.hidden:
            yield _told(comparison, withheld, "letters")


def _told(comparison: Comparison, withheld: Withheld, variant: str) -> Finding:
    return Finding(
        gap(comparison, withheld),
        {
            "where": comparison.original.whereabouts(withheld.a),
            "count": counted(withheld.a_end - withheld.a, "word"),
        },
        related=(comparison.from_original(withheld.a, withheld.a_end, "this is withheld"),),
        variant=variant,
        paragraph=comparison.copy.paragraph(withheld.b),
    )


def _lists(comparison: Comparison) -> Iterator[Finding]:
    """Lists and numbered paragraphs whose labels tell how many of them were cut."""
    if not comparison.differences.withheld:
        return
    for items in _enumerations(comparison.original):
        cut = [item for item in items if len(item.content) and not comparison.shows(item.content)]
        bare = [item for item in cut if comparison.shows(item.label)]
        if len(bare) > 1 and not items[0].paragraph:
            yield _counted(comparison, bare, "labels")
        shown = [index for index, item in enumerate(items) if comparison.shows(item.label)]
        for first, second in pairwise(shown):
            if second - first > 1:
                yield _counted(comparison, items[first + 1 : second], "jump")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a list: the words of its label and of what it says. `paragraph` for a numbered paragraph."""

    label: range
    content: range
    paragraph: bool = False


def _counted(comparison: Comparison, items: Sequence[_Item], variant: str) -> Finding:
    first, last = items[0], items[-1]
    # The first item was cut, so that a deletion ends after its beginning; among equal words it may be before it.
    all_withheld = comparison.differences.withheld
    after = bisect_right(all_withheld, first.content.start, key=lambda one: one.a_end)
    withheld = all_withheld[min(after, len(all_withheld) - 1)]
    return Finding(
        gap(comparison, withheld),
        {
            "count": counted(len(items), "paragraph" if first.paragraph else "item"),
            "where": "the text" if first.paragraph else comparison.original.whereabouts(first.label.start),
        },
        related=(comparison.from_original(first.label.start, last.content.stop, "cut here"),),
        variant=variant,
        paragraph=None if first.paragraph else comparison.copy.paragraph(withheld.b),
    )


def _enumerations(original: ComparedText) -> Iterator[list[_Item]]:
    """The numbered paragraphs of each cable, and the lists inside paragraphs."""
    words = original.words
    numbered: dict[int, list[_Item]] = {}
    for para in original.paragraphs:
        number = para.paragraph.number
        if number and para.paragraph.role == "numbered":
            label = words.within(number.span)
            items = numbered.setdefault(para.cable, [])
            items.append(_Item(label, range(label.stop, para.words.stop), paragraph=True))
        parts = [words.within(part.label.span) for part in para.paragraph.subparagraphs]
        starts = max([label for label in parts if len(label)], _inline_labels(original, para), key=len)
        ends = [*(label.start for label in starts[1:]), para.words.stop]
        if len(starts) > 1:
            yield [
                _Item(label, _content(words, label.stop, end))
                for label, end in zip(starts, ends, strict=True)
            ]
    yield from numbered.values()


def _content(words: ComparedWords, first: int, end: int) -> range:
    """The words of an item without the `and` or `or` in front of the next."""
    return range(first, end - (end > first and words.keys[end - 1] in {"and", "or"}))


def _inline_labels(original: ComparedText, para: Para) -> list[range]:
    """The labels `(1)`, `(2)`, `(3)` or `a)`, `b)`, `c)` of a list in running text, if they count up from the first."""
    text, span = original.text, para.paragraph.span
    if ")" not in span.of(text):
        return []
    found = [(match[1].lower(), match.start(1)) for match in _LABEL.finditer(text, span.start, span.end)]
    for first in "1a":
        labels: list[int] = []
        for label, at in found:
            expected = str(len(labels) + 1) if first == "1" else chr(ord("a") + len(labels))
            if label == expected:
                labels.append(at)
        if len(labels) > 1:
            return [original.words.within(Span(at, at + 1)) for at in labels]
    return []
