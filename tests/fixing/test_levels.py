"""No fix of a shipped rule lowers what a document says about its text.

Each text is the faulty example of a rule. It is compared before and after a run with all safe, or all, fixes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from sbu_check.fix import FixTerms, Outcome, Seen, fixed
from sbu_check.fix.guard import claims, covers
from sbu_check.marking import Mark
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.rule_page import page
from sbu_check.rules.selection import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.text.span import Span

RULES = [rule for rule in catalogue().values() if rule.check and not rule.project and not rule.compare]
EXAMPLES = {
    f"{rule.id} {at}": example.bad
    for rule in RULES
    for at, example in enumerate(page(rule).examples)
    if example.bad
}
EACH = pytest.mark.parametrize("name", EXAMPLES)
BOTH = pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])


def terms(*, unsafe: bool) -> FixTerms:
    return FixTerms(RULES, RULES, Options(), "text", unsafe=unsafe)


@cache
def run(text: str, *, unsafe: bool) -> tuple[Seen, Outcome]:
    """The text as it was, and the outcome of its fixes."""
    return Seen(text, terms(unsafe=unsafe)), fixed(text, terms(unsafe=unsafe))


def marks_in(seen: Seen, span: Span) -> list[Mark]:
    return [
        one.meaning[1]
        for one in seen.markings
        if isinstance(one.meaning[1], Mark) and span.start <= one.span.start and one.span.end <= span.end
    ]


def paragraphs(seen: Seen) -> Iterator[tuple[int, Span]]:
    """The cable and the span of each paragraph."""
    for at, cable in enumerate(seen.cables):
        yield from ((at, one.span) for one in cable.paragraphs)


@EACH
@BOTH
def test_no_paragraph_is_lower_than_before(name: str, unsafe: bool) -> None:
    before, outcome = run(EXAMPLES[name], unsafe=unsafe)
    for at, span in paragraphs(before):
        old = marks_in(before, span)
        new = marks_in(outcome.seen, outcome.shift.spread(span))
        system = before.contexts[at].system
        if old:
            assert new
            assert str(system.required(new)) == str(system.required((*new, *old)))


@EACH
def test_an_unmarked_paragraph_gets_no_mark_below_the_header(name: str) -> None:
    before, outcome = run(EXAMPLES[name], unsafe=True)
    stated = [claim.mark for claim in claims(before.contexts)]
    inserted = [region.after for region in outcome.shift.regions if region.before.start == region.before.end]
    for one in outcome.seen.markings:
        mark, least = one.meaning[1], stated[one.cable]
        if not isinstance(mark, Mark) or least is None:
            continue
        if any(place.start <= one.span.start and one.span.end <= place.end for place in inserted):
            assert covers(before.contexts[one.cable].system, mark, least)


@EACH
@BOTH
def test_no_banner_and_no_caption_is_lowered_or_removed(name: str, unsafe: bool) -> None:
    before, outcome = run(EXAMPLES[name], unsafe=unsafe)
    after = outcome.seen.markings
    for one in before.markings:
        if one.meaning[0] == "caption":
            assert (one.cable, one.meaning) in {(new.cable, new.meaning) for new in after}
        elif one.meaning[0] == "banner" and isinstance(one.meaning[1], Mark):
            banners = [new.meaning[1] for new in after if new.meaning[0] == "banner"]
            system = before.contexts[one.cable].system
            assert any(isinstance(new, Mark) and covers(system, new, one.meaning[1]) for new in banners)


@EACH
@BOTH
def test_a_second_run_changes_nothing(name: str, unsafe: bool) -> None:
    _, outcome = run(EXAMPLES[name], unsafe=unsafe)
    again = fixed(outcome.seen.text, terms(unsafe=unsafe))
    assert (again.seen.text, again.applied) == (outcome.seen.text, ())


@EACH
def test_line_ends_stay_as_they_are(name: str) -> None:
    text = EXAMPLES[name]
    if "\r" in text:
        pytest.skip("the example is about line ends")
    _, outcome = run(text.replace("\n", "\r\n"), unsafe=True)
    assert "\n" not in outcome.seen.text.replace("\r\n", "")


def test_sensitive_in_the_header_leaves_no_unmarked_paragraph_marked_u() -> None:
    text = (
        "UNCLAS BRIDGETOWN 000101\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ETRD, BB\nSUBJECT: TALKS\n\n"
        "1. (SBU) The harbor waits.\n\n2. The council met.\n\n3. (U) It ended.\n\nFARRELL\n"
    )
    _, outcome = run(text, unsafe=True)
    assert "SENSITIVE" in outcome.seen.text
    assert "2. (U)" not in outcome.seen.text
