"""Ordinary texts, of the library and of this machine: no rule of marks reports any."""

from __future__ import annotations

from library import FOLDER
from ordinary import files, reported


def test_no_mark_is_found_in_ordinary_texts() -> None:
    paths = [*sorted((FOLDER / "ordinary").glob("*.txt")), *files(200)]
    marks = ("mark", "class-too", "nf-", "sbu-", "banner-", "caption-")
    assert [one for one in reported(paths) if one[1].startswith(marks)] == []
