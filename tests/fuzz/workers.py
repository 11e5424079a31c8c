"""Many inputs in several processes. A watchdog reports an input that does not end and replaces its process."""

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
"""Inputs of one process. Then a new process takes over, so that caches stay small."""

_GRACE = 20.0
"""Wall-clock seconds beyond the limit, which is in processor time, after which a process is killed."""


@dataclass
class Summary:
    """The result of a run: inputs by target, and the first failure and the count of each target and signature."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: dict[tuple[str, str], tuple[Failure, int]] = field(default_factory=dict)
    cpu: float = 0.0

    def add(self, failure: Failure) -> bool:
        """Count a failure and return whether its signature is new."""
        key = failure.target, failure.signature
        first, count = self.failures.get(key, (failure, 0))
        self.failures[key] = first, count + 1
        return count == 0


def _work(target: str, seed: int, indices: range, at: Any, pipe: connection.Connection) -> None:
    """Run inputs of one target. `at` has the current index and its size, for the watchdog."""
    began = time.process_time()
    for index in indices:
        with at.get_lock():
            at[0], at[1] = index, 0
        case = make(target, seed, index)
        at[1] = case.size
        failure = run(case)
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
        """The current index."""
        return int(self.at[0])

    def hangs(self) -> bool:
        """Whether the current input takes far too long."""
        if self.index != self.last:
            self.last, self.changed = self.index, time.monotonic()
        return time.monotonic() - self.changed > _GRACE + 2 * allowed(self.target, self.at[1])

    def end(self) -> None:
        """Kill the process and remove its folder."""
        self.process.kill()
        self.process.join()
        remove_folder(self.process.pid or 0)

    def stop(self, signature: str) -> tuple[Failure, range]:
        """Kill the process and return the failure of its input and the remaining indices."""
        index = self.index
        self.end()
        return Failure(self.target, self.seed, index, signature), range(index + 1, self.indices.stop)


def shards_of(inputs: Mapping[str, range]) -> list[tuple[str, range]]:
    """The inputs of each target in shards, in an order that advances all targets equally."""
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
    inputs: Mapping[str, range], seed: int, jobs: int, log: Callable[[Summary, Failure | None], None]
) -> Summary:
    """Run these inputs of each target; call `log` with each new failure, and every 30 seconds without one.

    Ctrl-C ends the run; the summary then counts the shards that are complete.
    """
    pools(seed)  # before the processes start, so that they share it
    shards = deque(shards_of(inputs))
    summary: Summary = Summary()
    workers: list[_Worker] = []
    last_log = time.monotonic()
    try:
        while shards or workers:
            while shards and len(workers) < jobs:
                target, part = shards.popleft()
                workers.append(_Worker(target, seed, part))
            connection.wait([worker.pipe for worker in workers], timeout=0.5)
            shards.extendleft(_collect(workers, summary, log))
            if time.monotonic() - last_log > 30:
                last_log = time.monotonic()
                log(summary, None)
    except KeyboardInterrupt:
        for worker in workers:
            worker.end()
    return summary


def _collect(
    workers: list[_Worker], summary: Summary, log: Callable[[Summary, Failure | None], None]
) -> list[tuple[str, range]]:
    """Add the reports of the workers, drop those that have ended, and return the remaining inputs of these."""
    shards = []
    for worker in list(workers):
        failures, left = _reports_of(worker, summary)
        for failure in failures:
            if summary.add(failure):
                log(summary, failure)
        if left is not None:
            workers.remove(worker)
            shards += [(worker.target, left)] if left else []
    return shards


def _reports_of(worker: _Worker, summary: Summary) -> tuple[list[Failure], range | None]:
    """The failures that a worker reports and, if it has ended, its remaining indices."""
    found: list[Failure] = []
    try:
        while worker.pipe.poll():
            message = worker.pipe.recv()
            if isinstance(message, Failure):
                found.append(message)
                continue
            summary.cpu += message
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
