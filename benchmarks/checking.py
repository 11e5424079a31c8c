"""The whole check of a cable, in process, against the plainest look at the same text: each layout, and its marks."""

from __future__ import annotations

import re
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.cables import LAYOUTS, Writer
from benchmarks.table import Row
from sbu_check.api import DEFAULT, RunOptions
from sbu_check.cable.read import read_cables
from sbu_check.engine import context_of
from sbu_check.run.check import check_source
from sbu_check.text.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WORDS = re.compile(r"\w+")
BUDGET = 2.0
MARKS_BUDGET = 0.05
_TURN = 10
"""Cables that are taken in one turn."""


def rows(full: bool = False) -> Iterator[Row]:
    """A row for each layout, then the part that reading and joining marks has."""
    writer = Writer(1)
    for name in LAYOUTS:
        cables = [writer.cable(name) for _ in range(1000 if full else 100)]
        whole, words = in_turns((check, WORDS.findall), cables)
        figures = f"{whole:.2f} ms a cable of 10 KB, words {words:.2f} ms"
        yield Row(rf"check of {name} against re.findall(r'\w+')", figures, whole / words, BUDGET)
    cables = [writer.cable("archive") for _ in range(100)]
    contexts = [context_of(read_cables(text)[0], DEFAULT.options("")) for text in cables]
    each = iter(contexts)
    whole, marks = in_turns((check, lambda _: next(each).required), cables)
    figures = f"{1000 * marks:.0f} µs of {whole:.2f} ms"
    yield Row("marks read and joined, of the whole check", figures, marks / whole, MARKS_BUDGET)


def check(text: str) -> None:
    """What `check` does with a text, all rules of the archive profile."""
    check_source(SourceText(text, "cable.txt"), DEFAULT, RunOptions())


def in_turns(actions: Sequence[Callable[[str], object]], texts: Sequence[str]) -> list[float]:
    """Milliseconds of the processor that each action takes for a text, in turns so that all meet the same noise."""
    check(texts[0])  # what is loaded once is not measured
    spent = [0.0] * len(actions)
    for start in range(0, len(texts), _TURN):
        for index, action in enumerate(actions):
            before = process_time()
            for text in texts[start : start + _TURN]:
                action(text)
            spent[index] += process_time() - before
    return [1000 * seconds / len(texts) for seconds in spent]
