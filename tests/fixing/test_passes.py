"""Fixes in passes: those that overlap wait, none is applied for ever, and none that breaks a promise stands."""

from __future__ import annotations

import pytest
from fix_texts import CABLE, HEAD, custom_rule, fixed_by, words

from sbu_check.fix import FixTerms, fixed, held_back, passes
from sbu_check.rules.selection import Options
from sbu_check.text.span import Span


def test_a_fix_is_applied_and_its_fault_is_gone() -> None:
    outcome = fixed_by(CABLE, custom_rule("june", "June", "July"))
    assert outcome.seen.text == CABLE.replace("June", "July")
    at = CABLE.index("June")
    assert [(one.rule, one.applicability, one.span) for one in outcome.applied] == [
        ("june", "safe", Span(at, at + 4))
    ]
    assert outcome.refused == ()


def test_an_unsafe_fix_waits_for_leave() -> None:
    rule = custom_rule("june", "June", "July", fix="unsafe")
    terms = FixTerms([rule], [rule], Options(), "text")
    outcome = fixed(CABLE, terms)
    assert outcome.seen.text == CABLE
    assert held_back(outcome, terms) == 1
    assert fixed_by(CABLE, rule, unsafe=True).seen.text == CABLE.replace("June", "July")


def test_a_fix_for_display_is_never_made() -> None:
    rule = custom_rule("june", "June", "July", fix="display")
    outcome = fixed_by(CABLE, rule, unsafe=True)
    assert (outcome.seen.text, outcome.refused) == (CABLE, ())


def test_fixes_that_overlap_wait_for_the_next_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    whole = passes._Pass
    monkeypatch.setattr(passes, "_Pass", lambda *given: looks.append(1) or whole(*given))
    text = CABLE.replace("June", "abcd")
    outcome = fixed_by(text, custom_rule("one", "abc(?=d)", "ax"), custom_rule("two", "[cx]d", "y"))
    assert outcome.seen.text == text.replace("abcd", "ay")
    assert len(looks) == 3  # two that change something, and one that finds nothing to do


def test_equal_fixes_of_two_rules_are_one() -> None:
    outcome = fixed_by(CABLE, custom_rule("one", "June", "July"), custom_rule("two", "June", "July"))
    assert outcome.seen.text == CABLE.replace("June", "July")
    assert [one.rule for one in outcome.applied] == ["one", "two"]


def test_a_place_is_told_in_the_text_as_it_was() -> None:
    text = CABLE.replace("June", "abcd").replace("begins", "begins, they say,")
    outcome = fixed_by(
        text,
        custom_rule("short", ", they say,", ""),
        custom_rule("one", "abc(?=d)", "ax"),
        custom_rule("two", "[cx]d", "y"),
    )
    last = outcome.applied[-1]
    assert last.rule == "two"
    assert "abcd".endswith(last.span.of(text)[-1:])
    assert text.index("abcd") <= last.span.start < last.span.end <= text.index("abcd") + 4


@pytest.mark.parametrize(
    ("regex", "replacement"), [("June", "June, June"), ("June", "the June"), ("(?=June)", "(in June) ")]
)
def test_a_fix_that_leaves_its_fault_is_not_made(regex: str, replacement: str) -> None:
    """Or it would be made for ever."""
    outcome = fixed_by(CABLE, custom_rule("loop", regex, replacement))
    assert outcome.seen.text == CABLE
    assert [rule for rule, _ in words(outcome)] == ["loop"]


def test_a_fix_may_call_for_another() -> None:
    rules = custom_rule("june", "June", "July"), custom_rule("july", "July", "the month of July")
    outcome = fixed_by(CABLE, *rules)
    assert words(outcome) == [
        ("june", "july would report more than before")
    ]  # its own fix leaves what it is for
    rules = custom_rule("june", "June", "July"), custom_rule("july", "in July", "soon")
    outcome = fixed_by(CABLE, *rules)
    assert outcome.seen.text == CABLE.replace("in June", "soon")
    assert [one.rule for one in outcome.applied] == ["june", "july"]
    assert all(one.span.of(CABLE) in {"June", "in June"} for one in outcome.applied)


def test_fixes_that_undo_each_other_are_not_made() -> None:
    outcome = fixed_by(CABLE, custom_rule("there", "June", "July"), custom_rule("back", "July", "June"))
    assert outcome.seen.text == CABLE
    assert words(outcome) == [("there", "back would report more than before")]


def test_a_text_that_does_not_come_to_rest_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "PASSES", 1)
    text = CABLE.replace("June", "abcd")
    rules = custom_rule("one", "abc(?=d)", "ax"), custom_rule("two", "[cx]d", "y")
    outcome = fixed_by(text, *rules)
    assert outcome.seen.text == text
    assert outcome.applied == ()
    assert [rule for rule, _ in words(outcome)] == ["one", "two"]


def test_one_bad_fix_among_many_is_found() -> None:
    text = HEAD + "".join(f"{number}. (U) one {number} two.\n\n" for number in range(1, 31))
    bad = custom_rule("bad", "one 17", "three 17")
    outcome = fixed_by(
        text, custom_rule("good", r"two(?=\.)", "2"), bad, watching=(custom_rule("watch", "three"),)
    )
    assert outcome.seen.text == text.replace("two", "2")
    assert {one.rule for one in outcome.applied} == {"good"}
    assert words(outcome) == [("bad", "watch would report more than before")]


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read and checked."""
    read: list[str] = []
    seen = passes.Seen
    monkeypatch.setattr(passes, "Seen", lambda text, terms: read.append(text) or seen(text, terms))
    return read


def _paragraphs(line: str) -> str:
    return HEAD + "".join(f"{number}. {line}\n\n" for number in range(1, 201))


@pytest.mark.parametrize(
    ("watched", "readings_needed"),
    [
        ("three", 5),  # what is reported is what was written
        ("(?<=three )day", 5),  # beside it
        ("(?<=three day )after [0-9]+", 7),  # between two fixes, either of which may be the cause
    ],
)
def test_fixes_that_make_a_rule_report_more_are_known_by_its_places(
    readings: list[str], watched: str, readings_needed: int
) -> None:
    text = _paragraphs("(U) one day after 1 two.")
    good, bad = custom_rule("good", r"two(?=\.)", "2"), custom_rule("bad", "one", "three")
    outcome = fixed_by(text, good, bad, watching=(custom_rule("watch", watched),))
    assert outcome.seen.text == text.replace("two", "2")
    assert set(words(outcome)) == {("bad", "watch would report more than before")}
    assert len(readings) <= readings_needed


def test_fixes_that_do_not_take_away_their_fault_are_known_by_it(readings: list[str]) -> None:
    text = _paragraphs("(U) one two.")
    outcome = fixed_by(text, custom_rule("loop", "one", "the one"), custom_rule("good", "two", "2"))
    assert outcome.seen.text == text.replace("two", "2")
    assert len(outcome.refused) == 200
    assert len(readings) <= 5


def test_fixes_that_change_what_is_read_are_known_by_its_place(readings: list[str]) -> None:
    text = _paragraphs("(U) one two.").replace("one", "one\n\n", 30)
    join = custom_rule("join", r"(?<=one\n)\n(?= two)", "", fix="unsafe")
    split = custom_rule("split", r"two\.\n(?=\n2[0-9]\.)", "2. x", fix="unsafe")
    outcome = fixed_by(
        text, join, split, custom_rule("good", r"\(U\)(?= one)", "(U) So", fix="unsafe"), unsafe=True
    )
    assert outcome.seen.text.count("(U) So") == 200
    assert len(readings) <= 9


def test_fixes_of_a_cable_that_would_be_read_as_two_are_found(readings: list[str]) -> None:
    cables = [f"{CABLE.replace('000101', f'000{number}')}\nNNNN\n\n" for number in range(101, 131)]
    cables[17] = cables[17].replace("June", "Juno")
    text = "".join(cables)
    bad = custom_rule("bad", r"It ends in Juno\.", f"\n\n{CABLE}")
    outcome = fixed_by(text, bad, custom_rule("good", "June", "July"))
    assert outcome.seen.text == text.replace("June", "July")
    assert words(outcome) == [("bad", "the text would no longer be read as the same cables")]
    assert len(readings) <= 6


def test_the_search_for_bad_fixes_comes_to_an_end(readings: list[str]) -> None:
    """A rule that speaks far away from every fix."""
    text = _paragraphs("(U) one.") + "The end."
    watch = custom_rule("watch", "(?<=200. .U. three.\n\n)The end")
    outcome = fixed_by(text, custom_rule("bad", "one", "three"), watching=(watch,))
    assert len(readings) <= 2 * passes.TRIALS[-1]
    assert outcome.seen.text == text.replace("one", "three", 199)
    assert len(outcome.refused) == 1


def test_fixes_that_change_marks_are_known_at_once(readings: list[str]) -> None:
    text = _paragraphs("<U> one.")
    outcome = fixed_by(text, custom_rule("bad", "<U>", "(U)"), custom_rule("good", "one", "two"))
    assert outcome.seen.text == text.replace("one", "two")
    assert len(outcome.refused) == 200
    assert len(readings) <= 4


def test_a_sign_that_the_encoding_lacks_is_not_written() -> None:
    rule = custom_rule("e", "June", "Juné")
    terms = FixTerms([rule], [rule], Options(), "text", writable=str.isascii)
    outcome = fixed(CABLE, terms)
    assert outcome.seen.text == CABLE
    assert words(outcome) == [("e", "the encoding of the file lacks a sign that it writes")]


def test_an_edit_that_changes_nothing_is_no_fix() -> None:
    outcome = fixed_by(CABLE, custom_rule("same", "June", "June"))
    assert (outcome.applied, outcome.refused) == ((), ())


def test_new_lines_end_as_those_around_them() -> None:
    text = CABLE.replace("\n", "\r\n")
    outcome = fixed_by(text, custom_rule("part", "ends in", "ends\nin"))
    assert outcome.seen.text == text.replace("ends in", "ends\r\nin")


def test_a_text_that_is_no_cable_is_left_alone() -> None:
    text = "Dear all, it ends in June.\n"
    assert fixed_by(text, custom_rule("june", "June", "July")).seen.text == text
