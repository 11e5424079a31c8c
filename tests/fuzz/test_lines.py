"""The pattern of each terminal takes linear time on lines that repeat one of their parts many times."""

from __future__ import annotations

import re
from random import Random

import pytest

from tests.fuzz.failures import TooSlow, limited
from tests.fuzz.lines import pools
from tests.fuzz.targets import terminals

SEED = 3

SECONDS = 0.15
"""A linear pattern takes a thousandth of a second."""


def repeating(line: str, rng: Random) -> list[str]:
    """The line with one of its parts repeated, with its own end, without one, and with an end that fits no pattern."""
    at, size = rng.randrange(len(line)), rng.choice((1, 1, 2, 3, 5, 8))
    part = line[at : at + size]
    return [line[:at] + part * times + end for times in (30, 1500) for end in (line[at + size :], "", "\x01")]


@pytest.mark.parametrize(("name", "pattern"), terminals(), ids=[name for name, _ in terminals()])
def test_a_repeated_part_takes_linear_time(name: str, pattern: str) -> None:
    compiled, rng = re.compile(pattern, re.MULTILINE), Random(f"{name} {SEED}")
    texts = [text for line in pools(SEED)[name] for _ in range(8) for text in repeating(line, rng)]
    slow = []
    for text in texts:
        try:
            with limited(SECONDS):
                compiled.match(text)
        except TooSlow:
            slow.append(text)
    assert slow[:1] == []
