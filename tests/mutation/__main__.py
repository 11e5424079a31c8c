"""Do the tests notice? One small change at a time is made to the code, and its tests must fail.

    python -m tests.mutation [--count N] [--seed N] [--jobs N] [FAMILY…]

Works on a copy of the tree; prints each change that survives, and the share that was killed.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .changes import Change, changes

ROOT = Path(__file__).parents[2]
COPIED = ("sbu_check", "tests", "rules", "grammar", "pyproject.toml")
SECONDS = 240


class Family(NamedTuple):
    """Code under test, as patterns below the root, and the tests that answer for it."""

    code: tuple[str, ...]
    tests: tuple[str, ...]


EXAMPLES = "tests/meta/test_rule_examples.py"
"""The examples in the rules' files are their first tests."""

FAMILIES = {
    "marking": Family(
        ("sbu_check/marking/*.py",),
        ("tests/marking", "tests/memo", "tests/cli/test_marking_systems.py"),
    ),
    "numbering": Family(
        ("sbu_check/cable/numbering*.py", "sbu_check/checks/numbering/*.py"),
        ("tests/numbering", "tests/property/test_numbering.py", EXAMPLES),
    ),
    "roll-up": Family(
        (
            "sbu_check/checks/banner/*.py",
            "sbu_check/checks/common/coverage.py",
            "sbu_check/checks/common/stated.py",
            "sbu_check/checks/portion/presence.py",
        ),
        (
            "tests/checks",
            "tests/property/test_rollup_rules.py",
            EXAMPLES,
            "tests/memo",
            "tests/property/test_damaged_cables.py",
        ),
    ),
}


def main() -> int:
    """Run the sample; 0 when at least nine changes of ten are noticed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument(
        "families", nargs="*", metavar="FAMILY", help=f"of {', '.join(FAMILIES)}; all without"
    )
    parser.add_argument("--count", type=int, default=40, help="changes per family")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    killed = total = 0
    unknown = set(options.families) - set(FAMILIES)
    if unknown:
        parser.error(f"no family of code: {', '.join(sorted(unknown))}")
    for name in options.families or FAMILIES:
        sample = _sample(FAMILIES[name], options.count, options.seed)
        survived = 0
        with ThreadPoolExecutor(options.jobs) as pool:
            for change, noticed in zip(
                sample, pool.map(partial(_noticed, FAMILIES[name]), sample), strict=True
            ):
                if not noticed:
                    survived += 1
                    print(
                        f"survived: {change.path.relative_to(ROOT)}:{change.line}: {change.what}", flush=True
                    )
        print(f"{name}: {len(sample) - survived} of {len(sample)} killed", flush=True)
        killed, total = killed + len(sample) - survived, total + len(sample)
    print(f"all: {killed} of {total} killed ({killed / max(total, 1):.0%})")
    return 0 if killed >= 0.9 * total else 1


def _sample(family: Family, count: int, seed: int) -> list[Change]:
    every = [
        change
        for pattern in family.code
        for path in sorted(ROOT.glob(pattern))
        for change in changes(path, ast.parse(path.read_text("utf-8")))
    ]
    return random.Random(seed).sample(every, min(count, len(every)))


def _noticed(family: Family, change: Change) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "main"
        tree.mkdir()
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, tree / name)
        if (ROOT.parent / "shared").is_dir():
            (Path(folder) / "shared").symlink_to(ROOT.parent / "shared")
        (tree / change.path.relative_to(ROOT)).write_text(change.text, "utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", *family.tests]
        try:
            done = subprocess.run(command, cwd=tree, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return True
        return done.returncode == 1


if __name__ == "__main__":
    sys.exit(main())
