"""Marked documents that are no cables against their released copies."""

from __future__ import annotations

from sbu_check.api import compare

ORIGINAL = """SECRET//NOFORN

MEMORANDUM FOR THE RECORD

2 March 2018

SUBJECT: (U) Talks on the dam

1. (U) The delegation arrived on Monday and met the minister of water in his office.

2. (S//NF) A source close to the minister said that the loan had been refused in January.

3. (U//FOUO) The desk asks that further questions go to the regional office in writing.

SECRET//NOFORN
"""

CONTROLLED = """CUI//SP-PRVCY

1. (U) The office opens on Monday.

2. (CUI//SP-PRVCY) The salaries of the three clerks are listed in the annex to this paper.

CUI//SP-PRVCY
"""

CUT = "RELEASE IN PART B1\n\n" + ORIGINAL.replace(
    "A source close to the minister said that the loan had been refused in January.", "[REDACTED] (b)(1)"
)


def told(original: str, released: str, level: str = "U") -> list[tuple[str, str]]:
    report = compare(original, released, release_level=level)
    return [(one.rule, str(one.message)) for file in report.files for one in file.diagnostics]


def test_a_copy_that_withholds_the_marked_paragraph_is_right() -> None:
    assert told(ORIGINAL, CUT) == []


def test_a_paragraph_that_stands_is_told_with_its_mark_in_the_system_of_the_document() -> None:
    ((rule, message),) = told(ORIGINAL, ORIGINAL)
    assert rule == "above-release-level"
    assert "(S//NF)" in message
    ((rule, message),) = told(CONTROLLED, CONTROLLED)
    assert rule == "above-release-level"
    assert "(CUI//SP-PRVCY)" in message


def test_a_level_may_be_one_of_the_system_of_the_document() -> None:
    assert told(CONTROLLED, CONTROLLED, "CUI") == []
    assert [rule for rule, _ in told(ORIGINAL, ORIGINAL, "SBU")] == ["above-release-level"]
    assert told(ORIGINAL, ORIGINAL, "S") == []


def test_a_changed_mark_and_a_lowered_or_lost_banner_are_told() -> None:
    assert [rule for rule, _ in told(ORIGINAL, CUT.replace("(U//FOUO)", "(U)"))] == ["mark-altered"]
    assert [rule for rule, _ in told(ORIGINAL, CUT.replace("SECRET//NOFORN", "SECRET"))] == ["header-release"]
    assert [rule for rule, _ in told(ORIGINAL, CUT.replace("SECRET//NOFORN\n", ""))] == ["header-release"]
