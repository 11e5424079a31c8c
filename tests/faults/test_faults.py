"""Each single fault of a clean record draws its rule once, and nothing else; the clean records draw nothing.

`NAME.txt` is a clean record of each layout, `table.toml` the faults.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from sbu_check.api import check_text

FOLDER = Path(__file__).parent
TABLE = tomllib.loads((FOLDER / "table.toml").read_text("utf-8"))


@cache
def clean(record: str) -> str:
    return (FOLDER / f"{record}.txt").read_text("utf-8")


def reported(record: str, text: str) -> list[str]:
    profile = {"profile": "draft"} if record.startswith("draft") else None
    return sorted(one.rule for one in check_text(text, config=profile).diagnostics)


def rows(part: str) -> list[object]:
    return [
        pytest.param(record, *row[1:], id=f"{record}: {row[0]}")
        for record, faults in TABLE[part].items()
        for row in faults
    ]


def changed(record: str, before: str, after: str) -> str:
    assert before in clean(record)
    return clean(record).replace(before, after, 1)


@pytest.mark.parametrize("record", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_a_clean_record_draws_nothing(record: str) -> None:
    assert reported(record, clean(record)) == []


@pytest.mark.parametrize(("record", "before", "after", "rules"), rows("rows"))
def test_a_fault_draws_its_rule_and_nothing_else(record: str, before: str, after: str, rules: str) -> None:
    assert reported(record, changed(record, before, after)) == sorted(rules.split())


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("record", "before", "after", "rules"), rows("left"))
def test_a_fault_that_is_left(record: str, before: str, after: str, rules: str) -> None:
    assert reported(record, changed(record, before, after)) == sorted(rules.split())
