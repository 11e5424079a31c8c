"""Every warning and error on a real cable has been read and judged: the ledger holds the verdicts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sbu_check.api import check_file

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.shared
LEDGER = tomllib.loads((Path(__file__).parent / "ledger.toml").read_text("utf-8"))["row"]
JUDGED = {(row["path"], row["line"], row["rule"]): row for row in LEDGER}


def told() -> set[tuple[str, int, str]]:
    found = set()
    for path in sorted(CORPUS.glob("*/*.txt")):
        for diagnostic in check_file(path).diagnostics:
            if diagnostic.severity != "info":
                place = path.relative_to(CORPUS).as_posix(), diagnostic.start.line, diagnostic.rule
                found.add(place)
    return found


def test_every_warning_and_error_is_judged() -> None:
    assert not sorted(told() - set(JUDGED)), "not in the ledger: read them against the text"


def test_nothing_in_the_ledger_is_out_of_date() -> None:
    assert not sorted(set(JUDGED) - told()), "no longer told: take the rows out, or find what was lost"


def test_nothing_told_is_judged_false() -> None:
    assert not [row for row in LEDGER if not row["verdict"]]


def test_every_row_says_why() -> None:
    assert all(row["why"].strip() for row in LEDGER)
