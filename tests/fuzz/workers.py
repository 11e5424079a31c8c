"""Many inputs in several processes, with a watchdog: an input that does not end is reported, and its process replaced."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from multiprocessing import connection
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from .failures import Failure, allowed, run
from .inputs import make
from .lines import pools
from .targets import remove_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHARD = 5_000
"""Inputs of one process; then a new one takes over, so that nothing that is remembered grows without end."""

_GRACE = 20.0
"""Wall-clock seconds beyond the limit after which a process is ended: the limit itself is in processor time."""


@dataclass
class Summary:
    """What a run found: inputs by target, and failures by target and signature, the first of each with its count."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: dict[tuple[str, str], tuple[Failure, int]] = field(default_factory=dict)
    cpu: float = 0.0

    def add(self, failure: Failure) -> bool:
        """Count a failure; whether its signature is a new one."""
        key = failure.target, failure.signature
        first, count = self.failures.get(key, (failure, 0))
        self.failures[key] = first, count + 1
        return count == 0


def _work(target: str, seed: int, indices: range, at: Any, pipe: connection.Connection) -> None:
    """Run inputs of one target. `at` holds the index in hand and its size, for the watchdog."""
    began = time.process_time()
    for index in indices:
        with at.get_lock():
            at[0], at[1] = index, 0
        given = make(target, seed, index)
        at[1] = given.size
        failure = run(given)
        if failure:
            pipe.send(failure)
    pipe.send(time.process_time() - began)
    remove_folder(os.getpid())


class _Worker:
    """One process with its shard."""

    def __init__(self, target: str, seed: int, indices: range) -> None:
        context = multiprocessing.get_context("fork")
        self.target, self.seed, self.indices = target, seed, indices
        self.at = context.Array("q", [indices.start, 0])
        self.pipe, theirs = context.Pipe(duplex=False)
        self.process = context.Process(
            target=_work, args=(target, seed, indices, self.at, theirs), daemon=True
        )
        self.process.start()
        theirs.close()
        self.changed, self.last = time.monotonic(), -1

    @property
    def index(self) -> int:
        """The index in hand."""
        return int(self.at[0])

    def hangs(self) -> bool:
        """Whether the input in hand takes far too long."""
        if self.index != self.last:
            self.last, self.changed = self.index, time.monotonic()
        return time.monotonic() - self.changed > _GRACE + 2 * allowed(self.target, self.at[1])

    def end(self) -> None:
        """End the process and remove its folder."""
        self.process.kill()
        self.process.join()
        remove_folder(self.process.pid or 0)

    def stop(self, signature: str) -> tuple[Failure, range]:
        """End the process; the failure of its input, and the indices that are left."""
        index = self.index
        self.end()
        return Failure(self.target, self.seed, index, signature), range(index + 1, self.indices.stop)


def shards_of(inputs: Mapping[str, range]) -> list[tuple[str, range]]:
    """The inputs of each target in shards, so that each target has made equal progress at any time."""
    shards = [
        (
            (start + SHARD - indices.start) / len(indices),
            target,
            range(start, min(start + SHARD, indices.stop)),
        )
        for target, indices in inputs.items()
        for start in range(indices.start, indices.stop, SHARD)
    ]
    return [(target, indices) for _, target, indices in sorted(shards, key=itemgetter(0))]


def fuzz(
    inputs: Mapping[str, range], seed: int, jobs: int, tell: Callable[[Summary, Failure | None], None]
) -> Summary:
    """Run these inputs of each target; call `tell` with each new failure, and every 30 seconds without one.

    Ctrl-C ends the run; the summary then counts the shards that are complete.
    """
    pools(seed)  # before the processes start, so that they share it
    shards = deque(shards_of(inputs))
    summary: Summary = Summary()
    workers: list[_Worker] = []
    told = time.monotonic()
    try:
        while shards or workers:
            while shards and len(workers) < jobs:
                target, part = shards.popleft()
                workers.append(_Worker(target, seed, part))
            connection.wait([worker.pipe for worker in workers], timeout=0.5)
            shards.extendleft(_collect(workers, summary, tell))
            if time.monotonic() - told > 30:
                told = time.monotonic()
                tell(summary, None)
    except KeyboardInterrupt:
        for worker in workers:
            worker.end()
    return summary


def _collect(
    workers: list[_Worker], summary: Summary, tell: Callable[[Summary, Failure | None], None]
) -> list[tuple[str, range]]:
    """Take what the workers report, drop those that have ended, and return the inputs that these leave."""
    shards = []
    for worker in list(workers):
        failures, left = _heard(worker, summary)
        for failure in failures:
            if summary.add(failure):
                tell(summary, failure)
        if left is not None:
            workers.remove(worker)
            shards += [(worker.target, left)] if left else []
    return shards


def _heard(worker: _Worker, summary: Summary) -> tuple[list[Failure], range | None]:
    """The failures that a worker reports, and, if it has ended, the indices that it leaves."""
    found: list[Failure] = []
    try:
        while worker.pipe.poll():
            said = worker.pipe.recv()
            if isinstance(said, Failure):
                found.append(said)
                continue
            summary.cpu += said
            summary.counts[worker.target] += len(worker.indices)
            worker.process.join()
            return found, range(0)
    except EOFError:
        worker.process.join()
        lost, left = worker.stop(f"the process ended with {worker.process.exitcode}")
        summary.counts[worker.target] += lost.index + 1 - worker.indices.start
        return [*found, lost], left
    if worker.hangs():
        hung, left = worker.stop("hang")
        summary.counts[worker.target] += hung.index + 1 - worker.indices.start
        return [*found, hung], left
    return found, None
