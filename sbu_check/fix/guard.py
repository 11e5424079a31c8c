"""Marks that no fix may lower or remove, and headers by which no fix may mark a paragraph."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from sbu_check.checks.common.stated import stated
from sbu_check.fix.markings import by_place, only_in_one
from sbu_check.marking import Mark
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.edits import Region, Shift
    from sbu_check.fix.markings import Marking
    from sbu_check.marking import MarkingSystem

_NEAR = 64
"""Marks that are compared, at most, to find the one that takes the place of a mark that is gone."""


class Claim(NamedTuple):
    """What the header of a cable says of an unmarked paragraph.

    `words` is the class and the captions, `mark` what they imply. `agreed` tells that no mark of the cable is above it.
    """

    words: object
    mark: Mark | None
    agreed: bool


Claims: TypeAlias = "tuple[Claim, ...]"


def claims(contexts: Sequence[Context]) -> Claims:
    """The claim of the header of each cable."""
    return tuple(map(_claim, contexts))


def _claim(context: Context) -> Claim:
    header = stated(context)
    written = header.implied(context.system) if header else None
    mark = context.system.read_portion(written).mark if written else None
    found = {portion.mark for portion in context.known if portion.mark}
    agreed = mark is not None and all(covers(context.system, mark, one) for one in found)
    return Claim(header and (header.level, header.captions), mark, agreed)


def covers(system: MarkingSystem, high: Mark, low: Mark) -> bool:
    """Whether what is marked `low` may be marked `high`: both together require no other banner than `high` alone."""
    return high == low or str(system.required((high, low))) == str(system.required((high,)))


def lowered(
    before: Sequence[Marking], after: Sequence[Marking], shift: Shift, contexts: Sequence[Context]
) -> Iterator[Region]:
    """The changed parts in which a mark, a classification line, a banner or a caption is lowered or removed.

    One that is moved within its paragraph is not removed, and neither is a repeat. `contexts` are those of `before`.
    """
    old, new = by_place(before), by_place(after)
    stays = {(one.cable, *one.meaning) for one in after}
    marks = [one for one in after if one.meaning[0] == "mark"]
    starts = [one.span.start for one in marks]
    for region in shift.regions:
        gone, come = only_in_one(old(region.before), new(region.after))
        for one in gone:
            if one.meaning[0] in {"caption", "banner"} and (one.cable, *one.meaning) in stays:
                continue
            system = contexts[one.cable].system
            instead: Iterator[Marking] = iter(come)
            if one.meaning[0] == "mark":
                instead = _instead(one, region, come, marks, starts, shift)
            if not any(_at_least(system, other, one) for other in instead):
                yield region


def _instead(
    one: Marking,
    region: Region,
    come: Sequence[Marking],
    marks: Sequence[Marking],
    starts: Sequence[int],
    shift: Shift,
) -> Iterator[Marking]:
    """The marks that may take the place of one: those of its changed part, and those before it in its paragraph."""
    yield from come
    first = shift.spread(one.target).start
    for at in islice(range(bisect_right(starts, region.after.end) - 1, -1, -1), _NEAR):
        if starts[at] < first:
            return
        yield marks[at]


def _at_least(system: MarkingSystem, new: Marking, old: Marking) -> bool:
    """Whether a marking says at least as much as the one that it takes the place of."""
    kind, said = old.meaning[0], old.meaning[1]
    if new.meaning[0] != kind:
        return False
    if isinstance(said, Mark):
        return isinstance(new.meaning[1], Mark) and covers(system, new.meaning[1], said)
    if kind == "mark":
        return True  # nobody could read the mark that is gone
    if isinstance(said, str) and isinstance(new.meaning[1], str) and said in system.levels:
        known = new.meaning[1] in system.levels
        return known and system.levels.index(new.meaning[1]) >= system.levels.index(said)
    return kind != "caption"


def unfounded(
    before: Sequence[Marking],
    after: Sequence[Marking],
    shift: Shift,
    held: tuple[Sequence[Context], Claims, Claims, Claims],
) -> Iterator[Region]:
    """The changed parts that mark an unmarked paragraph though the header does not say that it is so.

    The header has to imply a mark and to agree with the marks that are there, the step must leave it as it is, and the
    mark covers what the header implied at first and implies now. `held` are the contexts, and the claims at first,
    before and after.
    """
    contexts, first, was, now = held
    new = by_place(after)
    back = shift.reversed
    spans = [one.span.start for one in before if one.meaning[0] == "mark"]
    for region in shift.regions:
        for one in new(region.after):
            inside = region.after.start <= one.span.start and one.span.end <= region.after.end
            if not inside or one.meaning[0] != "mark" or region.before.start != region.before.end:
                continue
            paragraph = back.spread(one.target)
            if bisect_right(spans, paragraph.end) > bisect_right(spans, paragraph.start - 1):
                continue  # it had a mark, which this one takes the place of
            at = one.cable
            least, mark = (first[at].mark, was[at].mark), one.meaning[1]
            founded = (
                was[at].agreed
                and now[at].words == was[at].words
                and isinstance(mark, Mark)
                and all(header is None or covers(contexts[at].system, mark, header) for header in least)
            )
            if not founded:
                yield region


def regions_besides(regions: Iterator[Region], leave: Shift) -> tuple[Region, ...]:
    """The changed parts that no edit with leave touches."""
    return tuple(dict.fromkeys(region for region in regions if not leave.touching(Span(*region.before))))
