"""What fixes promise, over arbitrary text and over damaged cables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from cable_texts import cables, texts
from hypothesis import example, given, settings

from sbu_check.api import DEFAULT, rules_of
from sbu_check.cable.read import read_cables
from sbu_check.engine import check_cables, context_of
from sbu_check.fix import FixTerms, Outcome, fixed
from sbu_check.rules.selection import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable

RULES = rules_of(DEFAULT.options())
BOTH = pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])


def run(text: str, *, unsafe: bool) -> Outcome:
    return fixed(text, FixTerms(RULES, RULES, Options(), "text", unsafe=unsafe))


def reports(text: str) -> Counter[str]:
    checked = check_cables(text, read_cables(text), RULES, Options(), path="text", limit=10**6)
    assert checked.crashes == ()
    return Counter(one.rule for one in checked.diagnostics)


@BOTH
@settings(max_examples=40, deadline=None)
@given(text=texts)
def test_a_second_run_changes_nothing(text: str, unsafe: bool) -> None:
    once = run(text, unsafe=unsafe).seen.text
    again = run(once, unsafe=unsafe)
    assert again.seen.text == once
    assert again.applied == ()


@BOTH
@settings(max_examples=40, deadline=None)
@given(text=texts)
def test_no_rule_reports_more_than_before(text: str, unsafe: bool) -> None:
    outcome = run(text, unsafe=unsafe)
    before, after = reports(text), reports(outcome.seen.text)
    assert all(after[rule] <= before[rule] for rule in after)
    took = Counter(one.rule for one in outcome.applied)
    # A fix may bring out another finding whose fix is then taken too, so the count falls by one at least, not by each.
    assert not took or sum(after.values()) < sum(before.values())


@BOTH
@settings(max_examples=40, deadline=None)
@given(text=texts)
def test_what_no_edit_names_stays(text: str, unsafe: bool) -> None:
    outcome = run(text, unsafe=unsafe)
    new = outcome.seen.text
    old_at = new_at = 0
    for before, after in outcome.shift.regions:
        assert text[old_at : before.start] == new[new_at : after.start]
        old_at, new_at = before.end, after.end
    assert text[old_at:] == new[new_at:]


@settings(max_examples=40, deadline=None)
@given(text=texts)
@example(text="UNCLAS BRIDGETOWN 000101\n\nSUBJECT: A\n\n1. (U) One.\n\n2. \\(SBU\\) Two.\n")
@example(text="UNCLAS BRIDGETOWN 000101\n\nSUBJECT: A\n\n1. (U) One.\r2. (SBU) Two.\r\nSENSITIVE\r")
def test_safe_fixes_change_no_marking(text: str) -> None:
    outcome = run(text, unsafe=False)
    assert list(levels(text)) == list(levels(outcome.seen.text))
    assert outcome.markings == ()


def levels(text: str) -> Iterator[object]:
    """The class line, the captions of each block and the marks of each cable, by what they mean."""
    for cable in read_cables(text):
        yield [line.level for line in cable.class_lines]
        yield sorted({(caption.section, caption.name) for caption in cable.captions})
        yield [portion.mark for portion in context_of(cable, Options()).portions]


@settings(max_examples=40, deadline=None)
@given(text=texts)
@example(text="UNCLAS A 0\n0.S)0\nSPDIS\n.0\\. (S)")
def test_each_change_of_a_marking_is_told(text: str) -> None:
    outcome = run(text, unsafe=True)
    if list(levels(text)) != list(levels(outcome.seen.text)):
        assert outcome.markings


@settings(max_examples=40, deadline=None)
@given(text=cables())
def test_header_and_paragraphs_stay_where_no_fix_is_about_them(text: str) -> None:
    """Looked at without the program's own proof, which compares facts by their places."""
    outcome = run(text, unsafe=False)
    rules = {one.rule for one in outcome.applied}
    old, new = read_cables(text), outcome.seen.cables
    assert [cable.layout for cable in old] == [cable.layout for cable in new]
    for before, after in zip(old, new, strict=True):
        assert [one.role for one in before.paragraphs] == [one.role for one in after.paragraphs]
        assert [tag.text for tag in before.tags] == [tag.text for tag in after.tags]
        if "number-leading-one" not in rules:
            assert digits(before) == digits(after)
        if not rules & {"escaped-char", "html-entity", "markdown-link", "line-end-noise"}:
            assert words(before) == words(after)


def digits(cable: Cable) -> list[str | None]:
    return [one.number.digits if one.number else None for one in cable.paragraphs]


def words(cable: Cable) -> list[list[str]]:
    """The prose of each paragraph as words, without what interrupts it."""
    return [" ".join(part.of(cable.text) for part in one.body).split() for one in cable.paragraphs]
