"""Words of a text: what counts as the same word in two prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbu_check.comparison.words import WordForm, blanked, read_words
from sbu_check.text.span import Span


def keys(text: str, **form: bool) -> list[str]:
    return list(read_words(text, WordForm(**form)).keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the deep harbor", "the  deep\n   harbor"),
        ("the harbor", "the har-\nbor"),
        ("the harbor", "the har-\r\n   bor"),
        ("Smith's boat", "Smith\u2019s boat"),
        ("4,317 dollars", "4317 dollars"),
        ("dredging", "DREDGING"),
        ("office", "o\ufb03ce"),
        ("harbor", "har\u00adbor"),
        ("Marchetti", "Mar\u200bchetti"),
        ('"quoted" -- so', "\u201cquoted\u201d \u2014 so"),
    ],
)
def test_another_print_of_the_same_words(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("4,317", "4,318"), ("not", "now"), ("$5", "€5"), ("June", "July"), ("1.4(b)", "1.4(d)")],
)
def test_other_words(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_capitals_can_be_kept_apart() -> None:
    assert keys("Polish", case=True) != keys("polish", case=True)


@pytest.mark.parametrize(
    ("one", "other"), [("modern", "modem"), ("10", "lO"), ("view", "vievv"), ("5th", "Sth")]
)
def test_what_scanners_take_for_one_another(one: str, other: str) -> None:
    assert keys(one) != keys(other)
    assert keys(one, ocr=True) == keys(other, ocr=True)


def test_a_code_is_one_word() -> None:
    assert keys("said 1.4(B) and (b)(6), B7(C) too") == ["said", "1.4(b)", "and", "(b)(6)", "b7(c)", "too"]


def test_a_dash_at_the_end_of_a_sentence_joins_nothing() -> None:
    assert keys("the harbor -\nand 3 more--\nships 12-\n13") == [
        "the",
        "harbor",
        "and",
        "3",
        "more",
        "ships",
        "12",
        "13",
    ]


def test_words_are_joined_across_what_is_left_out() -> None:
    text = "the har-\n<page 2>\nbor"
    at = text.index("<")
    words = read_words(text, without=[Span(at, at + 8)])
    assert list(words.keys) == ["the", "harbor"]
    assert words.span(1, 2).of(text) == "har-\n<page 2>\nbor"


def test_the_space_of_a_word_is_what_parts_it_from_the_one_before() -> None:
    text = " one  two "
    words = read_words(text)
    assert [words.space(word).of(text) for word in range(3)] == [" ", "  ", " "]
    assert words.span(1, 1) == Span(4, 4)


@given(st.text(alphabet="aB1 -'.,\n\u00ad\u2019(b)(6)$%\ufb01", max_size=80))
def test_words_lie_in_order_inside_the_text(text: str) -> None:
    words = read_words(text)
    places = [at for pair in zip(words.starts, words.ends, strict=True) for at in pair]
    assert places == sorted(places)
    assert all(start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))
    assert all(words.keys)


@given(
    st.text(alphabet="ab\n ", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
)
def test_what_is_left_out_keeps_length_and_lines(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in pairs]
    left = blanked(text, spans)
    assert len(left) == len(text)
    for at, sign in enumerate(text):
        out = any(span.start <= at < span.end for span in spans)
        assert left[at] == (" " if out and sign != "\n" else sign)
