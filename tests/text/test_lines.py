r"""Lines end at `\n` and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbu_check.text.lines import LineIndex
from sbu_check.text.span import Span


def test_positions_are_one_based_and_count_code_points():
    index = LineIndex("ab\n𝒳c\n")
    assert index.position(0)[:3] == (1, 1, 0)
    assert index.position(2)[:3] == (1, 3, 2)
    assert index.position(3)[:3] == (2, 1, 3)
    assert index.position(4)[:3] == (2, 2, 4)
    assert index.position(6)[:3] == (3, 1, 6)


def test_form_feed_and_lone_carriage_return_end_no_line():
    index = LineIndex("a\fb\rc\x0bd\x85e\u2028f\ng")
    assert len(index) == 2
    assert index.position(10).line == 1


def test_a_line_is_shown_without_its_line_end():
    text = "one\r\ntwo\n\r\nlast\r"
    index = LineIndex(text)
    assert [index.line_span(line).of(text) for line in range(1, 5)] == ["one", "two", "", "last\r"]


def test_an_empty_text_has_one_empty_line():
    index = LineIndex("")
    assert len(index) == 1
    assert index.position(0)[:3] == (1, 1, 0)
    assert index.line_span(1) == Span(0, 0)


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text_is_refused(offset):
    with pytest.raises(ValueError, match="outside"):
        LineIndex("abc").position(offset)


@pytest.mark.parametrize("line", [0, 3])
def test_a_line_that_is_not_there_is_refused(line):
    with pytest.raises(ValueError, match=f"line {line} of a text of 2 lines"):
        LineIndex("abc\n").line_span(line)


@given(st.text(st.sampled_from("ab\n\r\f"), max_size=60))
def test_every_offset_lies_on_the_line_that_counting_gives(text):
    index = LineIndex(text)
    assert len(index) == text.count("\n") + 1
    for offset in range(len(text) + 1):
        before = text[:offset].split("\n")
        assert index.position(offset)[:3] == (len(before), len(before[-1]) + 1, offset)


@given(st.text(st.sampled_from("a\n\u00e9\u65e5\U0001f600"), max_size=60), st.integers(1, 60))
def test_columns_in_bytes(text, times):
    text *= times
    index = LineIndex(text)
    for offset in range(0, len(text) + 1, 7):
        line = text[:offset].split("\n")[-1]
        assert index.position(offset).byte_column == len(line.encode()) + 1
