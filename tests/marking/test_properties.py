"""Laws that hold for every marking system: joining is a lattice's join, printing and reading undo each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sbu_check.marking import Mark, MarkingSystem, system
from sbu_check.marking.join import complete, ranked
from sbu_check.marking.systems import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.marking.data import Control, Origin

for_every_system = pytest.mark.parametrize("one", [system(name) for name in names()], ids=names())


@for_every_system
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_join_is_commutative_associative_and_idempotent(one: MarkingSystem, data: st.DataObject) -> None:
    a, b, c = (data.draw(marks(one)) for _ in range(3))
    assert one.join([a, b]) == one.join([b, a])
    assert one.join([one.join([a, b]), c]) == one.join([a, one.join([b, c])]) == one.join([a, b, c])
    assert one.join([a, a]) == one.join([a])
    assert one.join([one.join([a])]) == one.join([a])


@for_every_system
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_join_is_monotone(one: MarkingSystem, data: st.DataObject) -> None:
    a, b, c = (data.draw(marks(one)) for _ in range(3))
    below, above = one.join([a, c]), one.join([a, b, c])
    assert one.join([below, above]) == above
    assert one.tables.levels[below.level].rank <= one.tables.levels[above.level].rank
    assert below.controls <= above.controls


@for_every_system
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_the_order_of_portions_changes_no_banner(one: MarkingSystem, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(marks(one), min_size=1, max_size=4))
    shuffled = data.draw(st.permutations(drawn))
    assert one.required(drawn).mark == one.required(shuffled).mark


@for_every_system
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_more_portions_never_lower_the_classification(one: MarkingSystem, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(marks(one), min_size=2, max_size=4))
    assert _rank(one, one.required(drawn[:-1]).mark) <= _rank(one, one.required(drawn).mark)


@for_every_system
@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_printed_portion_reads_as_the_mark_it_was(one: MarkingSystem, data: st.DataObject) -> None:
    mark = data.draw(marks(one))
    printed = one.portion(mark)
    reading = one.read_portion(f"({printed})")
    assert reading.mark == mark
    assert reading.canonical == printed
    assert not [
        problem
        for problem in reading.problems
        if problem.kind in ("unknown", "style", "lookalike", "bracket")
    ]


@for_every_system
@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_required_banner_reads_as_itself(one: MarkingSystem, data: st.DataObject) -> None:
    banner = one.required(data.draw(st.lists(marks(one), min_size=1, max_size=3)))
    if "LIST]" in banner.text:
        return  # the portions leave the list to the drafter
    reading = one.read_banner(banner.text)
    assert reading.mark == banner.mark
    assert not [problem for problem in reading.problems if problem.kind not in ("form", "era")]


@for_every_system
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_every_reason_names_a_portion_and_every_part_has_one(one: MarkingSystem, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(marks(one), min_size=1, max_size=4))
    banner = one.required(drawn)
    assert all(0 <= reason.portion < len(drawn) for reason in banner.reasons)
    assert {reason.token for reason in banner.reasons} == {banner.classification, *banner.captions}


@for_every_system
@given(text=st.text(alphabet="SBUNFCTLO5813VI0/-()[] ,;*?.:~@USAREL", max_size=20))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_or_has_a_problem_inside_it(one: MarkingSystem, text: str) -> None:
    for reading in (one.read_portion(text), one.read_banner(text)):
        assert reading.mark is not None or reading.problems
        assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in reading.problems)
        if reading.canonical:
            assert one.read_portion(reading.canonical).mark is not None or reading is not one.read_portion(
                text
            )


def _rank(system: MarkingSystem, mark: Mark) -> int:
    return system.tables.levels[mark.level].rank


COUNTRIES = ("AUS", "CAN", "DEU", "FRA", "GBR", "NZL")


def marks(system: MarkingSystem) -> st.SearchStrategy[Mark]:
    """Marks that a portion of the system can carry, valid or not in their company."""
    tables = system.tables
    names_of_controls = [
        name for name, control in tables.controls.items() if control.portion and ":" not in name
    ]

    @st.composite
    def drawn(draw: st.DrawFn) -> Mark:
        number = draw(st.integers(-3, len(tables.origins) - 1))
        origin = tables.origins[number] if number >= 0 else None
        level = draw(st.sampled_from(_levels(system, origin)))
        names: set[str] = set()
        lists: dict[str, frozenset[str]] = {}
        if origin:
            names.add(origin.name)
            count = {"none": 0, "front": 1, "back": 3}[origin.list_at]
            names |= {f"{origin.name}:{country}" for country in draw(_subset(COUNTRIES, count))}
            if origin.list_at == "front":
                names.add(f"{origin.name}:CAN")
        for control in map(tables.controls.__getitem__, draw(_subset(names_of_controls, 4))):
            names.add(control.name)
            if control.shape == "countries":
                if draw(st.booleans()):
                    codes = {"USA", draw(st.sampled_from([*COUNTRIES, *tables.country_groups]))}
                    lists[control.list_of or control.name] = complete(codes, tables.country_groups)
            else:
                names |= {f"{control.name}:{value}" for value in draw(_values(control))}
        return ranked(level, frozenset(names), lists, tables)

    return drawn()


def _levels(system: MarkingSystem, origin: Origin | None) -> list[str]:
    if origin:
        return sorted(set(origin.portion.values()))
    return [level.name for level in system.tables.levels.values() if level.portion]


def _values(control: Control) -> st.SearchStrategy[list[str]]:
    known = sorted(set(control.children.values()))
    if control.shape == "tree":
        return st.lists(st.sampled_from([*known, "XYZ", "XYZ HELLO"]), unique=True, max_size=3).map(
            _with_heads
        )
    if control.shape == "programs":
        return st.lists(st.sampled_from(["BP", "BUTTERED POPCORN", "GB"]), unique=True, min_size=1)
    if control.shape == "list":
        return st.lists(st.sampled_from(COUNTRIES), unique=True, min_size=1)
    return st.just([])


def _with_heads(values: list[str]) -> list[str]:
    return sorted({*values, *(value.partition(" ")[0] for value in values)})


def _subset(values: Sequence[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most)
