"""Every example of every rule file: `bad` is found at its spans, `good` is left alone, `fixed` is what fixes make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sbu_check.cable.read import read_cables

from sbu_check import resources
from sbu_check.checks.context import Settings
from sbu_check.engine import check_cables, checker, context_of
from sbu_check.rules.catalogue import catalogue, read_folder
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from sbu_check.diagnostics.model import Diagnostic

RULES = resources.folder("rules")


@dataclass(frozen=True)
class Example:
    rule: str
    data: dict[str, Any]

    @property
    def settings(self) -> Settings:
        given = {
            key: frozenset(value) if isinstance(value, list) else value
            for key, value in self.data.get("settings", {}).items()
        }
        return Settings(on=self.data.get("on"), **given)

    def run(self, text: str) -> list[Diagnostic]:
        checked = check_cables(
            text, read_cables(text), [catalogue()[self.rule]], self.settings, path="example.txt"
        )
        assert not checked.crashes
        return list(checked.diagnostics)

    def variants(self, text: str) -> set[str | None]:
        check = checker(catalogue()[self.rule])
        cables = read_cables(text)
        return {
            finding.variant for cable in cables for finding in check(cable, context_of(cable, self.settings))
        }


def examples(key: str) -> list[Any]:
    return [
        pytest.param(Example(data["id"], example), id=f"{data['id']}: {example['title']}")
        for _, data in read_folder(RULES)
        for example in data["example"]
        if key in example
    ]


def unmarked(text: str) -> tuple[str, list[Span]]:
    """The text without the signs ⟦ and ⟧, and the spans between them."""
    spans: list[Span] = []
    opened: list[int] = []
    plain = ""
    for part in re.split("([⟦⟧])", text):
        if part == "⟦":
            opened.append(len(plain))
        elif part == "⟧":
            spans.append(Span(opened.pop(), len(plain)))
        else:
            plain += part
    assert not opened, "a ⟦ is not closed"
    return plain, sorted(spans)


def shown(text: str, spans: list[Span]) -> list[tuple[int, int, str]]:
    return [(*span, span.of(text)) for span in spans]


@pytest.mark.parametrize("example", examples("bad"))
def test_a_bad_example_is_found_at_its_place(example: Example) -> None:
    text, spans = unmarked(example.data["bad"])
    found = example.run(text)
    assert shown(text, [diagnostic.span for diagnostic in found]) == shown(text, spans)
    if "variant" in example.data:
        assert example.variants(text) == {example.data["variant"]}
    if "message" in example.data:
        expected = example.data["message"]
        assert [diagnostic.message.plain for diagnostic in found] == (
            [expected] if isinstance(expected, str) else expected
        )


@pytest.mark.parametrize("example", examples("good"))
def test_a_good_example_is_left_alone(example: Example) -> None:
    text = example.data["good"]
    assert [diagnostic.message.plain for diagnostic in example.run(text)] == []


@pytest.mark.parametrize("example", examples("fixed"))
def test_the_fix_makes_of_a_bad_example_what_it_says(example: Example) -> None:
    text, _ = unmarked(example.data["bad"])
    edits = [edit for diagnostic in example.run(text) if diagnostic.fix for edit in diagnostic.fix.edits]
    assert edits, "no fix is offered"
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == example.data["fixed"]


def test_there_are_examples() -> None:
    assert len(examples("bad")) >= len(catalogue())


def test_rule_files_are_where_the_catalogue_looks() -> None:
    nested = [
        path for path in Path(RULES).rglob("*.toml") if not any(part.startswith("_") for part in path.parts)
    ]
    assert sorted(nested) == sorted(RULES / rule.file for rule in catalogue().values())
