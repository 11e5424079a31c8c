"""One damage to a cable without a fault is reported once, by the rule that names it, and draws no second word."""

from __future__ import annotations

import pytest
from damaged_cables import HARMS, Harm, Made, cables
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sbu_check.api import check_text


def told(text: str) -> list[str]:
    return [diagnostic.rule for diagnostic in check_text(text).diagnostics]


FEW = settings(deadline=None, max_examples=20)


@FEW
@given(cables())
def test_a_cable_without_a_fault_draws_nothing(made: Made) -> None:
    assert told(made.text) == []


@pytest.mark.parametrize(("rule", "harm"), HARMS, ids=[f"{at} {rule}" for at, (rule, _) in enumerate(HARMS)])
@FEW
@given(cables(), st.integers(0, 8))
def test_one_damage_is_told_once(rule: str, harm: Harm, made: Made, at: int) -> None:
    damaged = harm(made, at % len(made.paragraphs))
    assume(damaged)
    assert damaged
    assert told(damaged.text) == [rule], damaged.text
