"""No fix lowers or removes a mark unasked, and none marks a paragraph by a header that says otherwise."""

from __future__ import annotations

import pytest
from fix_texts import CABLE, HEAD, custom_rule, fixed_by, words

from sbu_check.api import fix_text

LOWERS = "it would lower or remove a marking"
CLAIMS = "it would mark a paragraph by a header that its marks contradict, or that another fix changes"


@pytest.mark.parametrize(
    ("head", "regex", "replacement"),
    [
        ("UNCLAS", r"\(U\) (?=It)", ""),
        ("UNCLAS", r"\(U\) (?=It)", "(XYZZY) "),
        ("SECRET", "SECRET", "UNCLAS"),
        ("UNCLAS", "(?<=101\n\n)SIPDIS\n\n", ""),
        ("UNCLAS", "(?<=101\n\n)SIPDIS", "NOFORN"),
    ],
)
def test_a_mark_is_lowered_only_by_a_rule_that_says_so_and_is_named(
    head: str, regex: str, replacement: str
) -> None:
    text = CABLE.replace("UNCLAS", head)
    rule = custom_rule("lower", regex, replacement, fix="unsafe")
    outcome = fixed_by(text, rule, unsafe=True)
    assert (outcome.seen.text, words(outcome)) == (text, [("lower", LOWERS)])
    rule = custom_rule("lower", regex, replacement, fix="unsafe", lowers=True)
    assert fixed_by(text, rule, unsafe=True).seen.text != text


@pytest.mark.parametrize(
    ("marked", "replacement"), [("(SBU)", "(U)"), ("(SBU/NF)", "(SBU)"), ("(S)", "(C)"), ("(C/NF)", "(S)")]
)
def test_a_mark_is_not_written_lower(marked: str, replacement: str) -> None:
    text = CABLE.replace("(U) It", f"{marked} It")
    rule = custom_rule("lower", f"\\({marked[1:-1]}\\)(?= It)", replacement, fix="unsafe")
    assert words(fixed_by(text, rule, unsafe=True)) == [("lower", LOWERS)]


@pytest.mark.parametrize(
    ("regex", "replacement"),
    [(r"\(SBU\)(?= It)", "(C)"), (r"\(SBU\)(?= It)", "(SBU/NF)"), (r"2\. \(SBU\)", "(SBU) 2.")],
)
def test_a_mark_may_be_raised_or_moved(regex: str, replacement: str) -> None:
    text = CABLE.replace("(U) It", "(SBU) It")
    outcome = fixed_by(text, custom_rule("change", regex, replacement, fix="unsafe"), unsafe=True)
    assert words(outcome) == []
    assert outcome.seen.text != text


def test_a_header_that_the_marks_contradict_says_nothing_of_an_unmarked_paragraph() -> None:
    text = f"{HEAD}1. (SBU) The dredging begins.\n\n2. It ends in June.\n\nHALVORSEN\n"
    mark = custom_rule("mark", r"(?<=2\.)(?= It)", " (U)", fix="unsafe")
    outcome = fixed_by(text, mark, unsafe=True)
    assert (outcome.seen.text, words(outcome)) == (text, [("mark", CLAIMS)])
    caption = custom_rule("caption", "(?<=SIPDIS\n)(?=\nE)", "SENSITIVE\n", fix="unsafe")
    outcome = fixed_by(text, mark, caption, unsafe=True)
    assert outcome.seen.text == text.replace("SIPDIS\n", "SIPDIS\nSENSITIVE\n")
    assert [one for one, _ in words(outcome)] == ["mark"]


def test_no_paragraph_is_marked_below_the_header() -> None:
    text = f"{HEAD}1. (U) The dredging begins.\n\n2. It ends in June.\n\nHALVORSEN\n"
    mark = custom_rule("mark", r"(?<=2\.)(?= It)", " (U)", fix="unsafe")
    assert words(fixed_by(text, mark, unsafe=True)) == []
    assert words(fixed_by(text.replace("UNCLAS", "CONFIDENTIAL"), mark, unsafe=True)) == [("mark", CLAIMS)]


def test_sensitive_and_u_are_not_written_in_one_run() -> None:
    text = f"{HEAD}1. (U) The dredging begins.\n\n2. It ends in June.\n\n3. (SBU) It is dear.\n\nHALVORSEN\n"
    fixed = fix_text(text, unsafe=True).source.text
    assert "SENSITIVE" in fixed
    assert "2. (U)" not in fixed
    assert fix_text(fixed, unsafe=True).source.text == fixed
