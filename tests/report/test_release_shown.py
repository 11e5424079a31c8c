"""What a report shows of a released copy that is no cable: what the release printed on it, and nothing of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

COPY = f"""UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05776774 Date: 09/30/2015
{"":60}RELEASE IN PART B4,B5


From: Alwyn Marchetti
Subject: Harbor talks

The dredging begins in June.
{"":80}B6
It ends in July.
"""


def test_codes_and_disposition_are_shown_and_the_text_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mail.txt"
    path.write_text(COPY, "utf-8")
    main(
        ["check", "--no-config", "--no-cache", "--profile", "release", "--show-text", "up-to", "U", str(path)]
    )
    out = capsys.readouterr().out
    assert '"RELEASE IN PART B4,B5" leaves out codes that are beside its deletions: B6' in out
    assert re.search(r"^2 \| … +RELEASE IN PART B4,B5$", out, re.MULTILINE)
    for word in ("Marchetti", "Harbor", "dredging", "July"):
        assert word not in out
    main(["check", "--no-config", "--no-cache", "--profile", "release", "--show-text", "none", str(path)])
    assert "B4" not in capsys.readouterr().out
