"""The pieces of a mark become its meaning."""

from __future__ import annotations

from collections.abc import Iterable

from sbu_check.marking.countries import listed
from sbu_check.marking.data import Control, Level, Tables
from sbu_check.marking.model import Mark, Part
from sbu_check.marking.read import Found


def parts(found: Iterable[Found]) -> tuple[Part, ...]:
    """The parts of a mark in the order of the text, each with its place."""
    told: list[Part] = []
    for piece in found:
        if piece.foreign:
            told.append(Part(piece.item.span, "origin", piece.foreign.origin.name, piece.foreign.countries))
            told.append(Part(piece.item.span, "classification", piece.foreign.level))
        for term in piece.terms:
            category = "classification" if isinstance(term, Level) else _category(term)
            told.append(Part(piece.item.span, category, term.name, piece.values))
    return tuple(told)


def mark(found: Iterable[Found], tables: Tables) -> Mark | None:
    """The meaning of the pieces; None where none of them gives a level."""
    level = ""
    controls: set[str] = set()
    lists: dict[str, frozenset[str]] = {}
    for piece in found:
        if piece.foreign:
            level = level or piece.foreign.level
            name = piece.foreign.origin.name
            controls |= {name, *(f"{name}:{country}" for country in piece.foreign.countries)}
        for term in piece.terms:
            if isinstance(term, Level):
                level = level or term.name
                continue
            level = level or term.head
            controls.add(term.name)
            if term.shape == "countries":
                if piece.values:
                    lists[term.list_of or term.name] = listed(piece.values)
            else:
                controls |= {f"{term.name}:{value}" for value in piece.values}
    if not level:
        return None
    return finished(level, frozenset(controls), _granted(lists, controls, tables), tables)


def finished(level: str, controls: frozenset[str], lists: dict[str, frozenset[str]], tables: Tables) -> Mark:
    """A mark with its rank for reports."""
    top = tables.levels[level]
    rank, short = top.rank, top.short
    for name in controls:
        control = tables.controls.get(name)
        if control and control.rank > rank:
            rank, short = control.rank, control.short
    return Mark(level, controls, tuple(sorted(lists.items())), short)


def _granted(lists: dict[str, frozenset[str]], controls: set[str], tables: Tables) -> dict[str, frozenset[str]]:
    """The lists of one portion, each complete: who is given the text may be shown it; who is only shown it is not given it."""
    for control in tables.controls.values():
        if control.gives and lists:
            given = lists.setdefault(control.name, frozenset())
            if control.gives in lists or given:
                lists[control.gives] = lists.get(control.gives, frozenset()) | given
    return lists


def _category(term: Level | Control) -> str:
    return term.category if isinstance(term, Control) else ""
