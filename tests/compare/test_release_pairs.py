"""Pairs of an invented cable and its release copy: a right copy draws nothing, every fault in a copy is found."""

from __future__ import annotations

import re

import pytest
from plants import FAULTS, Pair, right, wrong

from sbu_check.comparison.compare import Compared, compare, looker
from sbu_check.rules.catalogue import catalogue
from sbu_check.text.source import SourceText

RIGHT = 240
"""Pairs that are right. With the faults there are more than 500."""

BLOCK = 40
EACH = 10
"""Pairs of each fault."""

SALT = b"the same for all"


def compared(pair: Pair) -> Compared:
    found = compare(SourceText(pair.original, "original.txt"), SourceText(pair.copy, pair.name), salt=SALT)
    assert found.checked.crashes == ()
    return found


@pytest.mark.parametrize("first", range(0, RIGHT, BLOCK))
def test_a_right_copy_draws_nothing(first: int) -> None:
    for seed in range(first, first + BLOCK):
        found = [f"{one.rule}: {one.message.plain}" for one in compared(right(seed)).diagnostics]
        assert found == [], f"seed {seed}"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_stands(fault: str) -> None:
    for seed in range(EACH):
        pair = wrong(seed, FAULTS[fault])
        found = [one for one in compared(pair).diagnostics if one.rule == pair.rule]
        assert found, f"seed {seed}: nothing of {pair.rule}"
        if pair.variant:
            rule = catalogue()[pair.rule or ""]
            variants = {finding.variant for finding in looker(rule)(compared(pair).comparison)}
            assert pair.variant in variants, f"seed {seed}: {variants}"
        if pair.place:
            places = [plain(one.span.of(pair.copy)) for one in found]
            assert any(meets(place, plain(pair.place)) for place in places), f"seed {seed}: {places}"


def plain(text: str) -> str:
    """Letters and digits only: a place may be hyphenated."""
    return re.sub(r"[^0-9a-z█]", "", text.lower())


def meets(place: str, expected: str) -> bool:
    """Whether a place is the expected one, of which it may be the greater part, or which a page may cut."""
    return expected[:20] in place or (place != "" and place in expected)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_report_says_no_word_that_is_withheld(fault: str) -> None:
    for seed in range(3):
        found = compared(wrong(seed, FAULTS[fault]))
        comparison = found.comparison
        shown = set(re.findall(r"\w{5,}", comparison.copy.text.lower()))
        withheld = " ".join(
            comparison.original.words.span(one.a, one.a_end).of(comparison.original.text)
            for one in comparison.differences.withheld
        )
        secret = set(re.findall(r"\w{5,}", withheld.lower())) - shown
        for one in found.diagnostics:
            for message in (one.message, *(place.message for place in one.related)):
                assert not secret & set(re.findall(r"\w{5,}", message.plain.lower())), f"seed {seed}"


def test_there_are_at_least_500_pairs() -> None:
    assert RIGHT + EACH * len(FAULTS) >= 500
