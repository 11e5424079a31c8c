"""Blocks that lack an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Told

HEADER = "UNCLAS BRIDGETOWN 000101\n\nE.O. 12958: N/A\nTAGS: ETRD, BB\nSUBJECT: HARBOR TALKS\n\n"


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("Comment: They met.", ["Comment"]),
        ("Comment: They met. End comment.", []),
        ("They met (Comment: in the hall) and spoke.", []),
        ("They met (Comment: in the (old) hall) and spoke.", []),
        ("They met (Comment: in the (old hall) and spoke.", ["Comment"]),
        ("They met (Comment: in the hall. End comment) and spoke.", []),
        ("They met without comment.", []),
    ],
)
def test_comments(paragraph: str, found: list[str], told: Told) -> None:
    text = f"{HEADER}1. (U) {paragraph}\n\n2. (U) They parted.\n"
    assert [one.span.of(text) for one in told("comment-pair", text)] == found


def test_a_heading_over_its_paragraph_needs_no_end(told: Told) -> None:
    text = f"{HEADER}SUMMARY\n\n1. (U) They met.\n\nCOMMENT\n\n2. (U) They parted.\n"
    assert told("summary-pair", text) == told("comment-pair", text) == []


def test_a_block_that_opens_the_last_paragraph_is_an_info(told: Told) -> None:
    text = f"{HEADER}1. (U) They met.\n\n2. (U) Begin text: They parted.\n"
    assert [one.severity for one in told("text-pair", text)] == ["info"]
    text = f"{HEADER}1. (U) Begin text: They met.\n\n2. (U) They parted.\n"
    assert [one.severity for one in told("text-pair", text)] == ["warning"]


def test_an_end_in_another_paragraph_closes(told: Told) -> None:
    text = f"{HEADER}1. (U) Summary: They met.\n\n2. (U) They parted. End Summary.\n"
    assert told("summary-pair", text) == told("stray-end", text) == []


@pytest.mark.parametrize("opening", ["Text follows.", "1. Text of the letter.", "UEGIN TEXT: Dear"])
def test_an_opener_out_of_form_is_one(opening: str, told: Told) -> None:
    text = f"{HEADER}1. (U) {opening} They met. End text.\n\n2. (U) They parted.\n"
    assert told("stray-end", text) == []
    text = f"{HEADER}1. (U) {opening} They met. End text.\n\n2. (U) They parted. End text.\n"
    assert len(told("stray-end", text)) == 1


def test_the_end_of_another_block_is_stray(told: Told) -> None:
    text = f"{HEADER}1. (U) Note: They met. End comment.\n\n2. (U) They parted.\n"
    assert [one.span.of(text) for one in told("stray-end", text)] == ["End comment"]


@pytest.mark.parametrize(
    ("sentence", "told_so"),
    [("The plans have changed.", True), ("An answer is needed by noon on Monday.", False)],
)
def test_niact_wants_a_reason(sentence: str, told_so: bool, told: Told) -> None:
    routing = "O 061420Z MAR 07\nFM AMEMBASSY BRIDGETOWN\nTO SECSTATE WASHDC NIACT IMMEDIATE\nBT\n"
    text = f"{routing}{HEADER}1. (U) {sentence}\nROE\nBT\nNNNN\n"
    assert bool(told("niact-reason", text)) == told_so
