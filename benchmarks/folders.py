"""Runs of the installed command: a cold start, a folder, two processes, the cache, memory over many files.

The command and the programs that it is measured against are installed into an environment of their own, from a wheel of
this tree, as a user has them.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import venv
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.cables import Writer
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
RIVALS = ("yamllint>=1.37", "codespell>=2.4")
START_BUDGET = 1.25
FOLDER_BUDGET = 1.0
JOBS_BUDGET = 1 / 1.7
CACHE_BUDGET = 0.1
MEMORY_BUDGET = 120.0


class Spent(NamedTuple):
    """What a command took: seconds by the clock and of the processor."""

    clock: float
    processor: float


class Environment:
    """An environment with the command and its rivals, and a place for files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._bin = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        self._variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        venv.create(folder / "env", with_pip=True)
        self._run([str(self._bin / "pip"), "install", "--quiet", str(ROOT), *RIVALS])

    def _run(self, command: Sequence[str]) -> None:
        # An exit code of 1 tells of findings. Here no configuration is found, by the rivals neither.
        done = subprocess.run(
            command, env=self._variables, cwd=self.folder, capture_output=True, text=True, check=False
        )
        if done.returncode > 1:
            raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr[-300:]}")

    def spent(self, *command: str) -> Spent:
        """Run a command of the environment, its output thrown away; raises RuntimeError when it cannot do its job."""
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        self._run([str(self._bin / command[0]), *command[1:]])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        return Spent(perf_counter() - start, processor)

    def peak(self, *command: str) -> float:
        """The greatest memory in MB of one command and its processes, alone."""
        measure = (
            "import resource, subprocess, sys\n"
            "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
        )
        done = subprocess.run(
            [sys.executable, "-c", measure, str(self._bin / command[0]), *command[1:]],
            env=self._variables,
            capture_output=True,
            text=True,
            check=True,
        )
        return float(done.stdout)


@contextmanager
def environment() -> Iterator[Environment]:
    """An environment in a temporary folder."""
    with TemporaryDirectory() as folder:
        yield Environment(Path(folder))


def starting(full: bool = False) -> Iterator[Row]:
    """A cold process on one file, beside the rival on a file of the same size."""
    with environment() as there:
        for size in (1_000, 10_000):
            text, data = there.folder / "one.txt", there.folder / "one.yaml"
            text.write_text(Writer(size).cable("archive", size), "utf-8")
            data.write_text(_yaml(size), "utf-8")
            ours, theirs = [], []
            for _ in range(40 if full else 15):
                ours.append(there.spent("sbu-check", "check", "--no-cache", str(text)).processor)
                theirs.append(there.spent("yamllint", str(data)).processor)
            mine, other = median(ours), median(theirs)
            figures = f"{1000 * mine:.0f} ms, yamllint {1000 * other:.0f} ms of the processor"
            yield Row(
                f"cold start on {size:,} characters, against yamllint", figures, mine / other, START_BUDGET
            )


def _yaml(size: int) -> str:
    writer, parts, written = Writer(size), ["---\n"], 4
    while written < size:
        parts.append(f"entry-{len(parts)}:\n  subject: {writer.title()}\n  post: {writer.one(('A', 'B'))}\n")
        written += len(parts[-1])
    return "".join(parts)


def many(full: bool = False) -> Iterator[Row]:
    """Folders of cables that all differ."""
    with environment() as there:
        thousand = _folder(there.folder / "thousand", 1_000)
        turns = [
            (
                there.spent("sbu-check", "check", "-q", "--no-cache", "-j1", thousand),
                there.spent("codespell", thousand),
            )
            for _ in range(3)
        ]
        mine, other = (min(turn[side].processor for turn in turns) for side in (0, 1))
        figures = f"{mine:.2f} s, codespell {other:.2f} s of the processor"
        yield Row("1,000 cables of 10 KB, one job, against codespell", figures, mine / other, FOLDER_BUDGET)

        count = 10_000 if full else 3_000
        folder = _folder(there.folder / "many", count)
        one = there.spent("sbu-check", "check", "-q", "--no-cache", "-j1", folder)
        two = there.spent("sbu-check", "check", "-q", "--no-cache", "-j2", folder)
        figures = f"{two.clock:.1f} s, one job {one.clock:.1f} s, {os.cpu_count()} cores"
        yield Row(f"{count:,} cables, two jobs against one", figures, two.clock / one.clock, JOBS_BUDGET)

        first = there.spent("sbu-check", "check", "-q", "-j1", folder)
        again = there.spent("sbu-check", "check", "-q", "-j1", folder)
        figures = f"{again.processor:.2f} s, at first {first.processor:.2f} s of the processor"
        share = again.processor / first.processor
        yield Row(f"{count:,} cables again, nothing changed", figures, share, CACHE_BUDGET)

        memory = there.peak("sbu-check", "check", "-q", "--no-cache", "-j2", folder)
        fewer = there.peak("sbu-check", "check", "-q", "--no-cache", "-j2", thousand)
        figures = f"MB of the largest process; {fewer:.0f} MB over 1,000"
        yield Row(f"memory over {count:,} cables, MB", figures, memory, MEMORY_BUDGET)


def _folder(folder: Path, count: int) -> str:
    folder.mkdir()
    for index, text in enumerate(Writer(count).cables(count)):
        (folder / f"{index:05}.txt").write_text(text, "utf-8")
    return str(folder)
