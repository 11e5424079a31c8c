"""Every example of every rule file: `bad` is found at its spans, `good` is left alone, `fixed` is what fixes make."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from rule_runs import Run, runs

from sbu_check.rules.catalogue import catalogue
from sbu_check.run.rule_tests import repaired

if TYPE_CHECKING:
    from sbu_check.text.span import Span


def places(text: str, spans: list[Span]) -> list[tuple[int, int, str]]:
    return [(*span, span.of(text)) for span in sorted(spans)]


@pytest.mark.parametrize("run", runs("bad"))
def test_a_bad_example_is_found_at_its_place(run: Run) -> None:
    text = run.example.bad or ""
    found = run.diagnostics(text)
    assert places(text, [diagnostic.span for diagnostic in found]) == places(text, list(run.example.spans))
    if "variant" in run.example.given:
        assert run.variants(text) == {run.example.given["variant"]}
    if "message" in run.example.given:
        expected = run.example.given["message"]
        messages = [diagnostic.message.plain for diagnostic in found]
        assert messages == ([expected] if isinstance(expected, str) else expected)


@pytest.mark.parametrize("run", runs("good"))
def test_a_good_example_is_left_alone(run: Run) -> None:
    assert [diagnostic.message.plain for diagnostic in run.diagnostics(run.example.good or "")] == []


@pytest.mark.parametrize("run", runs("fixed"))
def test_the_fix_makes_of_a_bad_example_what_it_says(run: Run) -> None:
    text = run.example.bad or ""
    found = run.diagnostics(text)
    assert any(one.fix for one in found), "no fix is offered"
    assert repaired(text, found) == run.example.fixed


def test_every_variant_is_shown_by_an_example() -> None:
    shown: dict[str, set[str | None]] = defaultdict(set)
    for parameter in runs("bad"):
        run: Run = parameter.values[0]
        shown[run.rule] |= run.variants(run.example.bad or "")
    declared = {rule.id: set(rule.variants) for rule in catalogue().values()}
    assert {rule: missing for rule, names in declared.items() if (missing := names - shown[rule])} == {}
