"""What wraps a cable is no part of its header."""

from __future__ import annotations

import pytest

from sbu_check.cable.read import read_cable

MAIL = "From: Doe, Jane\nSent: Monday, March 7, 2011 9:00 AM\nTo: Roe, Richard\nSubject: FW: cable\n\n"
LINES = "E.O. 12958: N/A\nTAGS: PREL, CA\nSUBJECT: TRADE TALKS\n\n"
DRAFT = f"UNCLASSIFIED\n\nWHA/CAN:JDOE\n\nSENSITIVE\n{LINES}1. (SBU) They met.\nYY\n"
CABLE = f"UNCLAS OTTAWA 000875\n\nSIPDIS\n\n{LINES}1. (U) They met.\nDICKSON\n"


@pytest.mark.parametrize("text", [DRAFT, CABLE])
def test_the_subject_of_an_email_is_not_that_of_the_cable(text: str) -> None:
    alone, wrapped = read_cable(text), read_cable(MAIL + text)
    assert wrapped.subject is not None
    assert wrapped.subject.text == "TRADE TALKS"
    assert wrapped.disorders == alone.disorders == ()
    assert "email" in wrapped.overlays


def test_a_class_line_may_begin_with_its_section() -> None:
    cable = read_cable(CABLE.replace("UNCLAS OTTAWA", "SECTION 01 OF 02 OTTAWA"))
    line = cable.classification
    assert line is not None
    assert (line.level, line.section and line.section.part, line.post and line.post.text) == (
        None,
        1,
        "OTTAWA",
    )


@pytest.mark.parametrize(
    ("mrn", "dtg", "year", "dated"),
    [
        ("12 OTTAWA 1", "021647Z MAR 12", 2012, True),
        ("12 OTTAWA 1", "311647Z DEC 11", 2011, True),
        ("12 OTTAWA 1", "021647Z MAR 99", 2012, False),
        ("12 OTTAWA 1", "321647Z MAR 12", 2012, False),
    ],
)
def test_a_date_that_the_message_number_belies_is_none(mrn: str, dtg: str, year: int, dated: bool) -> None:
    lines = ["UNCLASSIFIED", f"MRN: {mrn}", f"Date/DTG: Mar 02, 2012 / {dtg}", "E.O.: 13526", "Subject: X"]
    text = "\n".join(lines) + "\n\n1. (U) T.\n"
    cable = read_cable(text)
    assert (cable.year, cable.date is not None) == (year, dated)


def test_an_impossible_date_still_tells_its_year() -> None:
    cable = read_cable(f"R 321647Z MAR 74\nFM AMEMBASSY OTTAWA\n\n{CABLE}")
    assert (cable.date, cable.year) == (None, 1974)


@pytest.mark.parametrize("sign", ["", "# ", "**", "> "])
def test_the_class_of_a_draft_is_read_without_a_converter_s_signs(sign: str) -> None:
    line = read_cable(f"{sign}{DRAFT}").classification
    assert line is not None
    assert (line.level, line.words.text) == ("UNCLASSIFIED", "UNCLASSIFIED")
