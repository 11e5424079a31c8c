"""Every rule over texts that repeat: `python -m benchmarks.sweeping [WORD…]`.

The pieces are the examples of the rules, their lines and paragraphs, and the examples of the kinds of line. Each is
repeated, glued in several ways, in a text and in one four times as long. Printed is each stage or rule whose time grows
faster than the text, and each text that is dear by the character. With words, only pieces that hold one of them count.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.growing import HEAD
from sbu_check import resources
from sbu_check.api import DEFAULT
from sbu_check.cable.read import read_cables
from sbu_check.engine import checker, context_of
from sbu_check.rules.catalogue import catalogue, read_folder
from sbu_check.rules.rule_page import example_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 10_000
TIMES = 4
GROWTH = 1.7
"""Time for each character that may grow so much when the text is so many times as long."""
SLIGHT = 0.004
"""Seconds below which a growth is noise."""
DEAR = 15.0
"""Seconds that a megabyte may take, all told."""

GLUES = {"": "glued", " ": "in a line", "\n": "as lines", "\n\n": "as paragraphs"}
CHECKS = [(rule.id, checker(rule)) for rule in catalogue().values() if rule.check or rule.kind]


def pieces() -> Iterator[str]:
    """What is repeated, each once."""
    known = set[str]()
    for text in _texts():
        for piece in (text, *text.split("\n\n"), *text.split("\n")):
            if piece.strip() and len(piece) < SIZE // 4 and piece not in known:
                known.add(piece)
                yield piece


def _texts() -> Iterator[str]:
    for _, data in read_folder(resources.folder("rules")):
        for table in data["example"]:
            example = example_of(table)
            yield example.bad or example.good or ""
    readme = Path(__file__).parents[1] / "grammar" / "README.md"
    yield from re.findall(r"`([^`\n]+)`", readme.read_text("utf-8"))


def measured(text: str) -> dict[str, float]:
    """Seconds of the processor by stage and rule."""
    start = process_time()
    cables = read_cables(text)
    spent = {"understanding": process_time() - start}
    settings = DEFAULT.options("")
    for index, cable in enumerate(cables):
        context = context_of(cable, settings, document=index)
        for rule, check in CHECKS:
            start = process_time()
            deque(check(cable, context), maxlen=0)
            spent[rule] = spent.get(rule, 0.0) + process_time() - start
    return spent


def grown(piece: str, glue: str, size: int) -> Iterator[tuple[str, float, float]]:
    """Each stage or rule whose time a character grew: with its growth and its seconds for the longer text."""

    def text(length: int) -> str:
        return HEAD + (piece + glue) * (length // len(piece + glue) + 1)

    small, large = measured(text(size)), measured(text(size * TIMES))
    for name, seconds in large.items():
        if seconds > SLIGHT and seconds > GROWTH * TIMES * small[name]:
            yield name, seconds / small[name] / TIMES, seconds
    whole = sum(large.values())
    if whole > DEAR * size * TIMES / 1_000_000:
        dearest = max(large, key=large.__getitem__)
        yield f"dear, most of all {dearest} ({large[dearest] / whole:.0%})", 1.0, whole


def main(words: list[str]) -> int:
    """Print what grows; 1 when there is any."""
    measured(HEAD)
    found = 0
    for piece in pieces():
        if words and not any(word in piece for word in words):
            continue
        for glue, how in GLUES.items():
            if any(grown(piece, glue, SIZE)):
                # A growth that is no noise is seen again, in a text twice as long.
                for name, growth, seconds in grown(piece, glue, 2 * SIZE):
                    found += 1
                    print(f"{name}: {growth:.2f}, {seconds:.3f} s: {piece[:100]!r} {how}", flush=True)
    print(f"{found} growths")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
