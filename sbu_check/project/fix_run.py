"""Files fixed: in place, as copies beside untouched originals, or shown as a difference only."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check.engine import contexts_of, documents
from sbu_check.project.check import check_source, read_found
from sbu_check.project.discover import STANDARD_INPUT
from sbu_check.project.fix import fix_source
from sbu_check.project.writing import Changed, ChangeLog, Unwritten, fingerprint, staged, staged_copy, sweep
from sbu_check.report.model import FileReport, Fixes
from sbu_check.text.lines import LineIndex
from sbu_check.text.source import SourceText, Undecodable, decode
from sbu_check.text.span import Span
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future

    from sbu_check.project.check import Manner
    from sbu_check.project.configuration import Configuration
    from sbu_check.project.discover import Found, Trouble
    from sbu_check.project.fix import FixedText
    from sbu_check.project.run import Run
    from sbu_check.project.writing import Staged
    from sbu_check.report.model import Report, Status
    from sbu_check.text.lines import Position

LOG_NAME = "change-log.jsonl"
"""The change log in a folder of copies."""

_WRITERS = 8
"""Files that are written at a time: a disk that is asked to wait for each takes many at once as fast as one."""


@value
class Order:
    """What becomes of fixed texts: written in place, as copies into the folder `output`, or with `dry` nowhere.

    `unsafe` gives leave for fixes that are not safe. `log` is the change log to write; copies have one at any rate.
    """

    unsafe: bool = False
    dry: bool = False
    output: Path | None = None
    log: Path | None = None

    @property
    def change_log(self) -> Path | None:
        """Where the changes are recorded, if they are."""
        if self.dry:
            return None
        return self.log or (self.output / LOG_NAME if self.output else None)


class FixRun:
    """A run that fixes files and puts the new texts where an order says.

    `show` takes the lines of a difference, `put` the bytes that become of standard input; both get its banner too.
    """

    def __init__(
        self,
        run: Run,
        order: Order,
        show: Callable[[Iterable[str], str | None], None],
        put: Callable[[bytes, str | None], None],
    ) -> None:
        self._run = run
        self._order = order
        self._show = show
        self._put = put
        self._files: list[FileReport] = []

    def fix(self, paths: Sequence[str]) -> Report:
        """The report on all files as they are then. Raises ConfigurationError, UnknownName, Unwritten for the log."""
        base = _base(paths)
        log = self._order.change_log
        writers = _Writers(ChangeLog(log) if log else None)
        interrupted = False
        try:
            try:
                for found in self._run.found(paths):
                    self._fix_one(found, writers, base)
            except KeyboardInterrupt:
                # What was done so far is done, and told.
                interrupted = True
            writers.settle()
        finally:
            writers.close()
        if interrupted:
            return replace(self._run.report(self._files), interrupted=True)
        return self._run.report(self._files, paths)

    def _fix_one(self, found: Found | Trouble, writers: _Writers, base: str) -> None:
        """Fix one file, and put its text where the order says."""
        if self._is_ours(found):
            return
        manner = self._run.manner
        named = manner.stdin_name if found.path == STANDARD_INPUT else found.path
        configuration = self._run.configuration(Path(named).parent)
        writers.settle(found.path)
        source = read_found(found, manner, configuration)
        if isinstance(source, SourceText) and source.paper:
            status: Status = "failed" if getattr(found, "named", True) else "skipped"
            source = FileReport(named, status, problem="a document with pages cannot be fixed")
        if isinstance(source, FileReport):
            self._files.append(source)
            return
        text = fix_source(source, configuration, manner, unsafe=self._order.unsafe)
        self._files.append(self._run.kept(text.report))
        try:
            self._deliver(found.path, text, configuration, writers, base)
        except KeyboardInterrupt:
            self._files.pop()  # nobody knows how far it came
            raise

    def _is_ours(self, found: Found | Trouble) -> bool:
        """Whether a walk has come to what this run writes."""
        if getattr(found, "named", True):
            return False
        path = Path(os.path.abspath(found.path))  # noqa: PTH100 - links are not followed
        ours = [Path(os.path.abspath(one)) for one in (self._order.output, self._order.change_log) if one]  # noqa: PTH100
        return any(path.is_relative_to(one) for one in ours)

    def _deliver(
        self, path: str, text: FixedText, configuration: Configuration, writers: _Writers, base: str
    ) -> None:
        """Put a fixed text where the order says."""
        if self._order.dry:
            difference = text.difference
            if difference:
                settings = configuration.options(text.original.name).settings
                contexts = contexts_of(documents(text.original.text, settings), settings)
                banner = text.banner(contexts, text.original.text, difference.shown)
                self._show(difference.render(text.report.path), banner)
        elif path == STANDARD_INPUT:
            writers.log(lambda: _entries(text, None))
            whole = Span(0, len(text.source.text))
            self._put(text.data, text.banner(text.outcome.seen.contexts, text.source.text, [whole]))
        elif text.changed or self._order.output:
            self._write(path, text, configuration, writers, base)

    def _write(
        self, path: str, text: FixedText, configuration: Configuration, writers: _Writers, base: str
    ) -> None:
        index, manner = len(self._files) - 1, self._run.manner

        def failed(why: Unwritten) -> None:
            report = check_source(text.original, configuration, manner)
            told = _why(why, path, text.original, manner)
            problem = f"it was not fixed: {told}"
            self._files[index] = replace(report, status="failed", problem=problem, fixes=Fixes({}))

        original = text.original.encode(text.original.text)
        if self._order.output is None:
            writers.add(path, lambda: staged(path, text.data), original, lambda: _entries(text, None), failed)
        else:
            copy = self._order.output / os.path.relpath(path, base)
            data = text.data if text.changed else None
            make = partial(staged_copy, path, copy, data, original)
            writers.add(path, make, None, lambda: _entries(text, copy), failed)


@value
class _Waiting:
    """A file whose new content is on its way to the disk."""

    path: str
    content: Staged
    synced: Future[None]
    expected: bytes | None
    entries: Callable[[], Sequence[Mapping[str, object]]]
    failed: Callable[[Unwritten], None]


class _Writers:
    """Files are written at the same time, and take their places one by one in the order of the run."""

    def __init__(self, log: ChangeLog | None) -> None:
        self._log = log
        self._pool = ThreadPoolExecutor(_WRITERS)
        self._waiting: deque[_Waiting] = deque()
        self._swept: set[Path] = set()

    def add(
        self,
        path: str,
        make: Callable[[], Staged],
        expected: bytes | None,
        entries: Callable[[], Sequence[Mapping[str, object]]],
        failed: Callable[[Unwritten], None],
    ) -> None:
        """Write a file. `expected` is what it has to hold still, `failed` is told why it could not be written."""
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
        self._waiting.append(
            _Waiting(real, content, self._pool.submit(content.sync), expected, entries, failed)
        )
        while len(self._waiting) > 2 * _WRITERS:
            self._settle_first()

    def settle(self, path: str | None = None) -> None:
        """Wait for all files, or, with the path of one that is to be read, if it is among them."""
        real = os.path.realpath(path) if path and self._waiting else None
        if path is None or any(one.path == real for one in self._waiting):
            while self._waiting:
                self._settle_first()

    def log(self, entries: Callable[[], Sequence[Mapping[str, object]]]) -> None:
        """Record changes where they are to be recorded. Raises Unwritten."""
        if self._log:
            self._log.write(entries())

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


def _base(paths: Sequence[str]) -> str:
    """The folder that copies are named from: the nearest that holds all that was named."""
    folders = [path if Path(path).is_dir() else Path(path).parent for path in paths if path != STANDARD_INPUT]
    absolute = [os.path.abspath(folder) for folder in folders]  # noqa: PTH100 - links are not followed
    return os.path.commonpath(absolute) if absolute else ""


def _why(why: Unwritten, path: str, source: SourceText, manner: Manner) -> str:
    """Why a file was not written. One that is not what it seemed to be may be so for its encoding alone."""
    if isinstance(why, Changed):
        with suppress(OSError, Undecodable):
            if decode(Path(path).read_bytes(), encoding=manner.encoding).text == source.text:
                return f"the encoding {source.encoding} does not give the same bytes back"
    return str(why)


def _entries(text: FixedText, copy: Path | None) -> list[Mapping[str, object]]:
    """The lines of the change log for one file: nothing of its text, only hashes of the whole."""
    if not text.outcome.applied:
        return []
    before = fingerprint(text.original.encode(text.original.text))
    after = fingerprint(text.data)
    lines = LineIndex(text.original.text)
    return [
        {
            "file": text.report.path,
            **({"copy": copy.as_posix()} if copy else {}),
            "rule": one.rule,
            "fix": one.applicability,
            "before": before,
            "after": after,
            "start": _place(lines.position(one.span.start)),
            "end": _place(lines.position(one.span.end)),
        }
        for one in text.outcome.applied
    ]


def _place(position: Position) -> Mapping[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}
