"""How numbers are named, where they stand, and which paragraphs are counted."""

from __future__ import annotations

import pytest

from sbu_check.cable.model import Paragraph, ParagraphNumber
from sbu_check.cable.numbering.explain import PROSE, is_whole_prose, stands_alone
from sbu_check.cable.read import read_cable
from sbu_check.checks.numbering.numbers import (
    digits_of,
    enumerated,
    neighbour,
    own_paragraphs,
    printed,
    spoken,
)
from sbu_check.text.span import Span
from sbu_check.values import replace

HEADER = """UNCLAS BRIDGETOWN 000101

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

"""


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ()),
        ([4], ("4",)),
        ([4, 5], ("4", "5")),
        ([4, 5, 6], "4 to 6"),
        ([4, 6, 7], ("4", "6", "7")),
        ([*range(2, 17, 2)], ("2", "4", "6", "8", "10", "12", "14", "16")),
        ([*range(2, 19, 2)], ("2", "4", "6", "…", "18")),
    ],
)
def test_numbers_in_a_message(numbers, said):
    assert spoken(numbers) == said


def test_eight_numbers_are_enumerated_and_nine_are_not():
    assert enumerated([*"12345678"]) == tuple("12345678")
    assert enumerated([*"123456789"]) == ("1", "2", "3", "…", "9")


@pytest.mark.parametrize(("digits", "shown"), [("1234", "1234"), ("12345", "1234…")])
def test_a_number_is_shown_by_its_first_four_digits(digits, shown):
    assert printed(read_cable(f"{HEADER}{digits}. (U) The talks ended.\n"), 0) == shown


def test_the_digits_of_a_number_are_its_place():
    read = read_cable(f"{HEADER}¶12. (U) The talks ended.\n")
    assert digits_of(read, 0).of(read.text) == "12"


def paragraph(digits: str | None = None, **values: object) -> Paragraph:
    number = ParagraphNumber(Span(0, 1), digits) if digits else None
    return Paragraph(Span(0, 1), number, (), (), "numbered" if digits else "unnumbered", **values)


def test_a_neighbour_is_the_next_number_of_the_cable_itself():
    read = replace(
        read_cable(HEADER),
        paragraphs=(
            paragraph("1"),
            paragraph("2"),
            paragraph(),
            paragraph("1")._replace(role="quoted"),
            paragraph("3"),
        ),
    )
    assert [neighbour(read, index, -1) for index in range(5)] == [None, 0, 1, 1, 1]
    assert [neighbour(read, index, 1) for index in range(5)] == [1, 4, 4, 4, None]


def test_own_paragraphs_are_no_headings_no_quotations_and_not_withheld():
    read = replace(
        read_cable(HEADER),
        paragraphs=(
            paragraph("1"),
            paragraph(heading=True),
            paragraph("1")._replace(role="quoted"),
            paragraph(inherits=0),
            paragraph(withheld=True),
            paragraph("2"),
        ),
    )
    assert [*own_paragraphs(read)] == [0, 5]


LONG = f"The {'port ' * 18}authority"
"""Prose that lacks but a full stop."""


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (f"{LONG}.", True),
        (LONG[: PROSE - 1] + ".", True),
        (LONG[: PROSE - 2] + ".", False),
        (LONG, False),
        (f"2. (U) {LONG}.", False),
    ],
)
def test_whole_prose_is_long_and_has_both_ends_of_a_sentence(body, whole):
    read = read_cable(f"{HEADER}1. (U) The talks ended.\n\n{body}\n\n3. (U) The delegation left.\n")
    assert read.paragraphs[1].span.of(read.text) == body
    assert is_whole_prose(read, 1) is whole


@pytest.mark.parametrize(("before", "alone"), [("The talks ended.", True), ("The talks ended", False)])
def test_prose_stands_alone_behind_a_finished_paragraph(before, alone):
    read = read_cable(f"{HEADER}1. (U) {before}\n\n{LONG}.\n\n3. (U) The delegation left.\n")
    assert stands_alone(read, 1) is alone
