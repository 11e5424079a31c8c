"""How the lines of a file end changes nothing of what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sbu_check.api import check_text

pytestmark = pytest.mark.shared
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def told(text: str, end: str) -> list[tuple[str, str, int, str]]:
    """Rule, severity, line and message of what is reported, the lines counted as they were."""
    return [
        (one.rule, one.severity, text.count(end, 0, one.start.offset) + 1, one.message)
        for one in check_text(text).diagnostics
        if one.rule != "line-end-noise"
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_end_of_lines_changes_nothing(end: str) -> None:
    for path in sorted(CORPUS.glob("*/*.txt")):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        assert told(text.replace("\n", end), end) == told(text, "\n"), path.name
