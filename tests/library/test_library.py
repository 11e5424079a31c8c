"""Every document of the library: its fields and all of its diagnostics, no more and no fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from library import FOLDER, TEXTS, UPDATE, diagnostics, documents, expected, name_of, report, update

if TYPE_CHECKING:
    from pathlib import Path

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
