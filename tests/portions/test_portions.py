"""Portions of a document: what the list holds, what each covers, and what rules, roll-up and inspect make of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from sbu_check import check_text
from sbu_check.cable.read import read_cables
from sbu_check.checks.common.context import Context
from sbu_check.checks.common.stated import header_level
from sbu_check.engine import contexts_of, documents
from sbu_check.report.inspected import understood
from sbu_check.report.levels import stretches
from sbu_check.rules.selection import Options
from sbu_check.text.lines import LineIndex

if TYPE_CHECKING:
    from sbu_check.checks.common.context import Context

HEAD = """\
{line} OTTAWA 000123

E.O. 12958: N/A
TAGS: ETRD, CA
SUBJECT: HARBOR TALKS

"""


def cable(*paragraphs: str, line: str = "UNCLAS") -> str:
    return HEAD.format(line=line) + "\n\n".join((*paragraphs, "DICKSON")) + "\n"


def context(text: str, system: str = "state") -> Context:
    settings = Options(system=system)
    (found,) = contexts_of(documents(text, settings), settings)
    return found


def listed(text: str) -> list[tuple[str, str | None, str]]:
    """Mark, paragraph and place of each portion."""
    return [(one["mark"], one["paragraph"], one["place"]) for one in inspected(text)["portions"]]


def levels(text: str) -> list[tuple[str, str]]:
    """The level of each stretch of a text, with its words."""
    found = context(text)
    return [
        (str(one.level.mark and one.level.mark.level), text[one.start : one.end].strip())
        for one in stretches(found, found.document.span)
    ]


def inspected(text: str, system: str = "state") -> dict[str, Any]:
    return understood("a.txt", context(text, system), LineIndex(text))


def rules(text: str, **options: Any) -> dict[str, str]:
    """The rules that report an error or a warning, with their first message."""
    found = check_text(text, **options).diagnostics
    return {one.rule: one.message for one in reversed(found) if one.severity != "info"}


CALM = cable(
    "1. (U) All calm. (S) The source is Mr. X.",
    "2. (U) He came in May.\n(C) He asked us to wait.",
)


def test_each_portion_runs_to_the_next_mark_or_to_the_end_of_its_paragraph() -> None:
    assert listed(CALM) == [
        ("U", "1", "paragraph"),
        ("S", "1", "sentence"),
        ("U", "2", "paragraph"),
        ("C", "2", "line"),
    ]
    assert [one for one in levels(CALM)[1:-1] if len(one[1]) > len("1.")] == [
        ("UNCLASSIFIED", "(U) All calm."),
        ("SECRET", "(S) The source is Mr. X."),
        ("UNCLASSIFIED", "(U) He came in May."),
        ("CONFIDENTIAL", "(C) He asked us to wait."),
    ]


def test_a_mark_at_the_end_of_a_paragraph_is_its_mark() -> None:
    text = cable("1. (U) The end.", "2. He asked us to wait for a week. (C)", line="CONFIDENTIAL")
    assert listed(text)[1] == ("C", "2", "misplaced")
    assert ("CONFIDENTIAL", "2. He asked us to wait for a week.") in levels(text)


def test_inspect_says_where_each_mark_is_and_what_the_marks_need() -> None:
    found = inspected(CALM)
    assert found["portions"][1] == {
        "mark": "S",
        "line": 7,
        "column": 18,
        "paragraph": "1",
        "place": "sentence",
    }
    assert found["highest_mark"] == "S"
    assert found["required_banner"] == {"classification": "SECRET", "captions": []}
    assert [one["mark"] for one in found["paragraphs"]] == ["U", "U"]


def test_a_mark_inside_a_paragraph_counts_for_the_classification_line() -> None:
    assert rules(CALM)["class-too-low"] == (
        "the classification line says UNCLASSIFIED, but a portion of paragraph 1 is SECRET"
    )


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        ("(SBU) The applicant is his cousin.", "sbu-without-caption"),
        ("(C) The minister is ill.", "class-too-low"),
        ("(C/NF) The minister is ill.", "nf-rollup"),
    ],
)
def test_a_mark_inside_a_paragraph_is_rolled_up(inside: str, rule: str) -> None:
    assert rule in rules(cable(f"1. (U) The port is open. {inside}", "2. (U) The end."))
    assert rule not in rules(cable("1. (U) The port is open.", "2. (U) The end."))


def test_text_before_an_inner_mark_is_unmarked_and_text_after_a_label_is_not() -> None:
    start = "1. (U) The port is open."
    assert "mark-missing" in rules(cable(start, "2. He came on the first of May. (C) He is ill."))
    assert "mark-missing" not in rules(cable(start, "2. Comment: (C) He is ill."))


def test_a_higher_portion_of_a_memorandum_is_held_against_its_banner() -> None:
    text = "CONFIDENTIAL\n\n1. (U) The team met. (S//NF) The source has left.\n\n2. (C) The end.\n\nCONFIDENTIAL\n"
    found = [one.rule for one in check_text(text, config={"marking-system": "ic"}).diagnostics]
    assert {"banner-too-low", "banner-lacks"} <= set(found)


def test_an_attachment_line_below_the_text_is_a_portion() -> None:
    text = (
        cable("1. (U) The port is open.", "2. (U) The end.") + "\nAttachment 1: (S) Letter of the minister\n"
    )
    assert listed(text)[-1][::2] == ("S", "attachment")
    assert "class-too-low" in rules(text)


def test_a_mark_at_the_end_of_the_subject_is_the_mark_of_the_subject() -> None:
    text = cable("1. (C) The port is open.", "2. (U) The end.", line="CONFIDENTIAL")
    text = text.replace("HARBOR TALKS", "HARBOR TALKS (U)")
    assert listed(text)[0] == ("U", None, "subject")
    assert ("UNCLASSIFIED", "SUBJECT: HARBOR TALKS (U)") in levels(text)


@pytest.mark.parametrize(
    ("text", "system", "expected"),
    [
        (cable("1. The talks.", line="SECRET"), "state", "S"),
        (cable("1. The talks.").replace("UNCLAS OTTAWA 000123", "CONFIDENTIAL"), "state", "C"),
        (cable("1. (S - ENTIRE TEXT) The talks."), "state", "S"),
        (cable("1. The talks.").replace("000123", "000123\n\nSIPDIS\nSENSITIVE"), "state", "SBU"),
        ("SECRET//NOFORN\n\nThe talks went well, he told us.\n\nSECRET//NOFORN\n", "ic", "S"),
        ("The talks went well.\n", "state", None),
    ],
    ids=["class line", "no number", "entire text", "captions", "banner", "nothing"],
)
def test_text_without_a_mark_has_the_level_of_the_header(
    text: str, system: str, expected: str | None
) -> None:
    level = header_level(context(text, system))
    assert (level and level.highest) == expected


def test_a_mark_for_the_entire_text_is_rolled_up() -> None:
    found = inspected(cable("1. (S - ENTIRE TEXT) The talks.", "2. The end."))
    assert (found["highest_mark"], found["required_banner"]["classification"]) == ("S", "SECRET")
    assert "class-too-low" in rules(cable("1. (S - ENTIRE TEXT) The talks.", "2. The end."))


def test_many_brackets_cost_linear_time() -> None:
    def took(count: int) -> float:
        text = cable("1. (U) " + "He said (B) so. (C) He asked us. (Q) It is. " * count)
        (found,) = contexts_of(read_cables(text), Options())
        start = time.perf_counter()
        assert found.portions
        return time.perf_counter() - start

    assert took(4_000) < 12 * took(1_000) + 0.05
