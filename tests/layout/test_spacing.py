"""Prints with a blank line after every line, and mails that quote a whole cable, are read as what they hold."""

from __future__ import annotations

import pytest

from sbu_check import check_text
from sbu_check.cable.normalize import normalize
from sbu_check.cable.read import read_cable

CABLE = """UNCLAS BRIDGETOWN 000101

SIPDIS

SENSITIVE

E.O. 12958: N/A
TAGS: ETRD, ECON, EAID, PREL,
BB, TD
SUBJECT: THE TALKS ON THE DEEP HARBOR GO ON AND THE MINISTER
EXPECTS A LOAN

REF: A. BRIDGETOWN 88
B. STATE 1234

1. (U) The dredging of the deep harbor begins in June, as the
minister of works told the press on Monday.

2. (SBU) The ministry has not found the money for it and asks
the bank for a loan of two million dollars.  The bank will send
an answer before the end of the month.

3. (SBU) Comment: the loan is dear, and the harbor will not pay
for it within ten years.  End comment.
DICKSON
"""


def understood(text: str) -> tuple[object, ...]:
    cable = read_cable(text)
    assert cable.subject

    return (
        cable.subject.text,
        [tag.written for tag in cable.tags],
        [reference.number for reference in cable.references],
        [caption.name for caption in cable.captions],
        [(one.number and one.number.digits, one.mark and one.mark.text) for one in cable.paragraphs],
        [[" ".join(run.of(text).replace(">", " ").split()) for run in one.body] for one in cable.paragraphs],
        [signature.text for signature in cable.signatures],
    )


@pytest.mark.parametrize("ends", ["\n\n", "\r\n\r\n"], ids=["lf", "crlf"])
def test_a_double_spaced_print_is_the_cable_that_it_prints(ends: str) -> None:
    text = CABLE.replace("\n", ends)
    assert understood(text) == understood(CABLE)
    assert [one.rule for one in check_text(text).files[0].diagnostics] == [
        one.rule for one in check_text(CABLE).files[0].diagnostics
    ]


def test_a_double_spaced_print_may_have_lost_the_lines_between_paragraphs() -> None:
    text = "\n\n".join(line for line in CABLE.split("\n") if line)
    assert understood(text)[:4] == understood(CABLE)[:4]


@pytest.mark.parametrize(
    "head", ["", "From: Jane Doe\nTo: John Doe\nSubject: FW: a cable\n\n"], ids=["bare", "mail"]
)
def test_a_quoted_cable_is_the_cable(head: str) -> None:
    text = head + "".join(f"> {line}".rstrip() + "\n" for line in CABLE.splitlines())
    assert understood(text) == understood(CABLE)


def test_places_stay_those_of_the_text() -> None:
    text = CABLE.replace("\n", "\n\n").replace("(SBU) Comment", "(SBV) Comment")
    (told,) = [one for one in check_text(text).files[0].diagnostics if one.severity != "info"]
    assert text[told.start.offset : told.end.offset] == "(SBV)"


@pytest.mark.parametrize(
    "text",
    [
        CABLE,
        "A paragraph of one line, which ends with a stop as paragraphs do, long as they are.\n\n" * 30,
        "SUBJECT: TALKS\n\n" * 30,
        "> a quoted line\n" * 10 + CABLE,
        "\n" * 100,
        "---\n\ntitle: a page\n\n---\n\n" + CABLE.replace("\n", "\n\n"),
    ],
    ids=["single", "paragraphs", "short", "quotation", "blank", "page"],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert normalize(text) is text


@pytest.mark.parametrize(
    "text", [CABLE.replace("\n", "\n\n"), CABLE.replace("\n", "\r\n\r\n"), ">" + CABLE.replace("\n", "\n> ")]
)
def test_every_character_keeps_its_place(text: str) -> None:
    plain = normalize(text)
    assert plain is not text
    assert len(plain) == len(text)
    assert all(old == new or (old in "\r\n>" and new == " ") for old, new in zip(text, plain, strict=True))
