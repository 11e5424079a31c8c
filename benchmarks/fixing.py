"""Fixing against checking: the same damaged cables, all different, checked in one folder and fixed in another."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.cables import Writer
from benchmarks.table import Row
from sbu_check.api import DEFAULT, FixRequest, FixRun, Report, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDGET = 2.0
"""Fixing takes at most so many times as long as checking."""

_TURN = 50
"""Cables that are checked and then fixed in one turn."""


def damaged(cable: str, random: Random) -> str:
    """A cable with what converters and archives leave: a dozen faults, most of which a safe fix mends."""
    head, *paragraphs = cable.split("\n\n1. ", 1)
    head = head.replace("\n\nSIPDIS\n", "\n\nSIPDIS\n\nSIPDIS\n", 1).replace("TAGS: ", "TAGS: [PINR](#), ", 1)
    body = [*(f"1. {paragraphs[0]}" if paragraphs else "").split("\n\n")]
    start = random.randint(2, max(len(body) - 8, 2))
    for index in range(start, min(start + 4, len(body))):
        body[index] = f"1{body[index]}" if body[index][:1].isdigit() else body[index]
    return "\n\n".join((head, *(_marred(paragraph, random) for paragraph in body)))


def _marred(paragraph: str, random: Random) -> str:
    """A paragraph with one fault or none."""
    lines = paragraph.split("\n")
    if len(lines) < 4:
        return paragraph
    match random.randrange(9):
        case 0:
            lines[1] += "\n\nSIPDIS\n"
        case 1:
            lines[2] = lines[2].replace(" ", " \\$9 ", 1)
        case 2:
            lines[2] = lines[2].replace(" ", " &amp; ", 1)
        case 3:
            lines[0] = lines[0].replace(") ", ")", 1)
        case 4:
            lines[1] += "\\"
    return "\n".join(lines)


def rows(full: bool = False) -> Iterator[Row]:
    """The one row of fixing."""
    yield row(1000 if full else 400)


def row(count: int = 1000, seed: int = 1) -> Row:
    """The ratio over `count` cables of about 10 KB, in one job and one process, with all that reaches the disk."""
    random, writer = Random(seed), Writer(seed)
    texts = [damaged(writer.cable(("archive", "telegram")[index % 2]), random) for index in range(count)]
    check = fix = 0.0
    faults = 0
    with TemporaryDirectory() as folder:
        # In turns, so that whatever else the machine does is the same for both.
        for start in range(0, count, _TURN):
            paths = [
                str(Path(folder, f"{index:04}.txt")) for index in range(start, min(start + _TURN, count))
            ]
            for path, text in zip(paths, texts[start:], strict=False):
                Path(path).write_text(text, encoding="utf-8", newline="")
            if not start:
                _check(paths[:1])  # grammar, rules and vocabularies are read before the clock starts
            check += _check(paths)
            seconds, report = _fix(paths)
            fix += seconds
            faults += sum(sum(file.fixes.fixed.values()) for file in report.files if file.fixes)
    figures = f"check {1000 * check / count:.2f} ms, fix {1000 * fix / count:.2f} ms a cable; {faults:,} faults fixed"
    return Row(
        f"fixing {count:,} damaged cables of 10 KB, one job, against checking them",
        figures,
        fix / check,
        BUDGET,
    )


def _check(paths: list[str]) -> float:
    started = perf_counter()
    Run(DEFAULT).check(paths)
    return perf_counter() - started


def _fix(paths: list[str]) -> tuple[float, Report]:
    run = FixRun(Run(DEFAULT), FixRequest(), lambda *_: None, lambda *_: None)
    started = perf_counter()
    report = run.fix(paths)
    return perf_counter() - started, report


if __name__ == "__main__":
    print(row(*map(int, sys.argv[1:])))
