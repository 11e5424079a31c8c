"""The index of the rules says the same as the rule files, and is never older than they are."""

from __future__ import annotations

import json
import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest

from sbu_check import resources
from sbu_check.rules import catalogue as module
from sbu_check.rules.catalogue import INDEX, catalogue, index_of, profiles

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rules beside a package without data."""
    shutil.copytree(resources.folder("rules"), tmp_path / "rules")
    (tmp_path / "sbu_check" / "_data").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "sbu_check")
    monkeypatch.setattr(resources, "_PACKED", tmp_path / "sbu_check" / "_data")
    fresh(monkeypatch)
    return tmp_path


def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the rules that were read, until the end of the test."""
    monkeypatch.setattr(module, "_shipped", cache(module._shipped.__wrapped__))


def save(checkout: Path, index: object) -> None:
    (checkout / "sbu_check" / "_data" / INDEX).write_text(json.dumps(index), "utf-8")


def test_the_index_gives_the_rules_of_the_files(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, described = _declared(), dict(profiles())
    save(checkout, index_of(checkout / "rules"))
    fresh(monkeypatch)
    monkeypatch.setattr(module, "index_of", None)
    assert _declared() == read
    assert dict(profiles()) == described


def _declared() -> list[str]:
    return [repr(rule) for rule in catalogue().values()]


def test_the_index_holds_no_documentation(checkout: Path) -> None:
    for _, entry in index_of(checkout / "rules")["rules"]:
        assert set(entry["doc"]) == {"remedy"}
        assert "example" not in entry


@pytest.mark.parametrize("file", ["layout/not-a-cable.toml", "_profiles/draft.toml"])
def test_an_index_of_other_files_is_not_used(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    save(checkout, index_of(checkout / "rules"))
    path = checkout / "rules" / file
    path.write_text(
        path.read_text("utf-8").replace("summary", "summary ", 1).replace('"info"', '"warning"'), "utf-8"
    )
    with monkeypatch.context() as patch:
        patch.setattr(module, "index_of", lambda folder: {"sources": "", "rules": [], "profiles": []})
        assert not catalogue()
    fresh(monkeypatch)
    if file.startswith("layout"):
        assert catalogue()["not-a-cable"].severity == "warning"


def test_the_index_inside_a_wheel_is_taken_as_it_is(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "rules").rename(checkout / "sbu_check" / "_data" / "rules")
    save(checkout, {"sources": "of another day", "profiles": [], "rules": []})
    assert not catalogue()
