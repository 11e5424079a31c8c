"""Dispositions and codes that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Told

STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030"
HEADER = "UNCLAS BRIDGETOWN 000101\n\nE.O. 12958: N/A\nTAGS: ETRD, BB\nSUBJECT: HARBOR TALKS\n\n"


def copy(disposition: str, *margin: str) -> str:
    gaps = "".join(f"The offer was made by\n{'':100}{code}\n" for code in margin)
    text = f"1. (U) The bids were opened.\n{gaps}and is high.\n\n2. (U) They parted.\n"
    return f"{STAMP}\n\n{disposition:>80}\n\n{HEADER}{text}{STAMP}\n"


LEFT_OUT = '"RELEASE IN PART B6" leaves out codes that are beside its deletions: B5'


@pytest.mark.parametrize(
    ("disposition", "margin", "message"),
    [
        ("RELEASE IN FULL", [], None),
        ("RELEASE IN FULL", ["B6"], '"RELEASE IN FULL" has codes that withhold something: B6'),
        ("RELEASE IN PART B6", ["B6"], None),
        (
            "RELEASE IN PART B6",
            ["B5", "B6"],
            '"RELEASE IN PART B6" leaves out codes that are beside its deletions: B5',
        ),
        (
            "RELEASE IN PART B5,B6",
            ["B6"],
            '"RELEASE IN PART B5,B6" lists codes that are beside no deletion: B5',
        ),
        (
            "RELEASE IN PART B5,B6",
            [],
            '"RELEASE IN PART B5,B6" lists codes, but no deletion of the text has one: B5 and B6',
        ),
        ("RELEASE IN PART", ["B6"], None),
        ("RELEASE IN PART B3 INA", ["B3"], None),
        ("DENIED IN FULL", [], None),
    ],
)
def test_dispositions(disposition: str, margin: list[str], message: str | None, told: Told) -> None:
    found = [one.message.plain for one in told("release-disposition", copy(disposition, *margin))]
    assert found == ([] if message is None else [message])


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("B6", None),
        ("B61", "B6"),
        ("B11", "B1"),
        ("1.4(D)1", "1.4(D)"),
        ("B7(C)", None),
    ],
)
def test_codes(code: str, meant: str | None, told: Told) -> None:
    found = told("exemption-code", copy(f"RELEASE IN PART {code}"))
    assert [one.span.of(copy(f"RELEASE IN PART {code}")) for one in found] == (
        [] if meant is None else [code]
    )
    if meant:
        assert found[0].fix is not None
        assert found[0].fix.edits[0].text == meant


def test_b1_alone_is_told_once(told: Told) -> None:
    assert len(told("b1-needs-category", copy("RELEASE IN PART B1", "B1", "B1"))) == 1
    assert told("b1-needs-category", copy("RELEASE IN PART B1,1.4(D)", "B1")) == []


LATER = "Classified by DAS, A/GIS, DoS on 01/02/2030 — Class: CONFIDENTIAL — Reason: 1.4(D) — Declassify on: 03/05/2037"


@pytest.mark.parametrize(
    ("between", "fixed"), [("", True), (LATER, False), ("RELEASE IN PART B6", False), ("B6", False)]
)
def test_a_page_stamp_is_taken_out_of_a_sentence_but_no_act_of_the_release(
    between: str, fixed: bool, told: Told
) -> None:
    text = (
        f"{STAMP}\n{HEADER}1. (U) The dredging of the\n{STAMP}\n{between}\n{STAMP}\nouter channel begins.\n"
    )
    [found] = told("release-page-line", text)
    assert (found.fix is not None) == fixed


def test_a_page_stamp_in_the_header_is_told_once(told: Told) -> None:
    text = HEADER.replace("TAGS", f"{STAMP}\n\x0c{STAMP}\nTAGS") + "1. (U) The bids were opened.\n"
    [found] = told("release-page-line", f"{STAMP}\n{text}{STAMP}\n")
    assert found.span.start == len(STAMP) + 1 + HEADER.index("TAGS")
