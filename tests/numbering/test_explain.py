"""What a careful reader would say of printed paragraph numbers, case by case.

A case is written as the numbers are printed: `-` is a paragraph without a number, `x` one whose number is withheld,
`3q` is in a quoted text, `45?` may be a wrapped line. Each line that is expected names a cause, the places of its
paragraphs (counted from 0), and the numbers that they should have.
"""

from __future__ import annotations

import pytest

from sbu_check.cable.numbering.damage import damages, legible, value
from sbu_check.cable.numbering.explain import Cause, NumberingExplanation, Printed, explain
from sbu_check.cable.numbering.search import cheapest, item

ROWS_TO_TEN = "1 2 3 4 5 6 7 8 9 10"


def read(case: str) -> list[Printed]:
    def one(word: str) -> Printed:
        if word in {"-", "x"}:
            return Printed(None, withheld=word == "x")
        return Printed(word.rstrip("q?"), quoted=word.endswith("q"), weak=word.endswith("?"))

    return [one(word) for word in case.split()]


def said(cause: Cause) -> str:
    first, last = cause.indices[0], cause.indices[-1]
    places = f"{first}-{last}" if last > first else f"{first}"
    glued = f" {cause.digit} {cause.side}" if cause.digit else ""
    expected = " ".join(map(str, cause.expected))
    return f"{cause.kind}{glued} at {places}" + (f": {expected}" if expected else "")


def numbers(explanation: NumberingExplanation) -> str:
    return " ".join("." if number is None else str(number) for number in explanation.numbers)


CASES = [
    # Nothing to say.
    ("", "", []),
    ("1", "1", []),
    (ROWS_TO_TEN, ROWS_TO_TEN, []),
    ("- 1 - - 2 3 -", ". 1 . . 2 3 .", []),
    ("01 02 03", "1 2 3", []),
    ("01 02 03 04 05 06 07 08 09 10 11", ROWS_TO_TEN + " 11", []),
    ("1 2 1q 2q 3q 3 4", "1 2 1 2 3 3 4", []),
    ("1 7q 01q 2", "1 7 . 2", []),
    ("1 x 4 5", "1 . 4 5", []),
    ("x 3 4", ". 3 4", []),
    # A digit glued on.
    ("1 2 3 4 5 16 17 18 19 110 11", ROWS_TO_TEN + " 11", ["glued 1 front at 5-9: 6 7 8 9 10"]),
    ("61 2 3", "1 2 3", ["glued 6 front at 0: 1"]),
    ("1 2 3 84", "1 2 3 4", ["glued 8 front at 3: 4"]),
    ("1 2 38 4", "1 2 3 4", ["glued 8 back at 2: 3"]),
    ("1 20 30 40 50 6", "1 2 3 4 5 6", ["glued 0 back at 1-4: 2 3 4 5"]),
    ("11 12 13 14", "1 2 3 4", ["glued 1 front at 0-3: 1 2 3 4"]),
    ("11 21 31 41", "1 2 3 4", ["glued 1 back at 0-3: 1 2 3 4"]),
    ("1 2 3 04 5", "1 2 3 4 5", ["glued 0 front at 3: 4"]),
    (
        "1 2 3 4 05 06 07 08 09 010 011 012 013",
        ROWS_TO_TEN + " 11 12 13",
        ["glued 0 front at 4-12: 5 6 7 8 9 10 11 12 13"],
    ),
    ("1 02 03 04 05 06 07 08 09 010 11", ROWS_TO_TEN + " 11", ["glued 0 front at 1-9: 2 3 4 5 6 7 8 9 10"]),
    ("01 02 3 4", "1 2 3 4", ["glued 0 front at 0-1: 1 2"]),
    ("01 02 03 04 05 06 07 08 09 010 11", ROWS_TO_TEN + " 11", ["glued 0 front at 0-9: " + ROWS_TO_TEN]),
    ("1 2 13 14 25 26 7", "1 2 3 4 5 6 7", ["glued 1 front at 2-3: 3 4", "glued 2 front at 4-5: 5 6"]),
    ("1 12 13 - 14 5", "1 2 3 . 4 5", ["glued 1 front at 1-4: 2 3 4"]),
    ("1 l2 3 l4 5", "1 2 3 4 5", ["glued 1 front at 1: 2", "glued 1 front at 3: 4"]),
    ("1 2 3 4 5 16", "1 2 3 4 5 6", ["glued 1 front at 5: 6"]),
    # A digit lost.
    (ROWS_TO_TEN + " 1 12 13", ROWS_TO_TEN + " 11 12 13", ["lost-digit at 10: 11"]),
    (ROWS_TO_TEN + " 11 2 13", ROWS_TO_TEN + " 11 12 13", ["lost-digit at 11: 12"]),
    (ROWS_TO_TEN + " 1 2 3 14", ROWS_TO_TEN + " 11 12 13 14", ["lost-digit at 10-12: 11 12 13"]),
    ("1 2 3 4 5 6 7 8 9 0 11", ROWS_TO_TEN + " 11", ["lost-digit at 9: 10"]),
    (ROWS_TO_TEN + " 1", ROWS_TO_TEN + " 11", ["lost-digit at 10: 11"]),
    # A character misread.
    ("l 2 3", "1 2 3", ["look-alike at 0: 1"]),
    ("1 2 3 4 S 6", "1 2 3 4 5 6", ["look-alike at 4: 5"]),
    ("1 2 3 4 5 6 7 8 9 IO l1 12", ROWS_TO_TEN + " 11 12", ["look-alike at 9-10: 10 11"]),
    ("1 2 8 4 5", "1 2 3 4 5", ["look-alike at 2: 3"]),
    # Another number altogether.
    ("1 2 70 4", "1 2 3 4", ["misprint at 2: 3"]),
    ("xx 2", "1 2", ["misprint at 0: 1"]),
    ("1 2 xx", "1 2 3", ["misprint at 2: 3"]),
    ("1 xx 3", "1 2 3", ["misprint at 1: 2"]),
    ("1 2 900000000 4", "1 2 3 4", ["misprint at 2: 3"]),
    ("1 2 9000000000 4", "1 2 3 4", ["misprint at 2: 3"]),
    ("1 70 80 4", "1 2 3 4", ["misprint at 1: 2", "misprint at 2: 3"]),
    # Paragraphs missing, or without their number.
    ("1 2 4 5", "1 2 4 5", ["gap at 2: 3"]),
    ("1 2 7 8", "1 2 7 8", ["gap at 2: 3 4 5 6"]),
    ("3 4 5", "3 4 5", ["gap at 0: 1 2"]),
    ("1 2 - 4 5", "1 2 3 4 5", ["unnumbered at 2: 3"]),
    ("1 - - 4 5", "1 2 3 4 5", ["unnumbered at 1-2: 2 3"]),
    ("- 2 3", "1 2 3", ["unnumbered at 0: 1"]),
    ("1 - - 3", "1 . . 3", ["gap at 3: 2"]),
    ("1 2 3 15 16 17 18 9", "1 2 3 5 6 7 8 9", ["gap at 3: 4", "glued 1 front at 3-6: 5 6 7 8"]),
    ("1 2 3 4 5 16 17 18 19 20 21", "1 2 3 4 5 16 17 18 19 20 21", ["gap at 5: 6 7 8 9 10 11 12 13 14 15"]),
    # Numbers that are twice or fall.
    ("1 2 3 3 4 5", "1 2 3 4 5 6", ["repeat at 3-5: 4 5 6"]),
    ("1 1 2 3", "1 2 3 4", ["repeat at 1-3: 2 3 4"]),
    ("1 2 3 3", "1 2 3 4", ["repeat at 3: 4"]),
    ("1 2 3 3 5 6", "1 2 3 4 5 6", ["repeat at 3: 4"]),
    ("1 2 2 3 3 4", "1 2 3 4 5 6", ["repeat at 2-3: 3 4", "repeat at 4-5: 5 6"]),
    ("1 2 3 4 5 6 7 6 7 8", "1 2 3 4 5 6 7 8 9 10", ["back at 7-9: 8 9 10"]),
    ("1 2 3 4 3 4 5 16 7", "1 2 3 4 5 6 7 8 9", ["back at 4-8: 5 6 7 8 9", "glued 1 front at 7: 6"]),
    ("1 2 3 4 6 5", "1 2 3 4 5 6", ["swapped at 4-5: 5 6"]),
    ("2 1 3", "1 2 3", ["swapped at 0-1: 1 2"]),
    ("1 2 2 3 5", "1 2 3 4 6", ["repeat at 2-4: 3 4 6", "gap at 4: 4"]),
    ("1 2 3 4 5 6 4 - 6 7", "1 2 3 4 5 6 7 8 9 10", ["back at 6-9: 7 9 10", "unnumbered at 7: 5"]),
    ("1 2 3 2 3 4 1 2 5 6", "1 2 3 4 5 6 1 2 7 8", ["back at 3-9: 4 5 6 7 8", "quoted at 6-7"]),
    # Sequences of their own.
    ("1 2 3 4 1 2 3", "1 2 3 4 1 2 3", ["restart at 4-6: 5 6 7"]),
    ("1 2 1 2 3 1 2 3", "1 2 1 2 3 1 2 3", ["restart at 2-4: 3 4 5", "restart at 5-7: 4 5 6"]),
    ("1 2 3 1 2 3 4 5", "1 2 3 1 2 3 4 5", ["restart at 3-7: 4 5 6 7 8"]),
    ("1 2 1 2 3 3 4", "1 2 1 2 3 3 4", ["quoted at 2-4"]),
    ("1 1 2 3 2 3", "1 1 2 3 2 3", ["quoted at 1-3"]),
    ("1 2 1 2 3 1 2 3 4", "1 2 1 2 3 1 2 3 4", ["restart at 2-4: 3 4 5", "restart at 5-8: 4 5 6 7"]),
    ("1 2 1 2 3 1 2 3 3 4", "1 2 1 2 3 1 2 3 3 4", ["quoted at 2-4", "quoted at 5-7"]),
    ("1 2 1 2 3 3 4 5 6 4 5", "1 2 1 2 3 3 4 5 6 7 8", ["quoted at 2-4", "back at 9-10: 7 8"]),
    ("1 2 7 8 8 9 3 4", "1 2 7 8 9 10 3 4", ["quoted at 2-5", "repeat at 4-5: 9 10"]),
    ("1 2 7 8 9 3 4", "1 2 7 8 9 3 4", ["quoted at 2-4"]),
    ("1 2 1 2 3 13 4", "1 2 1 2 3 3 4", ["quoted at 2-4", "glued 1 front at 5: 3"]),
    (ROWS_TO_TEN + " 1 2 3 11", ROWS_TO_TEN + " 1 2 3 11", ["quoted at 10-12"]),
    ("1 2 1 2 3 3 4 2", "1 2 1 2 3 3 4 5", ["quoted at 2-4", "back at 7: 5"]),
    ("1 2 1 2 3 3 4 1", "1 2 1 2 3 3 4 1", ["quoted at 2-4", "restart at 7: 5"]),
    ("1 2 3 1 4", "1 2 3 1 4", ["quoted at 3"]),
    ("1 2 2007 3 4", "1 2 2007 3 4", ["stray at 2"]),
    ("2007 1 2 3", "2007 1 2 3", ["stray at 0"]),
    ("7 8 1 2 3", "7 8 1 2 3", ["quoted at 0-1"]),
    ("1 2 1 2 3 45 3", "1 2 1 2 3 4 3", ["quoted at 2-5", "glued 5 back at 5: 4"]),
    # Candidates that may be no paragraphs.
    ("1 2 45? 3 4", "1 2 . 3 4", ["false-start at 2"]),
    ("1 2 3? 3 4", "1 2 . 3 4", ["false-start at 2"]),
    ("1 2 3? 4", "1 2 3 4", []),
    ("1 2 14? 4", "1 2 . 4", ["false-start at 2", "gap at 3: 3"]),
    ("1 12 13? 4", "1 2 3 4", ["glued 1 front at 1-2: 2 3"]),
    ("1 12 45? 13 14 5", "1 2 . 3 4 5", ["glued 1 front at 1-4: 2 3 4", "false-start at 2"]),
    ("1 2 3 4? 5? 4 5", "1 2 3 . . 4 5", ["false-start at 3", "false-start at 4"]),
]


@pytest.mark.parametrize(("case", "true", "causes"), CASES, ids=[case[0] for case in CASES])
def test_numbers_are_explained_as_a_careful_reader_would(case: str, true: str, causes: list[str]) -> None:
    explanation = explain(read(case))
    assert [said(cause) for cause in explanation.causes] == causes
    assert numbers(explanation) == true


@pytest.mark.parametrize(
    ("case", "true", "causes"),
    [
        ("5 6 7", "5 6 7", []),
        ("15 16 17", "15 16 17", []),
        ("15 6 7", "5 6 7", ["glued 1 front at 0: 5"]),
        ("5 6 8", "5 6 8", ["gap at 2: 7"]),
        ("1 2 3", "1 2 3", []),
    ],
)
def test_a_record_that_begins_anywhere(case: str, true: str, causes: list[str]) -> None:
    explanation = explain(read(case), begins_anywhere=True)
    assert [said(cause) for cause in explanation.causes] == causes
    assert numbers(explanation) == true


@pytest.mark.parametrize(
    ("case", "cost"),
    [
        ("1 2 3", 0),
        ("1 12 13 4", 10),
        (ROWS_TO_TEN + " 11 2 3 14", 11),
        ("1 l 3", 13),
        ("1 2 3 4 S 6", 4),
        (ROWS_TO_TEN.replace("10", "lO ll l2"), 4 + 3 + 3),
        ("1 2 3 4 6 6", 16),
        ("1 2 70 4", 18),
        ("1 70 80 4", 18 + 18),
        ("xx 2", 18),
        ("1 2 3 3 5", 13),
        ("1 3 2 4", 12),
        ("1 3", 10 + 1),
        ("1 4", 10 + 2),
        ("1 500 501 502 503", 10 + 9),
        ("1 90000 90001 90002 90003", 10 + 9),
        ("1 - 3", 8),
        ("1 x 3", 1),
        ("1 x 4", 2),
        ("1 x 90000 90001 90002", 9),
        ("1 1 2", 10),
        ("1 2 3 1 2", 11),
        ("1 2 3 2 3 4", 12 + 1),
        ("1 2 3 4 5 6 2 3 4", 12 + 3),
        ("1 2 1 2 3 3", 11),
        ("1 2 1 2 3 1 2", 11 + 6),
        ("1 2 8 9 10 3", 10 + 3 + 4),
        ("1 2 1 2 3 13 4", 11 + 5 + 10),
        ("1 2 3 15 16 17 18 9", 10 + 1 + 10),
        ("1 2 7? 3", 3),
    ],
)
def test_prices_rank_what_can_happen(case: str, cost: int) -> None:
    """Each price once, so that no change of one goes unseen; what they rank is reported above."""
    items = [
        item(paragraph.digits, weak=paragraph.weak, unnumbered=case.count("-"), withheld="x" in case)
        for paragraph in read(case)
        if paragraph.digits
    ]
    assert cheapest(items)[-1].cost == cost


@pytest.mark.parametrize(
    ("digits", "meant", "found"),
    [
        ("16", "6", ["glued 1 front"]),
        ("11", "1", ["glued 1 front", "glued 1 back"]),
        ("17", "6", []),
        ("160", "6", []),
        ("3", "8", ["look-alike"]),
        ("38", "83", []),
        ("2", "9", []),
        ("1", "12", ["lost-digit"]),
        ("2", "12", ["lost-digit"]),
        ("13", "123", ["lost-digit"]),
        ("31", "123", []),
        ("1", "123", []),
        ("", "1", []),
        ("", "12", []),
    ],
)
def test_digits_are_damaged_in_known_ways(digits: str, meant: str, found: list[str]) -> None:
    told = [f"{damage.kind} {damage.digit} {damage.side}".rstrip() for damage in damages(digits, meant)]
    assert told == found


@pytest.mark.parametrize(
    ("printed", "digits", "number"),
    [
        ("16", "16", 16),
        ("l6", "16", 16),
        ("OS", "05", 0),
        ("x6", "", 0),
        ("", "", 0),
        ("²", "", 0),
        ("٣", "", 0),
        ("999999999", "999999999", 999_999_999),
        ("1000000000", "1000000000", 0),
        ("10000000000", "", 0),
    ],
)
def test_numbers_are_read_where_digits_are_legible(printed: str, digits: str, number: int) -> None:
    assert (legible(printed), value(legible(printed))) == (digits, number)


def test_a_hole_of_many_paragraphs_holds_no_list_of_them() -> None:
    (gap,) = explain([Printed("1"), Printed("400000000"), Printed("400000001"), Printed("400000002")]).causes
    assert gap.expected == range(2, 400_000_000)
