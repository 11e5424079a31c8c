"""The table of the budgets: `python -m benchmarks [--full] [GROUP…]`.

Each row is a ratio against its budget, measured in one run over texts that all differ. Exit code 1 when one is broken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks import checking, comparing, fixing, folders, growing
from benchmarks.table import Row

if TYPE_CHECKING:
    from benchmarks.table import Rows

GROUPS: dict[str, Rows] = {
    "checking": checking.rows,
    "starting": folders.starting,
    "many": folders.many,
    "growing": growing.rows,
    "fixing": fixing.rows,
    "comparing": comparing.rows,
}


def main() -> int:
    """Print the rows as they come."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure against the budgets.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; default: all")
    parser.add_argument("--full", action="store_true", help="the sizes of the design: 10,000 files, 100 MB")
    options = parser.parse_args()
    if unknown := set(options.groups) - GROUPS.keys():
        parser.error(f"no group is named {', '.join(sorted(unknown))}: there are {', '.join(GROUPS)}")
    broken = 0
    for name in options.groups or GROUPS:
        try:
            for row in GROUPS[name](options.full):
                print(row, flush=True)
                broken += row.over
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            print(Row(name, f"not measured: {error}", None, 0.0), flush=True)
            broken += 1
    print(f"{broken} over budget or not measured" if broken else "all within their budgets")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
