"""Every row of the catalogue of checkable rules is a rule, or a duty that the parser is seen to meet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sbu_check.cable.read import read_cable
from sbu_check.rules.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from sbu_check.cable.model import Cable

ROWS = Path(__file__).parents[3] / "shared" / "reference" / "rules-catalogue.md"
HEAD = "UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TRADE TALKS\n"
RELEASE = "UNCLASSIFIED U.S. Department of State Case No. F-2010-00001 Doc No. C00000001 Date: 01/02/2015\n"


def roles(cable: Cable) -> list[str]:
    return [paragraph.role for paragraph in cable.paragraphs]


DUTIES: dict[str, tuple[str, str, Callable[[Cable], bool]]] = {
    "prefix-trap": (
        "a class is a whole word: CLASS_WORDS in grammar/lines.lark",
        HEAD + "\n1. (U) The\nSECRETARY ARRIVES OTTAWA 000123\nand went on.\n",
        lambda cable: len(cable.class_lines) == 1 and not cable.banners,
    ),
    "subject-join": (
        "lines carry a subject on until a label or a blank line: SubjectLines in cable/values.py",
        HEAD + "AND OF THE\nHARBOR\nREF: OTTAWA 774\n\n1. (U) They met.\n",
        lambda cable: cable.subject is not None and cable.subject.text == "TRADE TALKS AND OF THE HARBOR",
    ),
    "number-false-start": (
        "a number at the head of a wrapped line is believed by what stands around it: cable/heads.py",
        HEAD
        + "\n1. (U) The minister was asked by\n45. At the time he had\n1.4(B) no answer.\n\n2. (U) They met.\n",
        lambda cable: [one.number.digits for one in cable.paragraphs if one.number] == ["1", "2"],
    ),
    "block-inherits": (
        "paragraphs of a quoted text take the mark of the one that opens it: finished in cable/finish.py",
        HEAD + "\n1. (U) Begin text:\n\nDear Minister, we met in May.\n\nWe shall meet again.\n\nEnd text.\n",
        lambda cable: [one.inherits for one in cable.paragraphs if one.number is None][:2] == [0, 0],
    ),
    "summary-unnumbered": (
        "a summary above paragraph 1 is a paragraph, with a number or without: the parts of a header in cable/build.py",
        HEAD + "\n(SBU) Summary: The talks went well. End summary.\n\n1. (U) They met.\n",
        lambda cable: roles(cable) == ["unnumbered", "numbered"] and cable.paragraphs[0].mark is not None,
    ),
    "mark-under-redaction": (
        "a code in the place of a mark tells that the mark is withheld: _withheld in cable/finish.py",
        RELEASE + HEAD + "\n1. (U) They met.\n\n2.\nB1,1.4(D)\n\n3. B1,1.4(D)\n\n4. They met.\n",
        lambda cable: [one.withheld for one in cable.paragraphs] == [False, True, True, False],
    ),
}
"""Rows that are no rules: where each is met, and a text on which it is seen to be."""


@pytest.mark.shared
def test_every_row_is_a_rule_or_a_duty() -> None:
    rows = re.findall(r"^\| [A-Z]{2,3}[0-9]{2} \| ([a-z0-9-]+) \|", ROWS.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 122
    assert [row for row in rows if row not in catalogue() and row not in DUTIES] == []


def test_no_duty_is_a_rule() -> None:
    assert not DUTIES.keys() & catalogue().keys()


@pytest.mark.parametrize("duty", DUTIES)
def test_a_duty_is_met(duty: str) -> None:
    where, text, met = DUTIES[duty]
    assert met(read_cable(text)), where
