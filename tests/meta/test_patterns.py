"""Patterns of the layout are in the grammar, those of prose in one module."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import sbu_check

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(sbu_check.__file__).parent
READING = [*(PACKAGE / "cable").rglob("*.py"), *(PACKAGE / "checks").rglob("*.py")]
SEARCHES = {"compile", "match", "search", "fullmatch", "findall", "finditer", "split", "sub"}
OF_SIGNS = PACKAGE / "checks" / "encoding.py"
OF_PROSE = PACKAGE / "checks" / "common" / "prose.py"


def literals(path: Path) -> Iterator[str]:
    """The patterns that a module writes out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func
            of_re = (
                isinstance(called, ast.Attribute)
                and called.attr in SEARCHES
                and isinstance(called.value, ast.Name)
                and called.value.id == "re"
            )
            if of_re or (isinstance(called, ast.Name) and called.id == "pattern"):
                yield str(node.args[0].value)


def test_what_reads_a_cable_and_what_checks_it_write_no_pattern_of_their_own() -> None:
    found = {path.name: list(literals(path)) for path in READING if path not in {OF_SIGNS, OF_PROSE}}
    assert {name: patterns for name, patterns in found.items() if patterns} == {}


def test_the_patterns_of_prose_are_found() -> None:
    assert len(list(literals(OF_PROSE))) > 10
