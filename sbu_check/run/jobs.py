"""Files worked on by several processes: the same results in the same order as by one."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections import deque
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from sbu_check.cable.read import read_cables
from sbu_check.config.configuration import STANDARD_INPUT
from sbu_check.diagnostics.model import PASSED_ON
from sbu_check.report.internal import WORKER_ENDED, failed
from sbu_check.run.discover import weight
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from sbu_check.config.configuration import Configuration
    from sbu_check.report.model import FileReport
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

_LOSSES = 500
"""Processes that may end one after the other while none of them answers; after that no more are started."""

_Place: TypeAlias = "tuple[int, int]"
"""The number of a batch and the index of a task in it."""


class _Batch(NamedTuple):
    """What a process works on: tasks with the places of their results. `alone` is the second try of one file."""

    places: list[_Place]
    tasks: list[Task]
    alone: bool = False


class Pool(Generic[_Result]):
    """Processes that do the same work on files. They end with it, whatever they are at.

    A process that dies is replaced. Each file that it had is tried once more, while no other process is at work; a file
    on which a process dies again is reported with `internal-error`.
    """

    def __init__(self, jobs: int, work: Work[_Result], *, ready: bool = True) -> None:
        """`ready` tells whether cables will be read for certain, so that what it takes is loaded beforehand."""
        # A copy of this process has all that is loaded here; elsewhere each loads it anew.
        if ready:
            read_cables(_FIRST)
        self._work = work
        self._jobs = jobs
        self._losses = 0
        self._workers: dict[Connection, BaseProcess] = {}
        self._idle: list[Connection] = []
        self._at: dict[Connection, _Batch] = {}
        self._again: deque[_Batch] = deque()
        self._done: dict[int, dict[int, _Result | FileReport]] = {}
        self._sizes: dict[int, int] = {}
        for _ in range(jobs):
            self._start()

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
            self._done[number], self._sizes[number] = {}, len(batch)
            if len(batch) == 1 and batch[0][0].path == STANDARD_INPUT:
                self._done[number][0] = self._work(*batch[0])
            else:
                self._give(_Batch([(number, index) for index in range(len(batch))], batch))
            while waiting and (self._is_done(waiting[0]) or len(waiting) > _AHEAD * self._jobs):
                yield from self._result(waiting.popleft())
        while waiting:
            yield from self._result(waiting.popleft())

    def _is_done(self, number: int) -> bool:
        return len(self._done[number]) == self._sizes[number]

    def _result(self, number: int) -> list[_Result | FileReport]:
        while not self._is_done(number):
            self._collect()
        found = self._done.pop(number)
        return [found[index] for index in range(self._sizes.pop(number))]

    def _start(self) -> None:
        """Start a process. Raises OSError where the system has no room for one."""
        context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
        ours, theirs = context.Pipe()
        others = [*self._workers, ours] if sys.platform == "linux" else []
        process = context.Process(target=_serve, args=(theirs, self._work, others), daemon=True)
        with _no_signals():
            process.start()
        theirs.close()
        self._workers[ours] = process
        self._idle.append(ours)

    def _give(self, batch: _Batch) -> None:
        """Let a process work on a batch, as soon as there is one."""
        while self._workers and not self._idle:
            self._collect()
        if not self._workers:
            self._fail(batch, WORKER_ENDED)
            return
        worker = self._idle.pop()
        self._at[worker] = batch
        try:
            worker.send(batch.tasks)
        except OSError:
            self._lost(worker)

    def _collect(self) -> None:
        """Take what the processes have, and then try again what was lost with some of them."""
        self._receive()
        if self._again:
            # Nothing else runs meanwhile, so that what ends a process is the work on that file.
            while self._at:
                self._receive()
            while self._again:
                self._give(self._again.popleft())
                while self._at:
                    self._receive()

    def _receive(self) -> None:
        """Wait for a process, and take what it has."""
        ends: dict[Any, Connection] = {worker: worker for worker in self._at}
        # The pipe of a process that is gone may still be held open by one that it has started.
        ends |= {self._workers[worker].sentinel: worker for worker in self._at}
        for worker in dict.fromkeys(ends[end] for end in wait(list(ends))):
            try:
                answer = worker.recv_bytes() if worker.poll() else None
            except (EOFError, OSError):
                answer = None
            if answer is None:
                self._lost(worker)
                continue
            self._losses = 0
            self._idle.append(worker)
            self._take(self._at.pop(worker), answer)

    def _take(self, batch: _Batch, answer: bytes) -> None:
        try:
            results = pickle.loads(answer)  # noqa: S301 - of a process of our own
        except Exception as error:  # noqa: BLE001 - it becomes the report of the file
            self._try_again(batch, error)
            return
        for (number, index), result in zip(batch.places, results, strict=True):
            self._done[number][index] = result

    def _lost(self, worker: Connection) -> None:
        """A process has ended: replace it, and try again what it was at."""
        batch = self._at.pop(worker)
        process = self._workers.pop(worker)
        process.kill()
        process.join()
        worker.close()
        self._losses += 1
        self._try_again(batch, WORKER_ENDED)
        if self._losses <= _LOSSES:
            # Without room for a new process the others go on.
            with suppress(OSError):
                self._start()

    def _try_again(self, batch: _Batch, why: Exception | str) -> None:
        """Work on each file of a batch once more, unless this was the second try."""
        if batch.alone:
            self._fail(batch, why)
            return
        for place, task in zip(batch.places, batch.tasks, strict=True):
            self._again.append(_Batch([place], [task], alone=True))

    def _fail(self, batch: _Batch, why: Exception | str) -> None:
        for (number, index), (found, _) in zip(batch.places, batch.tasks, strict=True):
            self._done[number][index] = failed(found.path, why)


@contextmanager
def _no_signals() -> Iterator[None]:
    """Hold back interrupts and requests to end from a process that is started now, until it can take them.

    A terminal interrupts all at once, and only the first process has something to say then.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
    """What a process does until nobody asks it any more. It ends quietly then, whatever it is at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    for other in others:
        other.close()
    # Who asked has gone, or has been killed.
    with suppress(EOFError, OSError):
        while True:
            batch: list[Task] = connection.recv()
            connection.send_bytes(_packed([_worked(work, task) for task in batch], batch))


def _worked(work: Work[Any], task: Task) -> Any:
    try:
        return work(*task)
    except BaseException as error:  # noqa: BLE001 - the report of the file says it
        if isinstance(error, PASSED_ON):
            os._exit(1)  # what ends a process is for the first one to report
        return failed(task[0].path, error)


def _packed(results: list[Any], batch: list[Task]) -> bytes:
    """The results as bytes; the report of the file in place of one that cannot be written so."""
    try:
        return pickle.dumps(results)
    except Exception:  # noqa: BLE001 - each is tried again below, and reported
        return pickle.dumps([_picklable(one, task[0].path) for one, task in zip(results, batch, strict=True)])


def _picklable(result: Any, path: str) -> Any:
    try:
        pickle.dumps(result)
    except Exception as error:  # noqa: BLE001 - it is the report of the file
        return failed(path, error)
    return result
