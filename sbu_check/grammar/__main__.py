"""`python -m sbu_check.grammar expand [NAME]` prints `grammar/NAME.lark` (default: `cable`) as plain Lark."""

from __future__ import annotations

import argparse
import sys

from sbu_check.grammar.expand import expanded
from sbu_check.resources import folder


def main() -> int:
    """Print the expanded grammar."""
    grammars = sorted(path.stem for path in folder("grammar").glob("*.lark"))
    parser = argparse.ArgumentParser(
        prog="python -m sbu_check.grammar", description="Print a grammar as plain Lark."
    )
    parser.add_argument("verb", choices=["expand"])
    parser.add_argument("name", nargs="?", default="cable", choices=grammars)
    sys.stdout.write(expanded(folder("grammar") / f"{parser.parse_args().name}.lark"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
