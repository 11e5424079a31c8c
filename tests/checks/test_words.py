"""Which words and signs a text shows to be damaged, and which of its own it may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Told

HEADER = """CONFIDENTIAL

PAGE 01  BRIDGE 00101  051230Z
ACTION ARA-15
R 051230Z MAR 79
FM AMEMBASSY BRIDGETOWN
TO SECSTATE WASHDC 0101
C O N F I D E N T I A L BRIDGETOWN 0101

E.O. 12065: GDS 3/5/85 (ROE, JANE) OR-M
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

1. (C) """


def places(told: Told, rule: str, prose: str) -> list[str]:
    """The primary and the related places of what a rule says, in the order of the text, however its lines end."""
    text = f"{HEADER}{prose}\nROE\n"
    found, again = (
        [
            span.of(written)
            for one in told(rule, written)
            for span in (one.span, *(at.span for at in one.related))
        ]
        for written in (text, text.replace("\n", "\r\n"))
    )
    assert again == found
    return found


@pytest.mark.parametrize(
    ("often", "once", "damaged"),
    [
        ("NEIGHBORHOOD", "NEIGHBROHOOD", True),  # two letters exchanged
        ("NEIGHBORHOOD", "NEIGHORHOOD", True),  # one lost
        ("NEIGHBORHOOD", "NEIGHBBORHOOD", True),  # one doubled
        ("NEIGHBORHOOD", "NEIGHQORHOOD", True),  # one changed
        ("NEIGHBORHOOD", "NIEGHQORHOOD", True),  # exchanged and changed, apart
        ("NEIGHBORHOOD", "NEIGHBOURHOOD", False),  # another spelling
        ("MODERNIZATION", "MODERNISATION", False),
        ("CORPORATION", "CORPORACION", False),  # another language
        ("NEIGHBORHOOD", "NEIGHBORHOODS", False),  # another ending
        ("COMPLETING", "COMPELLING", False),  # another word
        ("FORMING", "FARMING", False),  # too short to tell
    ],
)
def test_a_slip_is_told_from_another_word(often: str, once: str, damaged: bool, told: Told) -> None:
    prose = f"THE {often} IS QUIET. THE {once} IS NOT. NO {often} IS SAFE."
    assert places(told, "word-near", prose) == ([once] if damaged else [])


def test_a_divided_word_is_counted_as_one(told: Told) -> None:
    prose = "THE NEIGHBOR-\nHOOD IS QUIET. THE NEIGHBROHOOD IS NOT. NO NEIGHBORHOOD IS SAFE."
    assert places(told, "word-near", prose) == ["NEIGHBROHOOD"]


@pytest.mark.parametrize(
    ("word", "damaged"),
    [
        ("ADDTION", True),
        ("INDCATED", True),
        ("ADDICTION", False),
        ("INDICTED", False),
        ("COUNTIES", False),
        ("OFICIAL", False),
    ],
)
def test_a_word_of_its_own_is_no_slip_of_a_common_one(word: str, damaged: bool, told: Told) -> None:
    assert places(told, "word-near", f"THE {word} WAS TOLD.") == ([word] if damaged else [])


@pytest.mark.parametrize(
    ("prose", "joined"),
    [
        ("THE VERDICT OF HISTORY AND ANDHISTORY.", ["ANDHISTORY"]),
        ("THE VERDICT IS THE VERDICTOF ALL.", ["VERDICTOF"]),
        ("THE SECRETARY MET THE HVSECRETARY.", ["HVSECRETARY"]),
        ("HE REPEATEDLY ASSERTED IT AND REPEATEDLYASSERTED IT.", ["REPEATEDLYASSERTED"]),
        ("THE HUSBAND AND THE OFFICER HAVE A STANDING ORDER NOTWITHSTANDING.", []),
        ("THERE IS A PORT, AND THEREOF HE SPOKE. HE SAW A STRATIFICATION AND A RATIFICATION.", []),
        ("THE CERTIFI-\nCATES ARE HERE: CERTIFICATES OF DEPOSIT.", []),  # the halves of a divided word
        ("HE REPEATEDLY SPOKE, REPEATEDLY-\nTOLD AND REPEATEDLYASSERTED IT. HE ASSERTED IT.", []),
    ],
)
def test_joined_words_are_told_from_compounds(prose: str, joined: list[str], told: Told) -> None:
    assert places(told, "words-joined", prose) == joined


@pytest.mark.parametrize(
    ("prose", "signs"),
    [
        ("THE HARBOR (DEEP AND WIDE) IS OURS.", []),
        ("THE HARBOR (DEEP AND WIDE IS OURS.", ["("]),
        ("THE HARBOR DEEP AND WIDE) IS OURS.", [")"]),
        ("THEY WANT A) THE HARBOR, B) THE CHANNEL (ALL OF IT).", []),
        ("THE NOTE (IT WAS LONG.\n\n2. (C) IT ENDED HERE) WAS READ.", []),
    ],
)
def test_brackets_close_across_paragraphs(prose: str, signs: list[str], told: Told) -> None:
    assert places(told, "bracket-unbalanced", prose) == signs
