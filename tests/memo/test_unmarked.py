"""Which paragraphs of a marked document owe a mark, and of which that is sure."""

from __future__ import annotations

import pytest

from sbu_check.checks.common.coverage import unmarked_of_memo
from sbu_check.engine import context_of, documents
from sbu_check.rules.selection import Options

PROSE = "The harbor master told the delegation that dredging of the channel would begin in June and end in August."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([f"(S) {PROSE}", PROSE, f"(U) {PROSE}"], [True]),
        ([f"1. (S) {PROSE}", PROSE, f"2. (U) {PROSE}"], [False]),
        ([f"1. (S) {PROSE}", f"2. {PROSE}", f"3. (U) {PROSE}"], [True]),
        ([PROSE, f"(S) {PROSE}", f"(U) {PROSE}"], [False]),
        ([f"(S) {PROSE}", f"(U) {PROSE}", PROSE], [False]),
        ([f"(S) {PROSE}", "Harbor talks", f"(U) {PROSE}"], []),
        ([f"(S) {PROSE}", PROSE, PROSE, f"(U) {PROSE}"], [True, True]),
        ([PROSE, PROSE], []),
        (["(S - ENTIRE TEXT)", PROSE, PROSE], []),
    ],
)
def test_prose_between_marks_owes_one(paragraphs: list[str], expected: list[bool]) -> None:
    text = "\n\n".join(["SECRET", *paragraphs, "SECRET"]) + "\n"
    (document,) = documents(text, Options(system="ic"), marked=True)
    found = unmarked_of_memo(context_of(document, Options(system="ic")))
    assert [sure for _, sure in found] == expected
    assert all(document.paragraphs[index].span.of(text).endswith(PROSE) for index, _ in found)


def test_a_bracket_of_an_entire_text_without_a_class_stays_as_written() -> None:
    (document,) = documents("CUI\n(D// ENTIRE)", Options(system="cui"), marked=True)
    (paragraph,) = document.paragraphs
    assert paragraph.mark is not None
    assert (paragraph.mark.text, paragraph.mark.entire) == ("D// ENTIRE", False)
