"""What is understood of a cable as a list of single facts, each with its place, so that two readings can be compared.

The facts are taken from the model as it is: each value with a place is one, its kind the way of fields to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from sbu_check.cable.model import Memo
from sbu_check.text.span import Span
from sbu_check.values import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.cable.model import Document, Paragraph
    from sbu_check.diagnostics.edits import Shift

Fact: TypeAlias = "tuple[str, int, int, tuple[object, ...]]"
"""One thing that is understood: its kind, where it begins and ends, and what its plain fields say."""

# The whole file; what points at other things, which have places of their own; artifacts, which show as the gaps
# that they leave in a paragraph's prose.
_LEFT_OUT = frozenset(
    {"text", "body", "layout", "overlays", "artifacts", "inherits", "paragraph", "first", "last", "after"}
)


def facts(document: Document) -> list[Fact]:
    """Every fact of a document, without its own extent."""
    found: list[Fact] = []
    for name in fields_of(document):
        if name != "span" and name not in _LEFT_OUT:
            _collect(name, getattr(document, name), found)
    if isinstance(document, Memo) and found:
        # Values without a place of their own belong to the first fact.
        _, start, end, _ = found[0]
        found.append(("memo", start, end, (document.day, document.declares_itself)))
    for paragraph in document.paragraphs:
        found += (("paragraphs.gap", *gap, ()) for gap in _gaps(document.text, paragraph))
    return found


def _collect(kind: str, value: Any, found: list[Fact]) -> None:
    """The facts of a value of the model: the value itself if it has a place, and its parts."""
    made = type(value)
    if made is tuple:
        for one in value:
            _collect(kind, one, found)
    elif made is Span:
        found.append((kind, *value, ()))
    elif isinstance(value, tuple):
        _collect_fields(kind, value, found)


def _collect_fields(kind: str, value: tuple[Any, ...], found: list[Fact]) -> None:
    plain: list[object] = []
    first = len(found)
    place: Span | None = None
    for index, name, deeper in _fields(type(value), kind):
        part = value[index]
        if name == "span":
            place = part
        elif isinstance(part, tuple):
            if part:
                _collect(deeper, part, found)
        elif part is not None:  # what is not there may be a value with a place
            plain += (index, part)
    if place is not None:
        found.append((kind, *place, tuple(plain)))
    elif plain and first < len(found):
        # A value without a place of its own: what it says is said of its first part.
        _, start, end, _ = found[first]
        found.append((f"{kind} (whole)", start, end, tuple(plain)))


def _fields(made: Any, kind: str) -> tuple[tuple[int, str, str], ...]:
    """The fields of a class of the model that matter: index, name, and the kind of the value."""
    if (made, kind) not in _KNOWN:
        _KNOWN[made, kind] = tuple(
            (index, name, f"{kind}.{name}")
            for index, name in enumerate(made._fields)
            if name not in _LEFT_OUT
        )
    return _KNOWN[made, kind]


_KNOWN: dict[tuple[Any, str], tuple[tuple[int, str, str], ...]] = {}


def _gaps(text: str, paragraph: Paragraph) -> Iterator[Span]:
    """Spans between the pieces of a paragraph's prose, without the blanks around it."""
    for before, following in pairwise(paragraph.body):
        between = text[before.end : following.start]
        if not between.isspace():
            start = before.end + len(between) - len(between.lstrip())
            yield Span(start, start + len(between.strip()))


def departures(before: Iterable[Fact], after: Iterable[Fact], shift: Shift) -> Iterator[tuple[str, Span]]:
    """The kind of each fact that differs though no edit speaks of it, and its place in the old text.

    A fact away from all edits has to be the same at its new place, and to have been there before. One that an edit
    touches has to be there still, whatever it says, unless the edit covers it whole; an end that it touches may move.
    """
    new = set(after)
    edges = {(kind, at, edge) for kind, *span, _ in new for at, edge in enumerate(span)}
    here, there = _Regions(shift), _Regions(shift.reversed)
    for kind, start, end, says in sorted(set(before), key=_place):
        at, stop = here.touching(start, end)
        if at == stop:
            moved = here.moved[at]
            fact = (kind, start + moved, end + moved, says)
            if fact not in new:
                yield kind, Span(start, end)
            new.discard(fact)
        elif not any(here.starts[one] <= start and end <= here.ends[one] for one in range(at, stop)):
            for side, edge in enumerate((start, end)):
                near, far = here.touching(edge, edge)
                if near == far and (kind, side, edge + here.moved[near]) not in edges:
                    yield kind, Span(start, end)
                    break
    for kind, start, end, _ in sorted(new, key=_place):
        at, stop = there.touching(start, end)
        if at == stop:
            moved = there.moved[at]
            yield kind, Span(start + moved, end + moved)


class _Regions:
    """The regions of a shift as lists of numbers: there are many facts to place."""

    def __init__(self, shift: Shift) -> None:
        self.starts = [region.before.start for region in shift.regions]
        self.ends = [region.before.end for region in shift.regions]
        self.moved = [0, *(region.after.end - region.before.end for region in shift.regions)]
        """By how much the text before each region has moved, and the text after the last."""

    def touching(self, start: int, end: int) -> tuple[int, int]:
        """The first region that a place shares a character or an edge with, and the one after the last."""
        return bisect_left(self.ends, start), bisect_right(self.starts, end)


_place = itemgetter(1, 2, 0)
