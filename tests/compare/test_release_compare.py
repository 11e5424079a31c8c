"""A comparison as a whole: what it takes, what it says, what it does not say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import sbu_check
from sbu_check.comparison.compare import Compared, compare, comparison_rules
from sbu_check.rules.model import HIDDEN
from sbu_check.rules.selection import Options, in_force
from sbu_check.text.source import SourceText, decode

CORPUS = Path(sbu_check.__file__).parents[2] / "shared" / "corpus"

STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n"

ORIGINAL = """UNCLAS BRIDGETOWN 000101

SENSITIVE

E.O. 12958: N/A
TAGS: ETRD, BB
SUBJECT: HARBOR TALKS

1. (U) The dredging of the deep harbor begins in June, and the
port authority has bought 12 barges for it.

2. (SBU) The delegation was led by Alwyn Marchetti of the port
authority, who can be reached at 246-555-0199.
FARRELL
"""


def copy(*changes: tuple[str, str], stamp: str = "RELEASE IN PART B6") -> str:
    text = ORIGINAL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return f"{STAMP}{stamp}\n\n{text}"


PASSAGE = """The delegation was led by Alwyn Marchetti of the port
authority, who can be reached at 246-555-0199."""
SECRET = (PASSAGE, "[REDACTED B6]")


def rules(found: Compared) -> list[str]:
    assert found.checked.crashes == ()
    return [one.rule for one in found.diagnostics]


def test_a_right_copy() -> None:
    assert rules(compare(ORIGINAL, copy(SECRET))) == []


def test_the_same_text_is_no_release_of_what_is_above_its_level() -> None:
    assert rules(compare(ORIGINAL, copy(stamp="RELEASE IN FULL"))) == ["above-release-level"]
    assert rules(compare(ORIGINAL, copy(stamp="RELEASE IN FULL"), release_level="SBU")) == []


def test_a_name_of_the_file_goes_out_with_it() -> None:
    released = SourceText(copy(SECRET), "/releases/Marchetti_0199/bridgetown.txt")
    assert rules(compare(ORIGINAL, released)) == []
    released = SourceText(copy(SECRET), "/releases/2030/bridgetown-marchetti.txt")
    assert rules(compare(ORIGINAL, released)) == ["leak-elsewhere"]


def test_other_texts_that_go_out_with_the_copy() -> None:
    (one,) = compare(ORIGINAL, copy(SECRET), outside={"title": "Talks with A. Marchetti"}).diagnostics
    assert one.message.plain.endswith("withheld in paragraph 2, is in the title")


def test_withheld_words_are_named_by_a_hash_of_the_run() -> None:
    leaking = copy(SECRET, ("has bought", "and Marchetti have bought"))
    messages = [
        [
            one.message.plain
            for one in compare(ORIGINAL, leaking, salt=salt).diagnostics
            if one.rule == "leak-elsewhere"
        ]
        for salt in (b"one", b"one", b"two", None, None)
    ]
    assert messages[0] == messages[1]
    assert len({str(one) for one in messages[1:]}) == 4
    assert "Marchetti" not in str(messages)


def test_withheld_words_can_be_shown() -> None:
    leaking = copy(SECRET, ("has bought", "and Marchetti have bought"))
    found = compare(ORIGINAL, leaking, show_withheld=True).diagnostics
    assert '"Marchetti", withheld in paragraph 2, is in paragraph 1' in [one.message.plain for one in found]


def test_a_text_that_is_no_copy_is_told_once() -> None:
    assert rules(compare(ORIGINAL, "Dear all, lunch on Friday is at noon. Please bring nothing.\n")) == [
        "text-changed"
    ]


def test_empty_texts() -> None:
    assert rules(compare("", "")) == []
    assert compare("", ORIGINAL).checked.crashes == ()
    assert compare(ORIGINAL, "").checked.crashes == ()


SCANNED = copy(SECRET, ("dredging", "dredqing"), ("barges", "barqes"), ("harbor begins", "harb0r beqins"))


def test_what_a_scanner_misreads_is_no_change_when_asked() -> None:
    assert set(rules(compare(ORIGINAL, SCANNED))) == {"text-changed"}
    assert rules(compare(ORIGINAL, SCANNED, ocr=True)) == []


@pytest.mark.parametrize(
    ("old", "new"), [("12 barges", "17 barges"), ("in June", "in August"), ("begins", "ended")]
)
def test_another_word_is_a_change_even_in_a_scan(old: str, new: str) -> None:
    assert rules(compare(ORIGINAL, copy(SECRET, (old, new)), ocr=True)) == ["text-changed"]


def test_a_mail_around_the_cable_is_no_addition_to_it() -> None:
    mail = "From: Grace Doyle\nTo: Peter Quill\nSubject: the cable\n\nHere it is, as promised.\n\n"
    released = copy(SECRET).replace("UNCLAS B", mail + "UNCLAS B", 1)
    found = compare(ORIGINAL, released)
    assert {(one.rule, one.severity) for one in found.diagnostics} <= {("text-added", "info")}


def test_several_cables_in_one_file() -> None:
    def other(text: str) -> str:
        return text.replace("000101", "000102").replace("Marchetti", "Osterman").replace("dredging", "paving")

    released = copy(SECRET) + other(ORIGINAL.replace(*SECRET))
    assert rules(compare(ORIGINAL + "\n" + other(ORIGINAL), released)) == []


def test_windows_line_ends_are_no_difference() -> None:
    assert rules(compare(ORIGINAL, copy(SECRET).replace("\n", "\r\n"))) == []


def test_the_rules_of_a_comparison_look_at_no_single_text() -> None:
    rules = comparison_rules()
    names = {rule.id for rule in rules if rule.compare}
    assert names
    assert not names & {rule.id for rule in in_force(Options(profile="release", select=("all",)))}
    assert set(in_force(Options(profile="release"), comparison=True)) == set(rules)
    assert {rule.kind for rule in rules if not rule.compare} == {HIDDEN}


def test_a_rule_that_raises_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(comparison: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sbu_check.comparison.levels.above", broken)
    found = compare(ORIGINAL, copy(stamp="RELEASE IN PART B6"))
    assert [crash.rule for crash in found.checked.crashes] == ["above-release-level"]
    assert [one.rule for one in found.diagnostics] == ["disposition-mismatch"]


PIECES = st.lists(
    st.sampled_from(
        [
            "1. (U) ", "2. (SBU) ", "(b)(6) ", "B6", "████ ", "[REDACTED B5] ", "RELEASE IN PART B6\n", "Marchetti ",
            "4,317 ", "a.b@example.org ", "UNCLAS BRIDGETOWN 000101\n", "SENSITIVE\n", "SUBJECT: TALKS\n", "(1) one ",
            "(2) two ", "a. item\n", "the har-\nbor ", "\n\n", "            ", "\f", "\r\n", ")", "(",
            "[", "\u200b", "ß", "1.4(B) ",
        ]
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES, PIECES, st.booleans())
@example(["1. (U) ", "a. item\n", "2. (SBU) ", "a. item\n", "1. (U) "], ["1. (U) "] * 3, False)
@example(["1. (U) ", "SENSITIVE\n", "2. (SBU) ", "\n\n", "1. (U) "], ["1. (U) "] * 2, False)
def test_any_two_texts_are_compared(one: list[str], other: list[str], ocr: bool) -> None:
    original, released = "".join(one), "".join(other)
    found = compare(original, released, ocr=ocr)
    assert found.checked.crashes == ()
    for diagnostic in found.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(released)
        for place in diagnostic.related:
            assert 0 <= place.span.start <= place.span.end <= len(original)


@pytest.mark.shared
def test_a_real_document_is_a_right_copy_of_itself() -> None:
    for path in sorted(CORPUS.glob("*/*.txt")):
        text = decode(path.read_bytes()).text
        assert rules(compare(text, text, release_level="TS")) == [], path.name
