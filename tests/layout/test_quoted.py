"""What a cable quotes: another cable in full, a text with its own numbers, a list; in texts written for it."""

from __future__ import annotations

import pytest

from sbu_check.api import check_text
from sbu_check.cable.read import read_cable, read_cables

HEADER = "C O N F I D E N T I A L STATE 000101\n\nE.O. 11652: GDS\nTAGS: PFOR, CY\nSUBJECT: APPLES\n\n"
QUOTED = "C O N F I D E N T I A L NICOSIA 0202\n\nE.O. 11652: GDS\nTAGS: PFOR, CY\nSUBJECT: PEARS\n\n"


def numbers(text: str) -> list[tuple[str, str]]:
    return [(p.number.digits, p.role) for p in read_cable(text).paragraphs if p.number]


def warned(text: str) -> list[str]:
    return [d.rule for d in check_text(text).diagnostics if d.severity in {"warning", "error"}]


@pytest.mark.parametrize(
    ("opens", "ends"),
    [
        ("QUOTE", "CRAWFORD UNQUOTE"),
        ("QTE:", "CRAWFORD UNQTE"),
        ("BEGIN TEXT:", "CRAWFORD\n\nEND TEXT."),
        ("FOLLOWING REPEAT NICOSIA 202 DTD MAY 20", "CRAWFORD"),
    ],
)
def test_a_cable_that_is_quoted_in_full_is_no_cable_of_its_own(opens: str, ends: str) -> None:
    text = (
        f"{HEADER}1. NICOSIA WRITES.\n\n2. {opens}\n\n{QUOTED}1. THEY CALLED.\n\n2. THEY LEFT.\n\n"
        f"{ends}\n\n3. PLEASE COMMENT.\nVANCE\n"
    )
    assert len(read_cables(text)) == 1
    cable = read_cable(text)
    assert [line.number.text for line in cable.class_lines if line.number] == ["000101"]
    assert cable.subject
    assert cable.subject.text == "APPLES"
    assert numbers(text) == [
        ("1", "numbered"), ("2", "numbered"), ("1", "quoted"), ("2", "quoted"), ("3", "numbered"),
    ]  # fmt: skip
    assert [signature.text for signature in cable.signatures] == ["VANCE"]
    assert warned(text) == []


def test_another_cable_behind_a_text_that_has_ended_is_one() -> None:
    text = f"{HEADER}1. NICOSIA WRITES QUOTE WELL UNQUOTE.\nVANCE\n\n{QUOTED}1. THEY CALLED.\nCRAWFORD\n"
    assert len(read_cables(text)) == 2


def test_the_header_of_a_cable_quoted_before_the_first_number_is_out_of_no_order() -> None:
    text = (
        f"{HEADER}FOLLOWING REPEAT NICOSIA 202 ACTION SECSTATE DTD MAY 20:\n\nQTE: "
        "C O N F I D E N T I A L NICOSIA 0202\n\n"
        "E.O. 11652: GDS\nTAGS: PFOR, CY\nSUBJECT: PEARS\n\n1. THEY CALLED.\nCRAWFORD UNQTE\nVANCE\n"
    )
    assert warned(text) == []


def test_the_numbers_of_a_treaty_behind_its_heading_are_its_own() -> None:
    text = (
        f"{HEADER}1. GUIDANCE STANDS.\n\n2. BEGIN TEXT:\n\nARTICLE III\n\n1. EACH PARTY SHALL LOOK.\n\n"
        "2. EACH PARTY SHALL LISTEN.\n\nEND TEXT.\n\n3. REPORT REACTION.\nVANCE\n"
    )
    assert [role for _, role in numbers(text)] == ["numbered", "numbered", "quoted", "quoted", "numbered"]
    assert warned(text) == []


@pytest.mark.parametrize("mark", ["", "(C) "])
def test_labels_with_a_bracket_are_no_paragraphs_of_a_cable_that_writes_full_stops(mark: str) -> None:
    text = f"{HEADER}1. {mark}The steps:\n\n1) more money;\n\n2) more time.\n\n2. {mark}They agreed.\nDOE\n"
    assert [number for number, _ in numbers(text)] == ["1", "2"]
    parts = f"{HEADER}1) {mark}One.\n\n2) {mark}Two.\nDOE\n"
    assert [number for number, _ in numbers(parts)] == ["1", "2"]


def test_a_number_directly_behind_the_row_of_a_table() -> None:
    text = f"{HEADER}1. CITIES ARE:\n   ROME     AUG 1-12\n   BONN     AUG 14-19\n2. PLEASE ADVISE.\nDOE\n"
    assert [number for number, _ in numbers(text)] == ["1", "2"]
    wrapped = f"{HEADER}1. HE ASKED ABOUT PARA\n2. OF THE MESSAGE.\n2. HE LEFT.\nDOE\n"
    assert read_cable(wrapped).paragraphs[1].number.span.start == wrapped.index("2. HE LEFT")  # type: ignore[union-attr]


def test_a_wrapped_number_that_the_next_paragraph_has_too_is_prose() -> None:
    text = f"{HEADER}1. (C) They had three.\n2. million came.\n\n2. (C) They left.\nDOE\n"
    assert [number for number, _ in numbers(text)] == ["1", "2"]
    assert warned(text) == []
