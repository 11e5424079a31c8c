"""What a text is, by evidence: one weak cue makes nothing, two or a strong one make a cable."""

from __future__ import annotations

import pytest

from sbu_check.api import check_text
from sbu_check.cable.evidence import CUES, ENOUGH
from sbu_check.cable.read import read_cables
from sbu_check.engine import documents
from sbu_check.rules.selection import Options
from tests.layout.evidence_cases import cables, others

OTHERS = dict(others())
CABLES = dict(cables())


def test_the_tables_are_wide_enough() -> None:
    assert len(OTHERS) >= 60
    assert len(CABLES) >= 60


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_a_weak_cue_makes_neither_a_cable_nor_a_marked_document(text: str) -> None:
    assert [one.rule for one in check_text(text).diagnostics] == ["not-a-cable"]


@pytest.mark.parametrize("text", CABLES.values(), ids=CABLES)
def test_a_cable_with_a_damaged_header_stays_one(text: str) -> None:
    assert [one.layout == "none" for one in read_cables(text)] == [False]


def test_the_evidence_names_its_cues() -> None:
    (cable,) = documents("E.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TALKS\n\n1. Well.\n", Options())
    assert [one.name for one in cable.evidence] == ["executive-order", "tags", "header-text"]
    (text,) = documents("TAGS: cooking\n\nPP RUEHWEB\nDE RUEHOT\n\nText.\n", Options())
    assert sum(one.weight for one in text.evidence) < ENOUGH
    (memo,) = documents("SECRET//NOFORN\n\n1. (S//NF) Well.\n\nSECRET//NOFORN\n", Options())
    assert {one.name for one in memo.evidence} == {"banner-controls", "controls"}
    assert {one.name for one in (*cable.evidence, *text.evidence, *memo.evidence)} <= set(CUES)
