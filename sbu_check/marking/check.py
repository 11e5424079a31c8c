"""The faults of a mark that was understood: notation, order, era, and what controls ask of the mark they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from sbu_check.marking.data import Control, Level, Origin, Place, Tables
from sbu_check.marking.model import Mark, MarkProblem
from sbu_check.marking.parts import Text
from sbu_check.marking.read import Found
from sbu_check.text.span import Span


def brackets(text: Text, size: int) -> Iterator[MarkProblem]:
    """Brackets that are missing or not round."""
    if text.opened and not text.closed:
        yield MarkProblem(Span(text.inner.end, size), "bracket", "the closing bracket is missing", "")
    elif text.closed and not text.opened:
        yield MarkProblem(Span(0, text.inner.start), "bracket", "the opening bracket is missing", "")
    elif not text.round:
        yield MarkProblem(Span(0, size), "bracket", "a portion mark stands in round brackets", "")


def gaps(text: Text, tables: Tables) -> Iterator[MarkProblem]:
    """Separators with nothing between them; a leading pair stands before a foreign classification."""
    for number, block in enumerate(text.blocks):
        for item in block:
            leading = number == 0 and len(block) == 1 and len(text.blocks) > 1
            if not item.words and not leading and any(other.words for other in text.items):
                message = "a separator has no marking beside it"
                yield MarkProblem(Span(max(item.span.start - 1, 0), item.span.end), "form", message, tables.notation.source)


def eras(found: Iterable[Found], text: Text, tables: Tables, on: date | None) -> Iterator[MarkProblem]:
    """Terms that the day of the document did not know."""
    for piece in found:
        for term in piece.terms:
            if term.legacy:
                message = f"{_shown(term)} is a legacy marking; {term.legacy} took its place"
                yield MarkProblem(piece.item.span, "era", message, term.source)
            elif on:
                told = _outside(_shown(term), term.since, term.until, on)
                if told:
                    yield MarkProblem(piece.item.span, "era", told, term.source)
    if text.entire:
        if tables.uniform is None:
            message = "one mark for the entire text is not known here; each portion has its own"
            yield MarkProblem(text.entire, "unknown", message, tables.notation.source)
        elif on:
            told = _outside("one mark for the entire text", tables.uniform.since, tables.uniform.until, on)
            if told:
                yield MarkProblem(text.entire, "era", told, tables.uniform.source)


def _outside(what: str, since: date | None, until: date | None, on: date) -> str | None:
    if since and on < since:
        return f"{what} came into use on {since}; the document is of {on}"
    if until and on >= until:
        return f"{what} went out of use on {until}; the document is of {on}"
    return None


def _shown(term: Level | Control) -> str:
    return term.portion or term.banner or term.name


def order(found: Iterable[Found], tables: Tables, place: Place) -> Iterator[MarkProblem]:
    """Controls that stand before one that the register puts first."""
    last: Control | None = None
    names = list(tables.categories)
    for piece in found:
        for term in piece.terms:
            if isinstance(term, Level):
                continue
            if last and term.category != last.category:
                if names.index(term.category) < names.index(last.category):
                    message = f"{term.name} stands before {last.name}"
                    yield MarkProblem(piece.item.span, "style", message, tables.notation.source)
            elif last and tables.categories[term.category].order == "register" and term.place < last.place:
                message = f"{term.name} stands before {last.name}"
                yield MarkProblem(piece.item.span, "style", message, tables.notation.source)
            last = term


def demands(found: Iterable[Found], mark: Mark, tables: Tables, place: Place) -> Iterator[MarkProblem]:
    """What the controls of a mark ask of it: a level, company, an ordered list."""
    for piece in found:
        if piece.foreign:
            yield from _of_origin(piece, piece.foreign.origin, mark, tables)
        for term in piece.terms:
            if isinstance(term, Control):
                yield from _of_control(piece, term, mark, tables, place)


def _of_control(piece: Found, control: Control, mark: Mark, tables: Tables, place: Place) -> Iterator[MarkProblem]:
    span = piece.item.span
    name = _shown(control)
    if control.levels and mark.level not in control.levels:
        levels = ", ".join(level for level in tables.levels if level in control.levels)
        message = f"{name} stands with {levels} only, not with {mark.level}"
        yield MarkProblem(span, "form", message, control.source)
    for group in control.needs:
        if group.isdisjoint(mark.controls):
            needed = " or ".join(sorted(group))
            yield MarkProblem(span, "form", f"{name} needs {needed}", control.source)
    for other in sorted(control.excludes & mark.controls):
        yield MarkProblem(span, "form", f"{name} may not stand beside {other}", control.source)
    yield from _values(piece, control, place)
    for value in piece.values:
        child = tables.controls.get(f"{control.name}:{value}")
        if child:
            yield from _of_control(piece, child, mark, tables, place)


def _values(piece: Found, control: Control, place: Place) -> Iterator[MarkProblem]:
    span, values, name = piece.item.span, piece.values, _shown(control)
    problems: list[str] = []
    if not values:
        if control.least and (place == "banner" or control.shape != "countries"):
            problems.append(f"{name} needs a list")
    else:
        if len(values) < control.least:
            problems.append(f"{name} needs at least {control.least} entries")
        if control.most and len(values) > control.most:
            problems.append(f"{name} takes at most {control.most} entries")
        if control.value:
            wrong = [value for value in values if not re.fullmatch(control.value, value)]
            problems += [f'{name}: "{value}" has not the form of an entry' for value in wrong]
        if control.first and values[0] != control.first:
            problems.append(f"{name}: the list opens with {control.first}")
        problems += [f"{name}: {value} has no place in the list" for value in values if value in control.barred]
        if control.ordered:
            rest = [value for value in values if value != control.first]
            if rest != sorted(rest, key=lambda code: (len(code) > 3, code)):
                problems.append(f"{name}: countries in the order of the alphabet, then groups")
    for message in problems:
        yield MarkProblem(span, "form", message, control.source)


def _of_origin(piece: Found, origin: Origin, mark: Mark, tables: Tables) -> Iterator[MarkProblem]:
    span = piece.item.span
    assert piece.foreign is not None
    countries = piece.foreign.countries
    for other in sorted(origin.excludes & mark.controls):
        yield MarkProblem(span, "form", f"{origin.name} classification may not stand beside {other}", origin.source)
    if origin.list_at != "none" and len(countries) < origin.least:
        yield MarkProblem(span, "form", f"{origin.name} needs at least {origin.least} countries", origin.source)
    for country in countries:
        if country in origin.barred.get(mark.level, frozenset()):
            yield MarkProblem(span, "form", f"{country} has no classification {mark.level}", origin.source)
