"""The requirements of the controls of a mark: a level, other controls, no excluded control, an ordered list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.marking.data import (
    HOME,
    Category,
    Control,
    Level,
    MarkingTables,
    Origin,
    Place,
    register_order,
)
from sbu_check.marking.model import Mark, MarkProblem
from sbu_check.text.expressions import fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.marking.recognize import RecognizedTerm


def unmet(found: Iterable[RecognizedTerm], mark: Mark, tables: MarkingTables) -> Iterator[MarkProblem]:
    """Every demand of the pieces that the mark does not meet, those on lists apart."""
    reported: set[str] = set()
    for place_in_mark, piece in enumerate(found):
        if place_in_mark and any(isinstance(term, Level) for term in piece.terms):
            yield MarkProblem(
                piece.item.span, "form", "the classification comes first", tables.notation.source
            )
        if piece.foreign:
            for message in _of_origin(piece.foreign.origin, piece.foreign.countries, mark):
                yield MarkProblem(piece.item.span, "form", message, piece.foreign.origin.source)
        for term in piece.terms:
            if not isinstance(term, Control):
                continue
            for control, message in _of_piece(term, piece.values, mark, tables):
                yield MarkProblem(piece.item.span, "form", message, control.source)
            category = tables.categories[term.category]
            if category.name not in reported:
                reported.add(category.name)
                for message in _of_category(category, mark):
                    yield MarkProblem(piece.item.span, "form", message, category.source)


def lists(found: Iterable[RecognizedTerm], place: Place) -> Iterator[MarkProblem]:
    """What is wrong with the lists of the pieces."""
    for piece in found:
        if piece.foreign:
            for message in _of_owners(piece.foreign.origin, piece.foreign.countries, place):
                yield MarkProblem(piece.item.span, "form", message, piece.foreign.origin.source)
        for term in piece.terms:
            if isinstance(term, Control):
                for message in _of_list(term, _name(term), piece.values, place):
                    yield MarkProblem(piece.item.span, "form", message, term.source)


def _name(control: Control) -> str:
    return control.portion or control.banner or control.name


def _of_category(category: Category, mark: Mark) -> Iterator[str]:
    if category.needs and category.needs.isdisjoint(mark.controls):
        yield f"a marking of {category.name} needs one of {', '.join(sorted(category.needs))}"


def _of_piece(
    control: Control, values: tuple[str, ...], mark: Mark, tables: MarkingTables
) -> Iterator[tuple[Control, str]]:
    """The unmet requirements of a control, and of its values that are in the register."""
    name = _name(control)
    for message in _of_control(control, name, mark):
        yield control, message
    for value in values:
        head, _, leaf = value.partition(" ")
        child = tables.controls.get(f"{control.name}:{head} *" if leaf else f"{control.name}:{value}")
        if child:
            for message in _of_control(child, f"{name}-{value}", mark):
                yield child, message
            if leaf and child.value and not fits(child.value, leaf):
                yield child, f'"{leaf}" is not a valid sub-compartment of {name}-{head}'


def _of_control(control: Control, name: str, mark: Mark) -> Iterator[str]:
    if control.levels and mark.level not in control.levels:
        yield f"{name} is not used with {mark.level}, only with {', '.join(sorted(control.levels))}"
    for group in control.needs:
        if group.isdisjoint(mark.controls):
            yield f"{name} needs {' or '.join(sorted(group))}"
    for other in sorted((control.excludes - {control.name}) & mark.controls):
        yield f"{name} is not used together with {other}"


def _of_list(control: Control, name: str, values: tuple[str, ...], place: Place) -> Iterator[str]:
    if not values:
        # In a portion a release control without a list means the list of the banner.
        if control.least and not (place == "portion" and control.shape == "countries"):
            yield f"{name} needs a list"
        return
    if len(values) < control.least:
        yield f"the list of {name} needs {control.least} entries"
    if control.most and len(values) > control.most:
        yield f"the list of {name} has more than {control.most} entries"
    if control.first and values[0] != control.first:
        yield f"the list of {name} opens with {control.first}"
    for value in values:
        if control.value and not fits(control.value, value):
            yield f'"{value}" is not a valid entry of {name}'
        if value in control.barred:
            yield f"{value} is not allowed in the list of {name}"
    if control.ordered and not _ordered(values):
        yield f"the list of {name} is not in alphabetical order, countries before groups"


def _ordered(values: tuple[str, ...]) -> bool:
    foreign = [value for value in values if value != HOME]
    return foreign == sorted(foreign, key=register_order)


def _of_origin(origin: Origin, countries: tuple[str, ...], mark: Mark) -> Iterator[str]:
    for other in sorted(origin.excludes & mark.controls):
        yield f"a classification of kind {origin.name} is not used together with {other}"
    for country in countries:
        if origin.value and not fits(origin.value, country):
            yield f'"{country}" is not a valid country code'
        elif country in origin.barred.get(mark.level, ()) or country in origin.barred.get("*", ()):
            yield f"{country} has no classification {mark.level} of this kind"
    given = mark.countries(origin.gives) if origin.gives else None
    missing = [] if given is None else sorted(set(countries) - given)
    if missing:
        yield f"the list of {origin.gives} lacks {', '.join(missing)}, which shares the classification"


def _of_owners(origin: Origin, countries: tuple[str, ...], place: Place) -> Iterator[str]:
    """What is wrong with the countries of a foreign classification; a portion without any has those of the banner."""
    if not countries and place == "portion":
        return
    if len(countries) < origin.least:
        yield f"a classification of kind {origin.name} names {origin.least} countries at least"
    elif origin.of and origin.of not in countries:
        yield f"{origin.of} is not among the countries of a classification of kind {origin.name}"
