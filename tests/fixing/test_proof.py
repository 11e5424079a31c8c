"""What a step must leave as it is: the model away from its edits, the markings, the layout."""

from __future__ import annotations

import pytest
from fix_texts import CABLE, HEAD, custom_rule, fixed_by, words

from sbu_check.rules.catalogue import catalogue

OTHER = "it would change more than its edits say: {} would be read otherwise"


@pytest.mark.parametrize(
    ("regex", "replacement", "why"),
    [
        ("UNCLAS", "CONFIDENTIAL", "it would change a marking"),
        (r"\(U\)(?= It)", "(SBU)", "it would change a marking"),
        (r"\(U\) (?=It)", "", "it would change a marking"),
        ("(?<=000101\n\n)SIPDIS", "NODIS", "it would change a marking"),
        (r"(?<=begins\.)\n\n2\. \(U\)", "", "it would part or join paragraphs"),
        (r"UNCLAS BRIDGETOWN 000101\n+SIPDIS\n+E.O. 12958: N/A\nTAGS: ETRD, BB\nSUBJECT: HARBOR TALKS\n+", "",
         "the text would no longer be read as the same cables"),
        (r"(?<=begins\.)", "\n\n3. (U) More", "it would part or join paragraphs"),
        ("(?<=N/A\n)", "\n1. (U) Early.\n\n", OTHER.format("header")),
        ("ETRD, BB", "PREL, BB", None),
        (r"(?<=It ends in June)\.", ".", None),
    ],
)  # fmt: skip
def test_a_safe_fix_that_reaches_further_is_held_back(regex: str, replacement: str, why: str | None) -> None:
    outcome = fixed_by(CABLE, custom_rule("far", regex, replacement))
    assert words(outcome) == ([("far", why)] if why else [])
    assert (outcome.seen.text == CABLE) == (why is not None or replacement == ".")


def test_an_unsafe_fix_may_change_a_mark_and_is_told() -> None:
    outcome = fixed_by(CABLE, custom_rule("up", r"\(U\)(?= It)", "(SBU)", fix="unsafe"), unsafe=True)
    [told] = outcome.markings
    assert told.rules == ("up",)
    assert (told.change.covers, told.change.before, told.change.after) == ("paragraph 2", "(U)", "(SBU)")
    assert told.span.of(CABLE) == "(U)"


@pytest.mark.parametrize(
    ("regex", "replacement", "told"),
    [
        (r"\(U\) (?=It)", "", ("paragraph 2", "(U)", None)),
        ("(?<=2\\.)(?= \\(U\\))", " (SBU)", ("paragraph 2", None, "(SBU)")),
        ("UNCLAS(?= )", "CONFIDENTIAL", ("classification line", "UNCLAS", "CONFIDENTIAL")),
        ("(?<=SIPDIS\n)(?=\n)", "NOFORN\n", ("captions", None, "NOFORN")),
        ("(?<=101\n\n)SIPDIS", "NOFORN", ("captions", "SIPDIS", "NOFORN")),
    ],
)
def test_each_kind_of_marking_is_told(
    regex: str, replacement: str, told: tuple[str, str | None, str | None]
) -> None:
    outcome = fixed_by(
        CABLE, custom_rule("change", regex, replacement, fix="unsafe", lowers=True), unsafe=True
    )
    [one] = outcome.markings
    assert (one.change.covers, one.change.before, one.change.after) == told


def test_a_change_with_two_edits_is_told_once() -> None:
    text = CABLE.replace("2. (U) It", "2. <U> It")
    rule = custom_rule("brackets", "<(?P<mark>U)>", "({mark})", fix="unsafe")
    assert len(fixed_by(text, rule, unsafe=True).markings) == 1
    left, right = custom_rule("left", "<", "(", fix="unsafe"), custom_rule("right", ">", ")", fix="unsafe")
    outcome = fixed_by(text, left, right, unsafe=True)
    assert outcome.seen.text == CABLE
    assert len(outcome.markings) == 1


def test_a_mark_that_is_only_written_otherwise_is_not_told() -> None:
    text = CABLE.replace("(U) It", "( U ) It")
    outcome = fixed_by(text, custom_rule("blanks", r"\( U \)", "(U)", fix="unsafe"), unsafe=True)
    assert outcome.seen.text == CABLE
    assert outcome.markings == ()


def test_an_unsafe_fix_may_not_reach_further_than_its_edits_either() -> None:
    rule = custom_rule("join", r"(?<=begins\.)\n\n2\. \(U\)", "", fix="unsafe", lowers=True)
    text = CABLE.replace("HALVORSEN", "3. (U) It is dear.\n\nHALVORSEN")
    assert fixed_by(text, rule, unsafe=True).seen.text != text
    rule = custom_rule("head", "(?<=000101\n)", "\n1. (U) Early.\n", fix="unsafe")
    outcome = fixed_by(text, rule, unsafe=True)
    assert outcome.seen.text == text
    assert [one for one, _ in words(outcome)] == ["head"]


def test_a_page_marking_may_go_while_another_says_the_same() -> None:
    text = (
        "UNCLASSIFIED\n\nPAGE 01        BRIDGE 00101  051230Z\n\nR 051230Z MAR 79\nFM AMEMBASSY BRIDGETOWN\n"
        f"TO SECSTATE WASHDC 0101\n{HEAD}1. (U) The dredging of the outer channel will begin in\n\n"
        "UNCLASSIFIED\n\n\nUNCLASSIFIED\n\nPAGE 02        BRIDGE 00101  051230Z\n\n"
        "the first days of June.\n\nHALVORSEN\n"
    )
    rule = custom_rule("page", r"(?<=begin in\n)\nUNCLASSIFIED[\s\S]*Z\n\n", "")
    outcome = fixed_by(text, rule)
    assert words(outcome) == []
    assert "begin in\nthe first days" in outcome.seen.text


def test_a_rule_that_would_fail_on_the_new_text_stops_the_fix() -> None:
    bad = custom_rule("bad", "July", None)
    broken = custom_rule("broken", "July", "{missing}")
    outcome = fixed_by(CABLE, custom_rule("june", "June", "July"), watching=(broken,))
    assert outcome.seen.text == CABLE
    assert words(outcome) == [("june", "the rule broken would fail")]
    assert bad.fix == "safe"


def test_the_fixes_of_a_caption_s_repeat_are_not_blamed_for_a_mark() -> None:
    text = CABLE.replace("SIPDIS", "SIPDIS\n\nSIPDIS").replace("(U) It", "<U> It")
    repeat, mark = custom_rule("repeat", "(?<=SIPDIS\n)\nSIPDIS\n", ""), custom_rule("mark", "<U>", "(U)")
    outcome = fixed_by(text, repeat, mark)
    assert outcome.seen.text == CABLE.replace("(U) It", "<U> It")
    assert words(outcome) == [("mark", "it would change a marking")]


def test_the_safe_rules_are_the_closed_list() -> None:
    """White space around a mark, converter's markup, interruptions of a sentence, garbled section words, a glued run of
    three numbers, an exact repeat of a caption, noise at line ends: a rule is added here by decision only."""
    safe = {
        rule.id
        for rule in catalogue().values()
        if "safe" in {rule.fix, *(wording.fix for wording in rule.variants.values())}
    }
    assert safe == {
        "mark-spacing", "markdown-link", "escaped-char", "html-entity", "sipdis-body", "page-line", "release-page-line",
        "section-garbled", "number-leading-one", "caption-duplicate", "line-end-noise",
    }  # fmt: skip
