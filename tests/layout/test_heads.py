"""What a kind of line may begin with, as it is read off its pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbu_check.grammar.prefixes import heads

PATTERNS = (
    r"UNCLAS(?:SIFIED)?|SECRET",
    r"(?:Caption|CAPTION)S?:",
    r"Z(?:NR|NY)[ ]+X",
    r"(?i:to)END",
    r"(?i:t(?-i:o)END)",
    r"ABC*D?E",
    r"(?:AB){1,2}C",
    r"(?:AB){2,}C",
    r"(?:AB){2}C",
    r"(?:AB)*CDE",
    r"[A-Z]{3}X",
    r"(?:ABC)?DEF",
    r"(?i:link)",
    r"(?>ABC|ABD)E",
    r"THE QUICK BROWN FOX",
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_match_begins_with_a_head(pattern: str) -> None:
    @given(st.from_regex(pattern, fullmatch=True))
    def holds(text: str) -> None:
        assert re.match(pattern, text)
        told = heads(pattern)
        assert not told or text.startswith(told)

    holds()


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        (r"UNCLAS(?:SIFIED)?|SECRET", ("SECRET", "UNCLAS")),
        (r"Z(?:NR|NY)[ ]+X", ("ZNR ", "ZNY ")),
        (r"(?:ABC)?DEF", ("ABCDEF", "DEF")),
        (r"THE QUICK BROWN FOX", ("THE QUIC",)),
        (r"[A-Z]{3}X", ()),
        (r"AB", ()),
        (r"ABC|D", ("ABC", "D")),
        (r"B[1-3]C|D[A-Z]", ("B1C", "B2C", "B3C", "D")),
    ],
)
def test_which_heads_are_told(pattern: str, told: tuple[str, ...]) -> None:
    assert heads(pattern) == told
