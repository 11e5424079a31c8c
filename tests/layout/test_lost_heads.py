"""Numbers that no line shows as the head of a paragraph are found where the count leaves them out."""

from __future__ import annotations

import time

import pytest

from sbu_check.cable.read import read_cable

HEADER = "UNCLAS BRIDGETOWN 000101\n\nE.O. 12958: N/A\nTAGS: ETRD, BB\nSUBJECT: HARBOR TALKS\n\n"
PROSE = "The council agreed to pay for the survey of the channel."


def numbers(body: str) -> list[str]:
    cable = read_cable(HEADER + body)
    return [one.number.digits for one in cable.paragraphs if one.number and one.role != "quoted"]


@pytest.mark.parametrize(
    "between",
    [
        f"\n\n2 {PROSE}\n\n",
        f"\n\n(2) {PROSE}\n\n",
        f"\n\nZ. {PROSE}\n\n",
        f" 2. {PROSE}\n\n",
        f"2. {PROSE}\n\n",
        f"\n2 - {PROSE}\n\n",
        "\n\n¶ (2) (SBU) He agreed.\n\n",
        "  2.(SBU) He agreed.\n\n",
    ],
)
def test_a_number_in_the_place_of_a_missing_one_opens_a_paragraph(between: str) -> None:
    found = numbers(f"1. {PROSE}{between}3. {PROSE}\n")
    assert [found[0], found[2]] == ["1", "3"]
    assert found[1] in {"2", "Z"}


@pytest.mark.parametrize(
    "between",
    [
        " He came on May 2 The council agreed to pay for the survey of the channel.\n\n",
        " See sec. 2. The council agreed to pay for the survey of the channel.\n\n",
        " It grew by 1.2 The council agreed to pay for the survey of the channel.\n\n",
        "\n\n2   Outer channel      14,500   Inner channel     9,100\n\n",
        " Two were named. (1) The master. (2) The pilot, who had come to see the council on Monday.\n\n",
        "\n\nII. The council agreed to pay for the survey of the channel.\n\n",
        "\n\n2 ships of the harbor were sent out for the survey of the channel.\n\n",
    ],
)
def test_a_number_that_opens_no_sentence_is_no_paragraph(between: str) -> None:
    assert numbers(f"1. {PROSE}{between}3. {PROSE}\n") == ["1", "3"]


def test_a_mark_and_an_interruption_after_a_lost_head_belong_to_it() -> None:
    cable = read_cable(
        f"{HEADER}1. (U) {PROSE} 2 (SBU) {PROSE}\n\nSIPDIS\n\nof the council.\n\n3. (U) {PROSE}\n"
    )
    assert [mark.text for one in cable.paragraphs for mark in one.marks] == ["U", "SBU", "U"]
    assert [one.paragraph for one in cable.artifacts] == [1]
    assert cable.paragraphs[1].role == "inline"


def test_time_is_linear_in_the_length_of_the_text() -> None:
    def seconds(count: int) -> float:
        body = f"1. {PROSE}\n\n" + f"9 {PROSE} (3) 4 7.\n" * count + "\n40. End.\n"
        started = time.process_time()
        read_cable(HEADER + body)
        return time.process_time() - started

    seconds(100)
    small = min(seconds(500) for _ in range(3))
    assert seconds(5000) < 30 * max(small, 0.005)
