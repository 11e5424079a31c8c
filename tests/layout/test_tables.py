"""Saved tables are used where they belong to the grammar and the code, and not looked into otherwise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sbu_check import resources
from sbu_check.grammar import load, parser
from sbu_check.grammar.tables import digest, read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_tables_of_another_digest_are_not_read() -> None:
    tables = load("portion").tables
    for wanted in (None, tables.digest):
        made = read(tables.dump(), wanted)
        assert made
        assert made.dump() == tables.dump()
    assert read(json.dumps({"digest": "another", "terminals": "in another form"}), tables.digest) is None


def test_tables_that_another_version_saved_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = load("portion").tables
    kept = tmp_path / "portion.tables.json"
    kept.write_text(json.dumps({"digest": "another"}), "utf-8")
    monkeypatch.setattr(resources, "saved", lambda name: kept)
    made = parser.load.__wrapped__("portion").tables
    assert (made.digest, made.rules, made.ignored) == (known.digest, known.rules, known.ignored)


def test_the_digest_is_of_the_grammar_and_of_the_code(tmp_path: Path) -> None:
    assert digest(tmp_path) != digest(resources.folder("grammar"))
    before = digest(tmp_path)
    (tmp_path / "one.lark").write_text("start: A\n", "utf-8")
    assert digest(tmp_path) != before
