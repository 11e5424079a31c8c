"""How time and memory grow with a single text: cables joined in one file, and texts made to be hard."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.cables import LAYOUTS, Writer
from benchmarks.constructs import VERBS, constructs, memos
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.constructs import Construct

JOINED_MEMORY = 12.0
MEMORY = 60.0
CONSTRUCT = 200_000
SECONDS = 5.0
"""Characters of one construct, and the time that they may take."""
SAMPLES = (4_000, 16_000)
GROWN = 6.0
"""Characters of the samples that every construct is measured at, and by how much the time may grow between them."""
RUNS = 3
SHORT = 0.05
"""Seconds below which the growth of a time is noise."""
GROWTH = 1.3
"""Tenfold text may take thirteenfold time: what is loaded once is not measured, but larger texts leave the caches."""

_CHECK = """
import sys
from functools import partial
from pathlib import Path
from time import process_time
from sbu_check.api import DEFAULT, RunOptions
from sbu_check.run.check import check_source
from sbu_check.text.source import SourceText


def peak():
    # Not ru_maxrss, which begins at what the parent held when it started this process.
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return float("nan")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024

check_source(SourceText(Path(sys.argv[2]).read_text("utf-8"), "small.txt"), DEFAULT, RunOptions())
before = peak()
text, start = Path(sys.argv[1]).read_text("utf-8"), process_time()
check_source(SourceText(text, "large.txt"), DEFAULT, RunOptions())
print(process_time() - start, peak() - before)
"""
"""Checks a small text, then a large one: processor time and memory of the large one."""


def joined(layout: str) -> Callable[[int], str]:
    """Cables of that layout, all different, in one file."""

    def text(size: int) -> str:
        writer, parts, written = Writer(3), [], 0
        while written < size:
            parts.append(writer.cable(layout))
            written += len(parts[-1])
        return "\n".join(parts)

    return text


def repeated(line: str) -> Callable[[int], str]:
    """The header of a cable, then one piece of text again and again."""
    return lambda size: HEAD + line * (size // len(line))


def numbered(size: int) -> str:
    """Paragraphs of one line, numbered from 1 on."""
    return HEAD + "".join(f"{number}. (U) All is well.\n\n" for number in range(1, size // 26))


HEAD = "UNCLAS OTTAWA 000001\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TALKS\n\n1. (U) All is well.\n\n"

HARD: dict[str, Callable[[int], str]] = {
    "newlines": lambda size: "\n" * size,
    "tiny paragraphs": repeated("1. a\n"),
    "numbered paragraphs": numbered,
    "brackets": repeated("(((((((((("),
    "prose without a line end": repeated("the talks go on. "),
    "SIPDIS lines": repeated("SIPDIS\n"),
    "page lines": repeated("OTTAWA 00000001  002 OF 002\n"),
    "class lines": repeated("UNCLAS OTTAWA 000001\n"),
}


def rows(full: bool = False) -> Iterator[Row]:
    """Growth of time and share of memory, from 1 MB to 10 MB; to 100 MB too for joined cables in full."""
    for layout in LAYOUTS:
        yield from _rows(f"joined {layout}", joined(layout), (1, 10, 100) if full else (1, 4), JOINED_MEMORY)
    for name, text in HARD.items():
        yield from _rows(name, text, (1, 10) if full else (1, 4), MEMORY)
    yield from _construct_rows()


def _construct_rows() -> Iterator[Row]:
    """Those constructs whose time grows too fast or is too long, and for each verb how many were measured.

    Few grow faster than their text: two small texts tell which may, and only these are measured at their full size.
    """
    for verb, work in VERBS.items():
        work(HEAD)
        over, every = 0, (*constructs(), *memos())
        for construct in every:
            for row in _over(f"{verb}, {construct.name}", partial(_construct_seconds, work, construct)):
                over += 1
                yield row
        yield Row(f"{verb}: constructs over a budget", f"of {len(every):,} constructs", over, 0)


def _over(name: str, seconds: Callable[[int], float]) -> Iterator[Row]:
    """The rows of one construct that are over their budget."""
    times = [seconds(size) for size in SAMPLES]
    for _ in range(RUNS - 1):
        if _growth(times) > GROWN or _expected(times) > SECONDS:
            times = [min(time, seconds(size)) for time, size in zip(times, SAMPLES, strict=True)]
    figures = ", ".join(f"{time:.2f} s at {size:,}" for time, size in zip(times, SAMPLES, strict=True))
    rows = [Row(f"{name}: growth when four times the text", figures, _growth(times), GROWN)]
    if _expected(times) > SECONDS:
        rows.append(Row(f"{name}: seconds for {CONSTRUCT:,}", figures, seconds(CONSTRUCT), SECONDS))
    yield from (row for row in rows if row.over)


def _growth(times: Sequence[float]) -> float:
    """How many times as long the larger sample takes; 1 where that is noise."""
    small, large = times
    return large / small if large > SHORT else 1.0


def _expected(times: Sequence[float]) -> float:
    """The time of a text of full size, if one part of it grows as the text does and the other as its square."""
    small, large = times
    ratio, whole = SAMPLES[1] / SAMPLES[0], CONSTRUCT / SAMPLES[0]
    square = max(large - ratio * small, 0.0) / (ratio * (ratio - 1))
    return whole * (small - square) + whole * whole * square


def _construct_seconds(work: Callable[[str], object], construct: Construct, size: int) -> float:
    return _seconds(work, construct.text(size))


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = process_time()
    work(text)
    return process_time() - start


def _rows(name: str, text: Callable[[int], str], sizes: tuple[int, ...], memory: float) -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        small = Path(folder, "small.txt")
        small.write_text(HEAD, "utf-8")
        seconds, shares = [], []
        for size in sizes:
            path = Path(folder, f"{size}.txt")
            length = path.write_text(text(size * 1_000_000), "utf-8")
            command = [sys.executable, "-c", _CHECK, str(path), str(small)]
            done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=True)
            spent, peak = map(float, done.stdout.split())
            seconds.append(spent / length * 1_000_000)
            shares.append(peak / length)
    figures = ", ".join(f"{each:.2f} s/MB at {size} MB" for each, size in zip(seconds, sizes, strict=True))
    yield Row(f"{name}: growth of time a character", figures, seconds[-1] / seconds[0], GROWTH)
    told = not math.isnan(shares[-1])
    figures = f"peak above what is loaded, of {sizes[-1]} MB" if told else "this system does not tell"
    yield Row(f"{name}: memory, times the input", figures, shares[-1] if told else None, memory)
