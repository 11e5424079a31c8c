"""Imports go down only, and the ordinary path loads nothing that is slow to load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SLOW = "jsonschema lark difflib logging"
"""What only some verbs need, and what takes longer to load than a cable takes to check."""

CLEAN = (
    "UNCLAS OTTAWA 000875\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TALKS\n\n"
    "1. (U) All went well.\n\n2. (U) The talks go on.\nDICKSON\n"
)


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


def test_a_clean_file_loads_neither_baselines_nor_masks(tmp_path: Path) -> None:
    (tmp_path / "cable.txt").write_text(CLEAN)
    unused = {"sbu_check.baseline.entries", "sbu_check.config.suppressions", "sbu_check.report.masking"}
    script = (
        "import sys; from sbu_check.cli import main; sys.argv = ['sbu-check', 'check', '--no-cache', 'cable.txt']\n"
        f"try: main()\nexcept SystemExit: pass\nfinally: print(*({unused!r} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "nothing found" in run.stderr
    assert run.stdout.split() == []
