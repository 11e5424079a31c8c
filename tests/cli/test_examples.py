"""The example repository gives the report that it says it gives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CLEAN = sorted((EXAMPLES / "cables" / "clean").iterdir())
FAULTY = sorted((EXAMPLES / "cables" / "faults").iterdir())


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sbu_check", "check", "--format", "concise", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=EXAMPLES, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_report_is_the_expected_one() -> None:
    done = check("cables")
    assert done.stdout == (EXAMPLES / "expected.txt").read_text("utf-8")
    assert done.returncode == 1


def test_the_clean_cables_are_clean() -> None:
    done = check("--fail-level", "info", *(str(path.relative_to(EXAMPLES)) for path in CLEAN))
    assert (done.stdout, done.returncode) == ("", 0)


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_each_faulty_cable_turns_a_build_red(path: Path) -> None:
    assert check(str(path.relative_to(EXAMPLES))).returncode == 1


def test_each_family_of_rules_that_reads_one_file_is_shown() -> None:
    """A comparison needs two files, and a text that is no cable is none of these."""
    told = {line.split()[2] for line in (EXAMPLES / "expected.txt").read_text("utf-8").splitlines()}
    families = {path.parent.name for path in (ROOT / "rules").glob("[a-z]*/*.toml") if path.stem in told}
    assert families >= {
        "artifact", "banner", "caption", "encoding", "header", "numbering", "portion", "reference", "release",
        "section", "text",
    }  # fmt: skip


def test_the_converted_cable_has_every_damage_of_its_kind() -> None:
    lines = (EXAMPLES / "expected.txt").read_text("utf-8").splitlines()
    told = [line.split()[2] for line in lines if line.startswith("cables/faults/converted.txt:")]
    assert told.count("sipdis-body") == 4
    assert {
        "archive-banner", "comment-pair", "escaped-char", "markdown-link", "number-leading-one", "paragraph-split",
        "section-missing",
    } <= set(told)  # fmt: skip
    assert not any(" error " in line for line in lines if line.startswith("cables/faults/converted.txt:"))
