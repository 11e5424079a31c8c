"""Every problem of a mark: its kind, its place, its message, and what is meant."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sbu_check.marking import system
from sbu_check.marking.vocabulary import misread
from sbu_check.text.slips import nearest

TOLD = tomllib.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))
ROWS = [
    (name, place, text, told)
    for name, places in TOLD.items()
    for place, rows in places.items()
    for text, told in rows.items()
]


@pytest.mark.parametrize(("name", "place", "text", "told"), ROWS)
def test_what_is_told_of_a_mark(name: str, place: str, text: str, told: list[str]) -> None:
    one = system(name)
    reading = one.read_portion(text) if place == "portion" else one.read_banner(text)
    assert [
        f"{problem.kind} at {problem.span.start}-{problem.span.end}: {problem.message}"
        + (f" => {problem.suggestion}" if problem.suggestion else "")
        for problem in reading.problems
    ] == told


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("NOFRN", ["NOFORN", "FRD"], "NOFORN"),
        ("NOFORNN", ["NOFORN"], "NOFORN"),
        ("NOFRON", ["NOFORN"], "NOFORN"),
        ("NOFOXN", ["NOFORN"], "NOFORN"),
        ("NOFXXN", ["NOFORN"], None),
        ("NOFRNO", ["NOFORN"], None),
        ("ONFORN", ["NOFORN"], "NOFORN"),
        ("ONFRON", ["NOFORN"], None),
        ("NOFORN", ["NOFORN"], None),
        ("SBX", ["SBU", "SBL"], None),
        ("SB", ["SBU"], None),
        ("LOUS", ["LO"], None),
        ("EXD", ["XD", "ED"], None),
        ("EXD", ["XD"], "XD"),
        ("SIX", ["I"], None),
    ],
)
def test_the_nearest_word_is_one_slip_away(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known, least=3) == meant


@pytest.mark.parametrize(
    ("word", "alone", "meant"),
    [
        ("5", True, None),
        ("5", False, "S"),
        ("5B", True, "SBU"),
        ("5BU", True, "SBU"),
        ("58U", True, "SBU"),
        ("58", True, None),
        ("SB", True, None),
        ("SBU", True, None),
        ("0", False, None),
    ],
)
def test_what_a_scanner_misread(word: str, alone: bool, meant: str | None) -> None:
    assert misread(word, ["S", "SBU", "C", "NOFORN"], alone=alone) == meant
