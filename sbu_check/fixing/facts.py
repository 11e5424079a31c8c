"""What is understood of a cable as a list of single facts, each with its place, so that two readings can be compared.

The facts are taken from the model as it is: each value with a place is one, its kind the way of fields to it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.cable.model import Cable, Paragraph
    from sbu_check.fixing.edits import Shift


class Fact(NamedTuple):
    """One thing that is understood: of which kind, where it stands, and what its plain fields say."""

    kind: str
    span: Span
    value: tuple[object, ...]


# The whole file; indices, which the places of what they point at tell better; artifacts, which are told by the gaps
# that they leave in a paragraph's prose.
_LEFT_OUT = frozenset(
    {"text", "span", "body", "layout", "overlays", "artifacts", "inherits", "paragraph", "first", "last"}
)


def facts(cable: Cable) -> list[Fact]:
    """Every fact of a cable."""
    found: list[Fact] = []
    for name, value in zip(cable._fields, cable, strict=True):
        if name not in _LEFT_OUT:
            _collect(name, value, found)
    for paragraph in cable.paragraphs:
        found += (Fact("paragraphs.gap", gap, ()) for gap in _gaps(cable.text, paragraph))
    return found


def _collect(kind: str, value: Any, found: list[Fact]) -> None:
    """The facts of a value of the model: itself where it has a place, and what stands in it."""
    if isinstance(value, Span):
        found.append(Fact(kind, value, ()))
    elif isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            for one in value:
                _collect(kind, one, found)
        else:
            _collect_fields(kind, names, value, found)


def _collect_fields(kind: str, names: tuple[str, ...], value: tuple[Any, ...], found: list[Fact]) -> None:
    plain: list[object] = []
    first = len(found)
    for name, part in zip(names, value, strict=True):
        if name in _LEFT_OUT:
            continue
        if isinstance(part, tuple):
            _collect(f"{kind}.{name}", part, found)
        elif part is not None:  # what is not there may be a value with a place
            plain.append((name, part))
    span = getattr(value, "span", None)
    if isinstance(span, Span):
        found.append(Fact(kind, span, tuple(plain)))
    elif plain and first < len(found):
        # A value without a place of its own: what it says is said of its first part.
        found.append(Fact(f"{kind} (whole)", found[first].span, tuple(plain)))


def _gaps(text: str, paragraph: Paragraph) -> Iterator[Span]:
    """What stands between the pieces of a paragraph's prose, without the blanks around it."""
    for before, behind in pairwise(paragraph.body):
        between = text[before.end : behind.start]
        if not between.isspace():
            start = before.end + len(between) - len(between.lstrip())
            yield Span(start, start + len(between.strip()))


def departure(before: Iterable[Fact], after: Iterable[Fact], shift: Shift) -> str | None:
    """The kind of the first fact that differs though no edit speaks of it; None when there is none.

    A fact away from all edits has to be the same at its new place, and to have been there before. One that an edit
    touches has to be there still, whatever it says, unless the edit covers it whole; an end that it touches may move.
    """
    new = set(after)
    ends = {(fact.kind, at, edge) for fact in new for at, edge in enumerate(fact.span)}
    for fact in sorted(set(before), key=_span):
        regions = shift.touching(fact.span)
        if not regions:
            moved = fact._replace(span=shift.spread(fact.span))
            if moved not in new:
                return fact.kind
            new.discard(moved)
        elif not any(region.before.holds(fact.span) for region in regions):
            for at, edge in enumerate(fact.span):
                if (
                    not shift.touching(Span(edge, edge))
                    and (fact.kind, at, shift.image(edge).start) not in ends
                ):
                    return fact.kind
    back = shift.reversed
    return next((fact.kind for fact in sorted(new, key=_span) if not back.touching(fact.span)), None)


def _span(fact: Fact) -> Span:
    return fact.span
