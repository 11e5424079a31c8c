"""Marked documents other than cables: what is read of them, when, and what is reported."""

from __future__ import annotations

import re
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sbu_check import check_text
from sbu_check.api import Limit, RunOptions, fix_text
from sbu_check.cable.memo import read_memo
from sbu_check.cable.model import Memo
from sbu_check.cable.read import read_cables
from sbu_check.config.configuration import DEFAULT
from sbu_check.engine import context_of, documents
from sbu_check.report.inspected import understood
from sbu_check.rules.selection import Options
from sbu_check.run.check import check_source
from sbu_check.text.lines import LineIndex
from sbu_check.text.source import SourceText

if TYPE_CHECKING:
    from sbu_check.report.model import Report

MEMO = """\
SECRET//NOFORN

DEPARTMENT OF TRADE
Office of Harbors

2 March 2018

MEMORANDUM FOR THE RECORD

SUBJECT: (U) Weekly meeting of the
staff

1. (U) The team met on Friday and talked of the plan.

2. (S//NF) The source said that the plan (see tab C) is not to be had
before the summer. The item
(S) is known.

   a. (C//REL TO USA, FVEY) The partners know it.

   b. (U//FOUO) The telephone list is attached.

3. (U) The text goes on over the end of a page and

SECRET//NOFORN

is finished here.

Classified By: Jane Doe, Director
Derived From: Guide 1-2, and
other sources
Declassify On: 20430302

SECRET//NOFORN
"""
CUI = """\
CUI//SP-CTI

Controlled by: Office of Harbors
CUI Category: CTI
Distribution: FEDCON
POC: Jane Doe, 555-0100

(U) The first paragraph says nothing much.

(CUI//SP-CTI) The second tells of the engine.

CUI
"""


def told(text: str, **config: object) -> list[tuple[str, str]]:
    """Rule and message of all that is reported."""
    return [(one.rule, one.message) for one in report(text, **config).diagnostics]


def report(text: str, **config: object) -> Report:
    return check_text(text, config={key.replace("_", "-"): value for key, value in config.items()})


def rules(text: str, **config: object) -> list[str]:
    return [rule for rule, _ in told(text, **config)]


def test_what_is_read():
    cable = read_memo(MEMO)
    assert cable
    assert isinstance(cable, Memo)
    assert [one.text for one in cable.banners] == ["SECRET//NOFORN"] * 3
    assert (cable.head, cable.foot) == (cable.banners[0], cable.banners[2])
    assert cable.declares_itself
    assert cable.date == date(2018, 3, 2)
    assert cable.subject
    assert (cable.subject.text, cable.subject.mark and cable.subject.mark.text) == (
        "(U) Weekly meeting of the staff",
        "U",
    )
    assert [(one.name, one.value.text if one.value else None) for one in cable.fields] == [
        ("CLASSIFIED BY", "Jane Doe, Director"),
        ("DERIVED FROM", "Guide 1-2, and other sources"),
        ("DECLASSIFY ON", "20430302"),
    ]
    numbered = [one for one in cable.paragraphs if one.number]
    assert [(one.number.digits, one.mark.text) for one in numbered if one.number and one.mark] == [
        ("1", "U"),
        ("2", "S//NF"),
        ("3", "U"),
    ]
    assert [(part.label.text, part.mark.text) for part in numbered[1].subparagraphs if part.mark] == [
        ("a.", "C//REL TO USA, FVEY"),
        ("b.", "U//FOUO"),
    ]
    assert " ".join(span.of(MEMO) for span in numbered[2].body) == (
        "The text goes on over the end of a page and is finished here."
    )


@pytest.mark.parametrize("text", [MEMO, CUI])
def test_a_sound_document_is_told_nothing(text):
    found = report(text)
    assert [one.message for one in found.diagnostics] == []
    assert [(one.layout, one.overlays) for one in found.files[0].documents] == [("none", ("marked",))]
    assert found.files[0].status == "checked"
    assert found.exit_code() == 0


def test_the_system_is_that_of_the_first_line():
    assert report(MEMO).files[0].documents[0].marking_system == "ic"
    assert report(CUI).files[0].documents[0].marking_system == "cui"
    assert (
        report(CUI.replace("CUI//SP-CTI\n", "CUI//SP-CTX\n", 1)).files[0].documents[0].marking_system == "cui"
    )
    assert report(MEMO.replace("//NOFORN", "//NOFRON")).files[0].documents[0].marking_system == "ic"
    assert report(CUI, marking_system="ic").files[0].documents[0].marking_system == "ic"
    # A document before the register of 2016 is read by the manual before it.
    assert report(MEMO.replace("2018", "2014")).files[0].documents[0].marking_system == "dod"


@pytest.mark.parametrize(
    "text",
    [
        "Dear all, the meeting is at ten.\n",
        "CONFIDENTIAL\n\nDear Sir,\n\nI write to you about the house.\n",
        "SECRET\n\nThe secret of the hotel is its garden.\n",
        "License\n\n(c) 1999 Jane Doe\n\n(c) 2001 John Doe\n",
        "(C) 1999 Jane Doe\n\n(C) 2001 John Doe\n",
        "[API](http://example.org)\n\n[HTTP](http://example.org)\n",
        "",
    ],
)
def test_what_is_no_marked_document_is_no_cable_once(text):
    assert rules(text) == ["not-a-cable"]
    assert read_cables(text)[0].layout == "none"


def test_an_email_with_a_banner_below_its_head():
    text = "From: Doe, Jane\nSubject: (U) Plan\n\nClassification: UNCLASSIFIED//FOUO\n\n(U//FOUO) The list is here.\n"
    assert report(text).files[0].documents[0].overlays == ("marked",)
    assert rules(text) == []
    assert "banner-lacks" in rules(text.replace("//FOUO\n\n", "//LES\n\n"))


def test_a_cable_stays_a_cable():
    cable = "UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TRADE TALKS\n\n1. (U) Well.\n\nDOE\n"
    assert report(cable, marking_system="ic").files[0].documents[0].layout == "archive"


def test_a_declared_system_reads_plain_banners():
    text = "SECRET\n\n(U) The talks went well.\n\n(C) They go on.\n"
    assert rules(text) == ["not-a-cable"]
    assert "banner-too-high" in rules(text, marking_system="ic")
    assert "not-a-cable" in rules(text, marking_system="ic", expect="cable")


def test_a_class_at_head_and_foot_over_marks_of_a_class_needs_no_declaration():
    text = "CONFIDENTIAL\n\n1. (U) The talks went well.\n\n2. (S) They go on.\n\nCONFIDENTIAL\n"
    assert "banner-too-low" in rules(text)
    for other in (text.replace("(S)", "(SBU)"), text[: text.rindex("CONF")], text.replace("(U) ", "")):
        assert rules(other) == ["not-a-cable"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        (
            "2. (S//NF)",
            "2. (TS//SI-G//OC/NF)",
            "banner-too-low",
            (
                'paragraph 2 is marked (TS//SI-G//OC/NF), which the banner "SECRET//NOFORN" does not cover: '
                "TOP SECRET is required (CAPCO 2016 p. 47)"
            ),
        ),
        (
            "a. (C//REL TO USA, FVEY)",
            "a. (S//OC/NF)",
            "banner-lacks",
            (
                'the banner "SECRET//NOFORN" lacks ORCON, which a subparagraph of paragraph 2, marked (S//OC/NF), '
                "requires (CAPCO 2016 p. 136)"
            ),
        ),
        (
            "3. (U)",
            "3. (U//FUOO)",
            "mark-unknown",
            '"FUOO" in the mark "U//FUOO" of paragraph 3 is unknown: is (U//FOUO) meant?',
        ),
        (
            "3. (U)",
            "3. (S//NOFORN)",
            "mark-style",
            'the mark "S//NOFORN" of paragraph 3 is written (S//NF)',
        ),
        (
            "3. (U) ",
            "3. ",
            "mark-missing",
            "paragraph 3 has no portion mark, others of the document have one",
        ),
        ("3. (U) ", "3. (S//NF ", "mark-bracket-broken", 'the mark "S//NF" of paragraph 3 lacks a bracket'),
        ("3. (U) ", "3. (5//NF) ", "mark-bracket-broken", None),
        ("b. (U//FOUO) ", "b. ", "subpara-mixed", None),
        ("3. (U)", "3. (U) (S//NF)", "mark-duplicate", 'paragraph 3 is marked "U" and "S//NF"'),
        (
            "Declassify On: 20430302\n",
            "",
            "authority-block",
            "the classification authority block lacks Declassify On",
        ),
    ],
)
def test_what_is_told(old, new, rule, message):
    assert old in MEMO
    found = dict(told(MEMO.replace(old, new, 1)))
    assert rule in found
    assert message is None or found[rule] == message


def test_each_roll_up_names_a_portion_and_an_authority():
    text = MEMO.replace("2. (S//NF)", "2. (TS//HCS-O/TK//OC/IMC/NF)").replace("3. (U)", "3. (S//NF//LES)")
    found = [one for one in report(text).diagnostics if one.rule in {"banner-lacks", "banner-too-low"}]
    assert len(found) == 6
    for one in found:
        assert "paragraph" in one.message
        assert re.search(r"\((?:CAPCO|ISM|32 CFR)[^()]*\)$", one.message)
        assert one.related


def test_the_fix_writes_the_least_banner_at_every_place():
    text = MEMO.replace("SECRET//NOFORN", "SECRET").replace("2. (S//NF)", "2. (S//SI//NF)")
    assert fix_text(text).source.text == text
    fixed = fix_text(text, unsafe=True)
    assert fixed.source.text == text.replace("SECRET\n", "SECRET//SI//NOFORN\n")
    assert [one.message for one in fixed.report.diagnostics] == []


def test_paragraphs_above_the_limit_are_masked():
    text = MEMO.replace("2. (S//NF)", "2.(S//SI//NF)")
    found = check_source(SourceText(text, "memo.txt"), DEFAULT, RunOptions(limit=Limit.parse("U")))
    assert found.diagnostics
    shown = repr(found)
    assert "The source said" not in shown
    assert "partners" not in shown


def test_inspect_tells_what_was_understood():
    (document,) = documents(MEMO, Options())
    found = understood("memo.txt", context_of(document, Options()), LineIndex(MEMO))
    assert (found["classification"], found["captions"]) == ("SECRET", ["NOFORN"])
    assert (found["classified_by"], found["declassify_on"]) == ("Jane Doe, Director", "20430302")
    assert found["highest_mark"] == "S"
    assert found["required_banner"] == {"classification": "SECRET", "captions": ["NOFORN"]}
    assert [one["mark"] for one in found["paragraphs"]] == ["U", "S//NF", "U"]


WORDS = st.sampled_from(
    ["SECRET", "//", "NOFORN", "(", ")", "(S//NF)", "(U)", "CUI", "\n", "\n\n", "1. ", "a. ", "text", " ",
     "Classified By: x", "TOP SECRET//SI", "[", "\f", "¶", "(TS//", "Subject:", "2 March 2018", "\x1b", "é",
     "Reason", ":", "-", "• "]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30).map("".join), st.sampled_from(["state", "ic", "cui", "dod"]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_checked(text, system):
    cable = read_memo(text)
    if cable:
        for paragraph in cable.paragraphs:
            places = [paragraph.span, *(mark.span for mark in paragraph.marks), *paragraph.body]
            assert all(0 <= place.start <= place.end <= len(text) for place in places)
            assert list(paragraph.body) == sorted(paragraph.body)
    found = report(text, marking_system=system)
    assert not any(file.crashes for file in found.files)


@pytest.mark.parametrize(
    "unit",
    ["(S//NF) text here.\n\n", "SECRET//NOFORN\n", "1. (U) a\n", "a. (U) b\n", "(", "(S//", "//", "A ",
     "SECRET//" + "A" * 50, "\n", "Classified By: x\n", "text\n", "(U) ", "1.1.1.1.1 ", "Subject: x\n"],
)  # fmt: skip
def test_reading_takes_linear_time(unit):
    def spent(size: int) -> float:
        text = "SECRET//NOFORN\n\n" + unit * (size // len(unit))
        start = time.process_time()
        read_memo(text)
        return time.process_time() - start

    spent(10_000)
    small, large = min(spent(50_000) for _ in range(3)), min(spent(400_000) for _ in range(2))
    assert large < 8 * 4 * small + 0.05


def test_the_end_of_lines_changes_nothing() -> None:
    plain = check_text(MEMO).diagnostics
    for end in ("\r\n", "\r"):
        told = [
            one for one in check_text(MEMO.replace("\n", end)).diagnostics if one.rule != "line-end-noise"
        ]
        assert [(one.rule, one.message) for one in told] == [(one.rule, one.message) for one in plain]
