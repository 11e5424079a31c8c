"""Edits: which can be applied together, what they make of a text, and where its places go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sbu_check.diagnostics.edits import (
    UNCHANGED,
    Shift,
    applied,
    compatible,
    fitting,
    shift_of,
    with_line_ends,
)
from sbu_check.diagnostics.model import Edit
from sbu_check.text.span import Span

SHORT = st.text(alphabet="ab \n", max_size=30)


@st.composite
def edited(draw: st.DrawFn, text: st.SearchStrategy[str] = SHORT) -> tuple[str, list[Edit]]:
    """A text, and edits of it that do not get in each other's way."""
    before = draw(text)
    cuts = sorted(draw(st.lists(st.integers(0, len(before)), max_size=8)))
    edits = [
        Edit(Span(start, end), draw(st.text(alphabet="xy \n", max_size=3)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return before, [
        edit for edit, free in zip(edits, compatible([(edit,) for edit in edits]), strict=True) if free
    ]


def edit(start: int, end: int, text: str = "") -> Edit:
    return Edit(Span(start, end), text)


def test_edits_are_applied_together() -> None:
    text = "1.(U)Text"
    edits = [edit(5, 5, " "), edit(2, 2, " ")]
    assert applied(text, edits) == "1. (U) Text"
    assert shift_of(edits).regions == ((Span(2, 2), Span(2, 3)), (Span(5, 5), Span(6, 7)))


def test_places_move_with_the_text() -> None:
    shift = shift_of([edit(2, 4, "xyz"), edit(8, 9)])
    assert [shift.image(at) for at in (0, 1)] == [Span(0, 0), Span(1, 1)]
    assert [shift.image(at) for at in (2, 3, 4)] == [Span(2, 5)] * 3
    assert shift.image(5) == Span(6, 6)
    assert shift.image(9) == Span(9, 9)
    assert shift.image(20) == Span(20, 20)


@given(edited())
def test_what_lies_between_regions_is_the_same(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    new, shift = applied(text, edits), shift_of(edits)
    same_between(text, new, shift)
    same_between(new, text, shift.reversed)


@given(edited(), st.data())
def test_changes_one_after_the_other_are_one_change(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    text, edits = case
    middle = applied(text, edits)
    _, later = data.draw(edited(st.just(middle)))
    new = applied(middle, later)
    same_between(text, new, shift_of(edits).then(shift_of(later)))


@given(edited())
def test_blanks_beside_an_edit_belong_to_it(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    new, wide = applied(text, edits), shift_of(edits).widened(text)
    same_between(text, new, wide)
    for before, _ in wide.regions:
        assert not text[before.end : before.end + 1].isspace()
        assert not text[max(before.start - 1, 0) : before.start].isspace()


def same_between(before: str, after: str, shift: Shift) -> None:
    """Whether a shift accounts for the whole difference of two texts, and its regions stand apart."""
    old = new = 0
    for region in shift.regions:
        assert before[old : region.before.start] == after[new : region.after.start]
        assert region.before.start > old or old == 0
        old, new = region.before.end, region.after.end
    assert before[old:] == after[new:]


def test_no_change() -> None:
    assert UNCHANGED.image(7) == Span(7, 7)
    assert UNCHANGED.then(UNCHANGED) == UNCHANGED
    assert UNCHANGED.touching(Span(0, 10)) == ()


def test_regions_that_touch_a_span() -> None:
    shift = shift_of([edit(2, 4, "x"), edit(10, 10, "y")])
    assert [region.before for region in shift.touching(Span(4, 10))] == [Span(2, 4), Span(10, 10)]
    assert shift.touching(Span(5, 9)) == ()
    assert shift.touching(Span(0, 1)) == ()


def test_edits_that_overlap_wait() -> None:
    lists = [
        (edit(0, 4),),
        (edit(3, 5, "x"),),  # shares a character with the first
        (edit(4, 6, "y"),),  # only touches it
        (edit(6, 6, "z"),),  # an insertion at the edge of another has no certain place
        (edit(8, 8, "a"), edit(20, 21)),
        (edit(8, 8, "b"),),
        (edit(9, 10), edit(2, 3)),  # one of two edits overlaps: neither is applied
        (edit(9, 10),),
    ]
    assert list(compatible(lists)) == [True, False, True, False, True, False, False, True]


def test_edits_of_one_fix_must_fit() -> None:
    assert fitting("abc", [edit(0, 1), edit(1, 2, "x")])
    assert fitting("abc", [])
    assert not fitting("abc", [edit(0, 2), edit(1, 3)])
    assert not fitting("abc", [edit(1, 1, "x"), edit(1, 1, "y")])
    assert not fitting("abc", [edit(2, 4)])
    assert not fitting("abc", [edit(-1, 1)])


def test_line_ends_are_those_of_the_line() -> None:
    text = "one\r\ntwo\nthree"
    assert with_line_ends(text, edit(1, 1, "a\nb")).text == "a\r\nb"
    assert with_line_ends(text, edit(6, 6, "a\nb")).text == "a\nb"
    assert with_line_ends(text, edit(10, 10, "\n")).text == "\n"
    assert with_line_ends("one\r\ntwo", edit(8, 8, "\n")).text == "\r\n"
    assert with_line_ends("\rone", edit(2, 2, "\n")).text == "\n"
    assert with_line_ends(text, edit(1, 1, "a\r\nb")).text == "a\r\nb"
