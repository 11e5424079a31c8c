"""Every document of the library: its fields and all of its diagnostics, no more and no fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from library import FOLDER, TEXTS, UPDATE, diagnostics, documents, expected, name_of, report, update

from sbu_check.api import catalogue
from sbu_check.cable.model import Layout

if TYPE_CHECKING:
    from pathlib import Path

OVERLAYS = {"release", "email", "markdown", "marked"}
"""Overlays of text files; `ocr` is one of scanned pages of a PDF."""

every_text = pytest.mark.parametrize("path", TEXTS, ids=name_of)


@every_text
def test_diagnostics(path: Path) -> None:
    """A diagnostic too many is a false alarm, one too few a missed fault."""
    if UPDATE:
        update(path)
    assert diagnostics(path) == expected(path)["diagnostics"]


@every_text
def test_fields(path: Path) -> None:
    assert documents(path) == expected(path).get("documents", [])


@every_text
def test_the_faults_that_the_author_wrote_are_reported(path: Path) -> None:
    reported = {one.rule for one in report(path).diagnostics}
    assert set(expected(path)["faults"]) <= reported


@every_text
def test_no_warning_beyond_the_faults_that_the_author_wrote(path: Path) -> None:
    serious = {one.rule for one in report(path).diagnostics if one.severity != "info"}
    assert serious <= set(expected(path)["faults"])


def test_the_library_is_wide_enough() -> None:
    found = [document for path in TEXTS for document in documents(path)]
    clean = [path for path in TEXTS if not expected(path)["faults"]]
    years = {int(document["dtg"][-2:]) for document in found if "dtg" in document}
    assert len(TEXTS) >= 150
    assert len(clean) >= len(TEXTS) / 2
    assert {document["layout"] for document in found} == set(get_args(Layout))
    assert {overlay for document in found for overlay in document.get("overlays", ())} == OVERLAYS
    assert {document["marking_system"] for document in found} >= {"state", "ic", "cui", "dod"}
    assert {year // 10 for year in years} >= {6, 7, 9, 0, 1, 2}


def test_every_file_of_the_library_belongs_to_a_document() -> None:
    there = {path for path in FOLDER.glob("*/*") if path.is_file()}
    assert there == {beside for path in TEXTS for beside in (path, path.with_suffix(".expect.toml"))}


@every_text
def test_faults_are_rules(path: Path) -> None:
    assert set(expected(path)["faults"]) <= catalogue().keys()
