"""Ordinary texts of this machine: no rule of marks reports any."""

from __future__ import annotations

import pytest
from ordinary import files, reported


def test_no_mark_is_found_in_ordinary_texts() -> None:
    paths = files(200)
    if not paths:
        pytest.skip("no ordinary texts on this machine")
    marks = ("mark", "class-too", "nf-", "sbu-", "banner-", "caption-")
    assert [one for one in reported(paths) if one[1].startswith(marks)] == []
