"""Files worked on by several processes: the same results in the same order as by one."""

from __future__ import annotations

import signal
import sys
from collections import deque
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from sbu_check.cable.read import read_cables
from sbu_check.config.run_options import STANDARD_INPUT
from sbu_check.report.model import FileReport
from sbu_check.run.discover import weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from sbu_check.config.configuration import Configuration
    from sbu_check.run.discover import FoundFile, UnusablePath

_Result = TypeVar("_Result")

Task: TypeAlias = "tuple[FoundFile | UnusablePath, Configuration]"
Work: TypeAlias = "Callable[[FoundFile | UnusablePath, Configuration], _Result | FileReport]"
"""What is done with a file; a report in place of a result says why nothing was. Other systems have to pickle it."""

_FILES, _BYTES = 32, 200_000
"""What one message to a process holds at most, so that the last ones end at about the same time."""

_FIRST = "UNCLAS OTTAWA 000001\n\nE.O. 12958: N/A\nTAGS: ETRD, CA\nSUBJECT: TALKS\n\n1. (U) All is well.\n"
"""A cable that has the grammars loaded."""

_AHEAD = 8
"""Messages for each process that may be done before the one that is waited for."""


class Pool(Generic[_Result]):
    """Processes that do the same work on files. They end with it, whatever they are at."""

    def __init__(self, jobs: int, work: Work[_Result], *, ready: bool = True) -> None:
        """`ready` tells whether cables will be read for certain, so that what it takes is loaded beforehand."""
        # A copy of this process has all that is loaded here; elsewhere each loads it anew.
        if ready:
            read_cables(_FIRST)
        self._work = work
        context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
        self._workers: dict[Connection, BaseProcess] = {}
        blocked = _no_interrupts()
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            others = [*self._workers, ours] if sys.platform == "linux" else []
            process = context.Process(target=_serve, args=(theirs, work, others), daemon=True)
            process.start()
            theirs.close()
            self._workers[ours] = process
        if sys.platform != "win32" and blocked:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        self._idle = list(self._workers)
        self._at: dict[Connection, tuple[int, list[Task]]] = {}
        self._done: dict[int, list[_Result | FileReport]] = {}

    def close(self) -> None:
        """End the processes at once."""
        for connection, process in self._workers.items():
            process.kill()
            process.join()
            connection.close()
        self._workers.clear()

    def results(self, tasks: Iterable[Task]) -> Iterator[_Result | FileReport]:
        """The results in the order of the files. What only this process can read it works on itself."""
        waiting: deque[int] = deque()
        for number, batch in enumerate(_batches(tasks)):
            waiting.append(number)
            if len(batch) == 1 and batch[0][0].path == STANDARD_INPUT:
                self._done[number] = [self._work(*batch[0])]
            else:
                self._give(number, batch)
            while waiting and (waiting[0] in self._done or len(waiting) > _AHEAD * len(self._workers)):
                yield from self._result(waiting.popleft())
        while waiting:
            yield from self._result(waiting.popleft())

    def _give(self, number: int, batch: list[Task]) -> None:
        while not self._idle:
            self._collect()
        worker = self._idle.pop()
        self._at[worker] = (number, batch)
        try:
            worker.send(batch)
        except OSError:
            self._lost(worker)

    def _result(self, number: int) -> list[_Result | FileReport]:
        while number not in self._done:
            self._collect()
        return self._done.pop(number)

    def _collect(self) -> None:
        """Wait for a process, and take what it has."""
        for worker in wait(list(self._at)):
            assert worker in self._workers, "only processes are waited for"
            try:
                self._done[self._at[worker][0]] = worker.recv()
            except (EOFError, OSError):
                self._lost(worker)
            else:
                del self._at[worker]
                self._idle.append(worker)

    def _lost(self, worker: Connection) -> None:
        """A process has ended: nobody knows of its files, and the others go on."""
        number, batch = self._at.pop(worker)
        self._workers.pop(worker).join()
        worker.close()
        problem = "the process that worked on it has ended unexpectedly"
        self._done[number] = [FileReport(found.path, "failed", problem=problem) for found, _ in batch]
        if not self._workers:
            raise ChildProcessError("all processes that work on files have ended unexpectedly")


def _no_interrupts() -> bool:
    """Keep interrupts from the processes that are started now; whether that is possible here.

    A terminal interrupts all at once, and only the first process has something to say then.
    """
    if sys.platform == "win32":
        return False
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return True


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """The tasks in parts of about the same weight; standard input for itself."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        alone = task[0].path == STANDARD_INPUT
        if batch and (alone or len(batch) >= _FILES or size >= _BYTES):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += weight(task[0])
        if alone:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _serve(connection: Connection, work: Work[Any], others: Iterable[Connection]) -> None:
    """What a process does until nobody asks it any more."""
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    while True:
        try:
            batch: list[Task] = connection.recv()
        except EOFError:
            return
        connection.send([work(found, configuration) for found, configuration in batch])
