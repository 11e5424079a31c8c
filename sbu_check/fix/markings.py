"""What marks a cable and its parts, before and after edits: no edit may change that unasked, and none unseen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from itertools import accumulate, chain, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from sbu_check.cable.model import Cable, Memo
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sbu_check.checks.common.context import Context
    from sbu_check.checks.common.readings import PortionReading
    from sbu_check.diagnostics.edits import Region, Shift


REPEATED = frozenset({"captions", "banner"})
"""What is marked by markings of which a repeat may go."""


class Marking(NamedTuple):
    """A classification line, banner, caption or portion mark.

    `covers` names for people what it marks: `paragraph 3`, `subject`. `text` is as written, `meaning` is equal for two
    spellings of the same. `cable` is the index of its cable, `target` the paragraph of a portion mark, else its own
    span.
    """

    span: Span
    covers: str
    text: str
    meaning: tuple[object, ...]
    cable: int
    target: Span


class MarkingChange(NamedTuple):
    """What edits did to a marking: `before` and `after` are as written, None for one that was not there or is gone.

    `span` is its place in the old text, `region` the changed part that it touches, None for a marking away from all.
    """

    span: Span
    covers: str
    before: str | None
    after: str | None
    region: Region | None


def markings(contexts: Iterable[Context]) -> tuple[Marking, ...]:
    """Every marking of the cables of a file, in the order of the text."""
    found = (one for at, context in enumerate(contexts) for one in _of(at, context))
    return tuple(sorted(found, key=_span))


def _of(at: int, context: Context) -> Iterator[Marking]:
    cable = context.document
    lines, captions = (cable.class_lines, cable.captions) if isinstance(cable, Cable) else ((), ())
    for line in lines:
        yield Marking(
            line.span, "classification line", line.words.text, ("line", line.level, line.efto), at, line.span
        )
    for banner in cable.banners:
        meaning = (
            context.system.read_banner(banner.text).mark or banner.text
            if isinstance(cable, Memo)
            else banner.level
        )
        yield Marking(banner.span, "banner", banner.text, ("banner", meaning), at, banner.span)
    for caption in captions:
        said = ("caption", caption.section, caption.name)
        yield Marking(caption.span, "captions", caption.text, said, at, caption.span)
    for portion in context.portions:
        written = portion.written
        # A mark that nobody can read means its letters.
        meaning = portion.mark or "".join(written.text.split()).upper()
        index = portion.paragraph
        target = written.span if index is None else cable.paragraphs[index].span
        covered = _covered(context, portion)
        yield Marking(written.span, covered, f"({written.text})", ("mark", meaning), at, target)


def _covered(context: Context, portion: PortionReading) -> str:
    if portion.paragraph is None:
        return portion.place
    number = context.document.paragraphs[portion.paragraph].number
    return f"paragraph {number.digits[:4]}" if number else "a paragraph without a number"


def same(before: Iterable[Marking], after: Iterable[Marking]) -> bool:
    """Whether two texts are marked alike.

    A caption that one block holds twice counts once, and so does the level that page after page carries.
    """
    return _meanings(before) == _meanings(after)


def _meanings(found: Iterable[Marking]) -> tuple[list[tuple[object, ...]], set[object]]:
    """What is said in the order of the text, banners left out; and every level that a line or banner names."""
    meanings: list[tuple[object, ...]] = []
    captions: set[tuple[object, ...]] = set()
    levels: set[object] = set()
    for one in found:
        kind, *words = one.meaning
        if kind in {"line", "banner"}:
            levels.add(words[0])
        if kind != "banner" and one.meaning not in captions:
            meanings.append(one.meaning)
        if kind == "caption":
            captions.add(one.meaning)
    return meanings, levels


def changes(before: Sequence[Marking], after: Sequence[Marking], shift: Shift) -> Iterator[MarkingChange]:
    """What became of the markings: of those that edits touched, and of any other that now means something else."""
    there = {(one.span, one.meaning[0]): one for one in after}
    for one in before:
        if not shift.touching(one.span):
            now = there.pop((shift.spread(one.span), one.meaning[0]), None)
            if now is None or now.meaning != one.meaning:
                yield MarkingChange(one.span, one.covers, one.text, now.text if now else None, None)
    back = shift.reversed
    for one in there.values():
        if not back.touching(one.span):
            yield MarkingChange(back.spread(one.span), one.covers, None, one.text, None)
    old, new = by_place(before), by_place(after)
    told: set[Marking] = set()
    for region in shift.regions:
        gone, come = only_in_one(old(region.before), new(region.after))
        for was, is_ in zip_longest(gone, come):
            if was not in told and is_ not in told:  # an edit on either side of a mark is one change
                yield _change(region, was, is_)
            told |= {one for one in (was, is_) if one}


def _change(region: Region, was: Marking | None, now: Marking | None) -> MarkingChange:
    if was is not None:
        return MarkingChange(was.span, was.covers, was.text, now.text if now else None, region)
    assert now is not None, "one of the two is there"
    place = Span(region.before.start, region.before.start)
    return MarkingChange(place, now.covers, None, now.text, region)


def only_in_one(old: Iterable[Marking], new: Iterable[Marking]) -> tuple[list[Marking], list[Marking]]:
    """The markings that have no equal in the other text, each list in its order."""
    gone: list[Marking] = []
    come: dict[tuple[object, ...], deque[tuple[int, Marking]]] = {}
    for at, one in enumerate(new):
        come.setdefault(one.meaning, deque()).append((at, one))
    for one in old:
        if equal := come.get(one.meaning):
            equal.popleft()
        else:
            gone.append(one)
    left = sorted(chain.from_iterable(come.values()), key=itemgetter(0))
    return gone, [one for _, one in left]


def by_place(found: Sequence[Marking]) -> Callable[[Span], Sequence[Marking]]:
    """A function that gives the markings that share a character or an edge with a place."""
    starts = [one.span.start for one in found]
    reached = list(accumulate((one.span.end for one in found), max))

    def at(place: Span) -> list[Marking]:
        first, end = bisect_left(reached, place.start), bisect_right(starts, place.end)
        return [one for one in found[first:end] if one.span.end >= place.start]

    return at


def _span(one: Marking) -> Span:
    return one.span
