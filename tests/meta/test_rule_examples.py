"""Every example of every rule file: `bad` is found at its spans, `good` is left alone, `fixed` is what fixes make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sbu_check.cable.read import read_cables

from sbu_check import resources
from sbu_check.checks.context import Settings
from sbu_check.engine import check_cables, checker, context_of
from sbu_check.rules.catalogue import catalogue, read_folder
from sbu_check.rules.page import Example, example_of
from sbu_check.text.source import decode

if TYPE_CHECKING:
    from sbu_check.diagnostics.model import Diagnostic
    from sbu_check.text.span import Span


@dataclass(frozen=True)
class Run:
    """An example and the rule that it belongs to."""

    rule: str
    example: Example

    def settings(self) -> Settings:
        given = self.example.given
        words = {
            key: frozenset(value) if isinstance(value, list) else value
            for key, value in given.get("settings", {}).items()
        }
        return Settings(on=date.fromisoformat(str(given["on"])) if "on" in given else None, **words)

    def diagnostics(self, text: str) -> list[Diagnostic]:
        source = decode(text.encode(self.example.given.get("encoding", "utf-8")))
        rule = catalogue()[self.rule]
        checked = check_cables(
            source.text,
            read_cables(source.text),
            [rule],
            self.settings(),
            path="example.txt",
            fallback=source.fallback,
        )
        assert not checked.crashes
        return list(checked.diagnostics)

    def variants(self, text: str) -> set[str | None]:
        check = checker(catalogue()[self.rule])
        cables = read_cables(text)
        return {
            finding.variant
            for cable in cables
            for finding in check(cable, context_of(cable, self.settings()))
        }


def runs(key: str) -> list[Any]:
    return [
        pytest.param(Run(data["id"], example_of(example)), id=f"{data['id']}: {example['title']}")
        for _, data in read_folder(resources.folder("rules"))
        for example in data["example"]
        if key in example
    ]


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
    edits = [edit for diagnostic in run.diagnostics(text) if diagnostic.fix for edit in diagnostic.fix.edits]
    assert edits, "no fix is offered"
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == run.example.fixed
