"""Imports go down only, and the ordinary path loads nothing that is slow to load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SLOW = "jsonschema lark difflib logging"
"""What only some verbs need, and what takes longer to load than a cable takes to check."""

TEXT = "UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TALKS\n\n1. (U) All went well.\nDICKSON\n"


def test_imports_go_down_only() -> None:
    command = pytest.importorskip("importlinter.cli", reason="import-linter is not installed")
    assert command.lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


@pytest.mark.parametrize(
    "module", ["sbu_check.engine", "sbu_check.rules.selection", "sbu_check.rules.rule_page"]
)
def test_the_engine_loads_nothing_slow(module: str) -> None:
    script = f"import sys, {module}; print(*set({SLOW!r}.split()) & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
