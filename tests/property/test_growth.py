"""A text that repeats one construct takes time in proportion to its length, whatever is done with it.

The bound is far above what a linear text of this size takes, and far below what a quadratic one would.
`python -m benchmarks growing --full` measures every construct with every verb.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.constructs import FIELDS, OPENING, VERBS, constructs
from sbu_check.api import check_text
from sbu_check.cable import inner_marks
from sbu_check.report.masking import TextMask

if TYPE_CHECKING:
    from benchmarks.constructs import Construct

SIZE = 60_000
SECONDS = 5.0
HARD = (
    "header one line: SIPDIS NOFORN", "header lines: SIPDIS NOFORN", "header lines: Captions: SENSITIVE, SIPDIS",
    "header one line: T{n}, ", "text lines: (U x", "text one line: (U x", "text lines: [x](", "text lines: [x](y)",
    "text lines: - item {n} of the list\\n", "text lines: (U) (U) ", "text lines: 1", "text one line: (1) ",
)  # fmt: skip
"""Constructs in which something once took quadratic time."""

HEADER = f"{OPENING}{FIELDS}1. (U) So "

BY_NAME = {one.name: one for one in constructs() if one.name in HARD}


def test_a_piece_of_a_long_line_is_noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finding shows a part of the line, and most of these parts meet the same pieces."""
    looks: list[int] = []
    sensitive = TextMask._sensitive
    monkeypatch.setattr(TextMask, "_sensitive", lambda *given: looks.append(1) or sensitive(*given))
    counts = []
    for size in (4_000, 16_000):
        looks.clear()
        check_text(HEADER + "(U) 1. " * (size // 7))
        counts.append(len(looks))
    assert counts[1] < 5 * counts[0]
    assert counts[1] < 16_000


def test_the_sentences_before_a_bracket_are_looked_at_from_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    pattern = inner_marks.place_pattern
    monkeypatch.setattr(inner_marks, "place_pattern", lambda name: asked.append(name) or pattern(name))
    check_text(HEADER + "l. (U) " * 1_000)
    assert 1_000 <= asked.count("PLACE_SHORT") <= 5_000


def test_every_hard_construct_is_there() -> None:
    assert set(BY_NAME) == set(HARD)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("construct", BY_NAME.values(), ids=BY_NAME)
def test_a_repeated_construct_is_read_in_linear_time(construct: Construct, verb: str) -> None:
    text = construct.text(SIZE)
    VERBS[verb](construct.text(300))  # what is loaded once is not measured
    start = time.process_time()
    VERBS[verb](text)
    assert time.process_time() - start < SECONDS
