"""SIPDIS in the text, page lines and circuit lines, on invented cables and on the first document."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Told

    from sbu_check.diagnostics.model import Diagnostic

FIRST = Path(__file__).parents[3] / "shared" / "corpus" / "dev" / "000-ottawa-000875.txt"
HEADER = """UNCLAS BRIDGETOWN 000101

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

"""
EXPLAINED = "the text before it can end a line that begins with"


@pytest.fixture
def first() -> str:
    return FIRST.read_text("utf-8")


def lines(diagnostics: list[Diagnostic], text: str) -> list[int]:
    return [text.count("\n", 0, one.span.start) + 1 for one in diagnostics]


def fixed(text: str, diagnostics: list[Diagnostic]) -> str:
    edits = [edit for one in diagnostics if one.fix for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.shared
def test_each_sipdis_of_the_first_document_is_explained(first: str, told: Told) -> None:
    found = told("sipdis-body", first)
    assert lines(found, first) == [27, 33, 47, 59]
    assert all(f'{EXPLAINED} "Secretary"' in one.message.plain for one in found)
    assert {one.severity for one in found} == {"warning"}
    assert [one.span.of(first) for one in found] == ["SIPDIS"] * 4


@pytest.mark.shared
def test_the_explanation_stands_in_a_message_that_masks_the_document(first: str, told: Told) -> None:
    """The word is one of a closed list of common words, so that a masked report explains as well."""
    shown = [one.message.shown(lambda place: False, "█") for one in told("sipdis-body", first)]
    assert all("Secretary" in message for message in shown)


@pytest.mark.shared
def test_one_width_explains_all_of_the_first_document(first: str, told: Told) -> None:
    [summed] = told("sipdis-after-secret-line", first)
    assert "wrapped at 61 columns" in summed.message.plain
    assert "the 4 SIPDIS lines" in summed.message.plain


@pytest.mark.shared
def test_the_fix_joins_four_sentences_of_the_first_document(first: str, told: Told) -> None:
    text = fixed(first, told("sipdis-body", first))
    assert "progress toward remedying the congestion at Windsor-Detroit" in text
    assert "since the Secretary assumed his position" in text
    assert "Canadian visa issuance procedures and" in text
    assert "partnership to thwart terrorism" in text
    assert len(text) == len(first) - 4 * len("\n\nSIPDIS\n\n") + 4
    assert told("sipdis-body", text) == []


@pytest.mark.parametrize(
    ("before", "word"),
    [
        (
            "1. (U) The delegation had heard of it from the secretariat of the port when they met in the",
            "secretariat",
        ),
        (
            "1. (U) The delegation had heard of it and kept it as Confidential until they met in the",
            "Confidential",
        ),
        (
            "1. (U) The delegation had heard of it and read the Secretions of the sea that lie in the",
            "SECRET",
        ),
        ("1. (U) The delegation had heard of it and read the unsecret paper that lies in the old", None),
        ("1. (U) The delegation had heard of Loudon and of the Louisiana trade, which is not the", None),
        ("1. (U) The delegation had heard of it.", None),
    ],
)
def test_the_cause_is_told_by_the_word(before: str, word: str | None, told: Told) -> None:
    [found] = told("sipdis-body", f"{HEADER}{before}\n\nSIPDIS\n\nharbor and nobody had seen it.\n")
    assert (EXPLAINED in found.message.plain) == (word is not None)
    assert word is None or f'"{word}"' in found.message.plain


def test_no_fix_is_offered_where_no_sentence_goes_on(told: Told) -> None:
    [found] = told("sipdis-body", f"{HEADER}1. (U) They met.\n\nSIPDIS\n\n2. (U) They parted.\n")
    assert found.fix is None


def test_a_word_divided_at_the_line_end_is_joined_without_a_blank(told: Told) -> None:
    long = "1. (U) The delegation of the port authority and of the bank spoke about the ship of the north-"
    text = f"{HEADER}{long}\n\nSIPDIS\n\neastern line and its long delay.\n"
    assert "north-eastern line" in fixed(text, told("sipdis-body", text))


def test_carriage_returns_stay_with_their_lines(told: Told) -> None:
    text = f"{HEADER}1. (U) They met in the\nhall of the\n\nSIPDIS\n\nport and spoke.\n".replace("\n", "\r\n")
    assert "hall of the\r\nport and spoke.\r\n" in fixed(text, told("sipdis-body", text))


def test_many_sipdis_lines_take_linear_time(told: Told) -> None:
    def cost(times: int) -> float:
        text = HEADER + "1. (U) The port\n\n" + "SIPDIS\n\nof the Secretary was in the\n\n" * times + "end.\n"
        start = time.process_time()
        assert told("sipdis-body", text)
        return time.process_time() - start

    cost(100)
    assert cost(4000) < 12 * max(cost(1000), 0.02)


PAGE_BREAK = "CONFIDENTIAL\n\n\nCONFIDENTIAL\n\n\nPAGE 02  BRIDGE 00101  051230Z\n\n"
STAMP = "          Declassified/Released US Department of State EO Systematic Review 20 Mar 2014\n"
PRINT = """CONFIDENTIAL

PAGE 01  BRIDGE 00101  051230Z
ACTION ARA-15
R 051230Z MAR 79
FM AMEMBASSY BRIDGETOWN
TO SECSTATE WASHDC 0101
C O N F I D E N T I A L BRIDGETOWN 0101

E.O. 12065: GDS 3/5/85 (ROE, JANE) OR-M
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

1. (C) THE PORT AUTHORITY SAID THAT THE DREDGING OF THE
OUTER CHANNEL WOULD BEGIN
"""


def test_a_page_break_is_told_once_whatever_it_holds(told: Told) -> None:
    text = f"{PRINT}{PAGE_BREAK}{STAMP}{STAMP}\nIN JUNE AND LAST UNTIL AUTUMN.\nROE\n"
    [found] = told("page-line", text)
    assert found.span.of(text) == "PAGE 02  BRIDGE 00101  051230Z"
    assert fixed(text, [found]) == f"{PRINT}IN JUNE AND LAST UNTIL AUTUMN.\nROE\n"
    assert told("circuit-lines", text) == []


def test_stamps_inside_paragraphs_are_places_of_one_finding(told: Told) -> None:
    text = f"{PRINT}{STAMP}\nIN JUNE.\n\n2. (C) IT WOULD LAST\n{STAMP}\nUNTIL AUTUMN.\nROE\n{STAMP}"
    [found] = told("declassified-stamp", text)
    assert [place.span.of(text) for place in found.related] == [STAMP.strip()] * 2


def test_a_page_break_between_paragraphs_is_left_alone(told: Told) -> None:
    text = f"{PRINT}IN JUNE.\n{PAGE_BREAK}2. (C) IT WOULD LAST UNTIL AUTUMN.\nROE\n"
    assert told("page-line", text) == []


def test_the_header_of_the_next_section_is_no_page_break(told: Told) -> None:
    text = (
        f"{HEADER}1. (U) The dredging of the\n\nBRIDGETOWN 00000101  002 OF 002\n\n"
        "UNCLAS SECTION 02 OF 02 BRIDGETOWN 000101\n\nSIPDIS\n\nouter channel begins in June.\n"
    )
    assert told("page-line", text) == told("sipdis-body", text) == []


def test_sipdis_and_a_page_line_in_one_place_offer_the_same_fix(told: Told) -> None:
    start = f"{HEADER}1. (U) The dredging of the\nharbor and of the old and\n"
    end = "outer channel begins in June,\nas was said.\n"
    text = f"{start}\nBRIDGETOWN 00000101  002 OF 002\n\nSIPDIS\n\n{end}"
    sipdis, page = told("sipdis-body", text), told("page-line", text)
    assert fixed(text, sipdis) == fixed(text, page) == start + end


def test_a_line_of_the_transmission_beside_sipdis_is_left_to_a_person(told: Told) -> None:
    text = (
        f"{HEADER}1. (U) The dredging of the\nharbor and of the old and\n\nSIPDIS\n\n#0101\n\n"
        "outer channel begins in June,\nas was said.\n"
    )
    assert [one.fix for one in told("sipdis-body", text)] == [None]


def test_a_page_break_in_the_list_of_a_paragraph_is_inside_it(told: Told) -> None:
    items = f"IN JUNE:\n\n--THE INNER HARBOR, WHICH IS DEEP.\n{PAGE_BREAK}\n--THE OUTER CHANNEL, WHICH IS NOT.\nROE\n"
    [found] = told("page-line", PRINT + items)
    assert found.fix is None


def test_end_marks_are_no_circuit_lines_inside_a_text(told: Told) -> None:
    text = f"{HEADER}1. (U) The dredging begins in June.\nYY\n\nWHA/CAR:JROE - OK\n"
    assert told("circuit-lines", text) == []
