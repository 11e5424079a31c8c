"""Release stamps, clean and hurt by scanning, are read as what they are; skipped where the cases are not at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sbu_check.cable.lexing import parse
from sbu_check.cable.read import read_cable

from .test_cases import rows

if TYPE_CHECKING:
    from typing import Any

pytestmark = pytest.mark.shared

UNREADABLE = {"Es"}
"""Scans without a readable code."""


def kinds(text: str) -> set[str]:
    return {token.kind for token in parse(text + "\n").tokens()} - {"BLANK"}


def seen(row: dict[str, Any]) -> str:
    found = kinds(row["input"])
    if "DISPOSITION" in found:
        said = read_cable(row["input"]).dispositions[0].text.upper()
        return "release_in_full" if "FULL" in said else "release_in_part"
    if found == {"MARGIN_CODE"}:
        return "exemption_code_alone"
    if found == {"STAMP"}:
        return "page_stamp_or_marking"
    return "ordinary_text"


def test_kinds_of_stamps() -> None:
    wrong = [
        f"{row['input']!r}: expected {row['kind']}, seen {seen(row)}"
        for row in rows("redaction_stamps")
        if row["input"] not in UNREADABLE and seen(row) != row["kind"]
    ]
    assert not wrong, "\n".join(wrong)


def test_codes_of_stamps() -> None:
    for row in rows("redaction_stamps"):
        if row["codes"] is not None:
            assert [code.text for code in read_cable(row["input"]).codes] == row["codes"], row["input"]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("PAGE 02 RUEHOT 0875 UNCLAS", "UNCLASSIFIED"),
        ("PAGE 02 RUEHOT 0875 C O N F I D E N T I A L", "CONFIDENTIAL"),
        ("PAGE 02 RUEHOT 0875 SECRETARIAT", None),
        ("PAGE 02 STATE 017976 02 OF 03 060018Z", None),
    ],
)
def test_a_page_line_may_end_with_a_class(line: str, level: str | None) -> None:
    text = f"UNCLAS OTTAWA 0875\n\nE.O. 12958: N/A\n\n1. (U) The talks\n{line}\nwent well.\n"
    cable = read_cable(text)
    assert [banner.level for banner in cable.banners] == ([level] if level else [])
    assert [artifact.kind for artifact in cable.artifacts] == ["page-line"]
