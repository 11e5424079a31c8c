"""Ordinary texts of a machine, in which nothing is marked: `python tests/portions/ordinary.py [COUNT]`."""

from __future__ import annotations

import gzip
import random
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check import check_text

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = (
    "/usr/share/doc",
    "/usr/share/man",
    "/usr/share/common-licenses",
    sysconfig.get_path("purelib"),
    "/usr/lib/python3",
)
ENDINGS = (".txt", ".md", ".rst", ".py", ".gz", ".1", ".3", ".html", "")
MOST = 100_000
"""Characters of a text that are checked."""


def files(count: int) -> list[Path]:
    """At most so many files, drawn from all folders by a fixed seed; the project's own and its tests are left out."""
    found = [
        path
        for folder in FOLDERS
        for path in sorted(Path(folder).rglob("*"))
        if path.suffix in ENDINGS and "sbu_check" not in path.parts and path.is_file()
    ]
    random.Random(1).shuffle(found)
    return found[:count]


def reported(paths: list[Path]) -> Iterator[tuple[Path, str, str]]:
    """The errors and warnings, each with its file and rule."""
    for path in paths:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8", "replace")[
            :MOST
        ]
        for one in check_text(text).diagnostics:
            if one.severity != "info":
                yield path, one.rule, one.message


def main(count: int) -> int:
    """Print what is reported, and the counts."""
    paths = files(count)
    found = list(reported(paths))
    for path, rule, message in found:
        print(f"{path}: {rule}: {message}")
    print(f"{len(paths)} files, {len(found)} errors and warnings")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
