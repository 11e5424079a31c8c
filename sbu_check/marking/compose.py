"""The meaning of a mark, put together from its pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.marking.countries import complete
from sbu_check.marking.data import Level, MarkingTables, Names, Origin
from sbu_check.marking.model import Mark, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sbu_check.marking.recognize import RecognizedTerm


def parts(found: Iterable[RecognizedTerm]) -> tuple[Part, ...]:
    """The parts of a mark in the order of the text, each with its place."""
    told: list[Part] = []
    for piece in found:
        span = piece.item.span
        if piece.foreign:
            told.append(Part(span, "origin", piece.foreign.origin.name, piece.foreign.countries))
            told.append(Part(span, "classification", piece.foreign.level))
        for term in piece.terms:
            category = "classification" if isinstance(term, Level) else term.category
            told.append(Part(span, category, term.name, piece.values))
    return tuple(told)


def meaning(found: Iterable[RecognizedTerm], tables: MarkingTables) -> Mark | None:
    """The mark that the pieces make; None where none of them gives a level."""
    level = ""
    controls: set[str] = set()
    lists: dict[str, Names] = {}
    for piece in found:
        if piece.foreign:
            name = piece.foreign.origin.name
            level = level or piece.foreign.level
            controls |= {name, *(f"{name}:{country}" for country in piece.foreign.countries)}
        for term in piece.terms:
            if isinstance(term, Level):
                level = level or term.name
                continue
            level = level or term.head
            controls.add(term.name)
            if term.shape != "countries":
                controls |= {f"{term.name}:{value}" for value in piece.values}
            elif piece.values:
                lists[term.list_of or term.name] = complete(piece.values, tables.country_groups)
    if not level:
        return None
    return ranked(level, frozenset(controls), lists, tables)


def filled(mark: Mark, banner: Mark, tables: MarkingTables) -> Mark:
    """A portion's mark with the list of the banner in place of one that it leaves open: `(S//REL)`."""
    lists = dict(mark.lists)
    for control in map(tables.control, mark.controls):
        name = (control.list_of or control.name) if control and control.shape == "countries" else ""
        said = banner.countries(name) if name and name not in lists else None
        if said is not None:
            lists[name] = said
    return ranked(mark.level, mark.controls, lists, tables) if len(lists) > len(mark.lists) else mark


def owned(marks: Sequence[Mark], tables: MarkingTables) -> Sequence[Mark]:
    """The marks; what a shared classification releases without a list is released to those who share it, at least."""
    for origin in tables.origins:
        if origin.gives and any(origin.name in mark.controls for mark in marks):
            opens = f"{origin.name}:"
            names = frozenset[str]().union(*(mark.controls for mark in marks))
            owners = [name.removeprefix(opens) for name in names if name.startswith(opens)]
            marks = [_released(mark, origin, owners, tables) for mark in marks]
    return marks


def _released(mark: Mark, origin: Origin, owners: Iterable[str], tables: MarkingTables) -> Mark:
    open_list = {origin.name, origin.gives} <= mark.controls and mark.countries(origin.gives) is None
    if not (open_list and owners):
        return mark
    lists = {**dict(mark.lists), origin.gives: complete(owners, tables.country_groups)}
    return ranked(mark.level, mark.controls, lists, tables)


def ranked(level: str, controls: Names, lists: Mapping[str, Names], tables: MarkingTables) -> Mark:
    """A mark with the name by which reports rank it."""
    top = tables.levels[level]
    rank, short = top.rank, top.short
    for name in controls & tables.controls.keys():
        control = tables.controls[name]
        if control.rank > rank:
            rank, short = control.rank, control.short
    return Mark(level, controls, tuple(sorted(lists.items())), short)
