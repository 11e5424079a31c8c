"""Many files written at a time, which take their places one by one."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check.text.writing import ChangeLog, Staged, Unwritten, sweep
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future

_WRITERS = 8
"""Files that are written at a time: a disk that is asked to wait for each takes many at once as fast as one."""


@value
class _Waiting:
    """A file whose new content is on its way to the disk."""

    path: str
    content: Staged
    synced: Future[None]
    expected: bytes | None
    entries: Sequence[Mapping[str, object]]
    failed: Callable[[Unwritten], None]


class Writers:
    """Files are written at the same time, and take their places one by one in the order of the run."""

    def __init__(self, log: ChangeLog | None) -> None:
        self._log = log
        self._pool = ThreadPoolExecutor(_WRITERS)
        self._waiting: deque[_Waiting] = deque()
        self._swept: set[Path] = set()
        self._written: set[str] = set()

    def add(
        self,
        path: str,
        make: Callable[[], Staged],
        expected: bytes | None,
        entries: Sequence[Mapping[str, object]],
        failed: Callable[[Unwritten], None],
    ) -> None:
        """Write a file.

        `expected` is what it has to hold still, `failed` gets the reason why it could not be written.
        """
        real = os.path.realpath(path)
        folder = Path(real).parent
        if folder not in self._swept:
            self._swept.add(folder)
            sweep(folder)
        try:
            content = make()
        except Unwritten as why:
            failed(why)
            return
        self._written.add(real)
        self._waiting.append(
            _Waiting(real, content, self._pool.submit(content.sync), expected, entries, failed)
        )
        while len(self._waiting) > 2 * _WRITERS:
            self._settle_first()

    def settle(self) -> None:
        """Wait for all files."""
        while self._waiting:
            self._settle_first()

    def wrote(self, path: str) -> bool:
        """Return whether this run has written the file, under any of its names."""
        if not self._written or os.path.realpath(path) not in self._written:
            return False
        self.settle()
        return True

    def log(self, entries: Sequence[Mapping[str, object]]) -> None:
        """Record changes where they are to be recorded. Raises Unwritten."""
        if self._log:
            self._log.write(entries)

    def close(self) -> None:
        """Let go of all files that have not taken their place."""
        self._pool.shutdown(cancel_futures=True)
        for one in self._waiting:
            one.content.discard()
        self._waiting.clear()
        if self._log:
            self._log.close()

    def _settle_first(self) -> None:
        one = self._waiting[0]
        try:
            one.synced.result()
            one.content.publish(one.expected, lambda: self.log(one.entries))
        except Unwritten as why:
            one.failed(why)
        self._waiting.popleft()
