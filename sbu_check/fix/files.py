"""Files fixed: in place, as copies beside untouched originals, or shown as a difference only."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check.config.configuration import STANDARD_INPUT
from sbu_check.fix.fixed_text import banner_of, fix_source
from sbu_check.fix.writers import Writers
from sbu_check.report.model import FileReport, Fixes, highest
from sbu_check.run.check import check_source, read_found
from sbu_check.run.guard import Guarded, attempt
from sbu_check.text.files import read_bytes
from sbu_check.text.lines import LineIndex
from sbu_check.text.source import Undecodable, decode
from sbu_check.text.span import Span
from sbu_check.text.writing import ChangedMeanwhile, ChangeLog, Unwritten, fingerprint, staged, staged_copy
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sbu_check.config.configuration import Configuration, RunOptions
    from sbu_check.fix.fixed_text import FixedText
    from sbu_check.report.model import Report, Status
    from sbu_check.run.discover import FoundFile, UnusablePath
    from sbu_check.run.run import Run
    from sbu_check.text.lines import Position
    from sbu_check.text.source import SourceText

LOG_NAME = "change-log.jsonl"
"""The change log in a folder of copies."""


@value
class FixRequest:
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


@value
class _Fixed:
    """A file after its fixes, as it comes from the process that made them.

    `data` is the new content, `entries` what the change log says of it. `original` is the text as it was, which a file
    that stays as it is has no use for. `shown` is what standard output gets: the lines of a difference, and the banner
    of these or of the whole text.
    """

    report: FileReport
    changed: bool
    data: bytes
    entries: tuple[Mapping[str, object], ...]
    original: SourceText | None = None
    shown: tuple[tuple[str, ...], str | None] = ((), None)


class FixRun:
    """A run that fixes files and puts the new texts where an order says.

    Several processes make the fixes; this one writes, in the order of the files. `show` takes the lines of a
    difference, `put` the bytes that become of standard input; both get its banner too.
    """

    def __init__(
        self,
        run: Run,
        order: FixRequest,
        show: Callable[[Iterable[str], str | None], None],
        put: Callable[[bytes, str | None], None],
    ) -> None:
        self._run = run
        self._order = order
        self._show = show
        self._put = put
        self._files: list[FileReport] = []
        self._work = Guarded(partial(_fixed, run_options=run.run_options, order=order), run.run_options)

    def fix(self, paths: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Report:
        """The report on all files as they are then; `progress` gets the number of files done, and of all files.

        Raises ConfigurationError, UnknownName, Unwritten for the log.
        """
        log = self._order.change_log
        writers = Writers(ChangeLog(log) if log else None)
        interrupted = False
        try:
            try:
                self._fix_all(paths, writers, progress)
            except KeyboardInterrupt:
                # What was done so far is done, and told.
                interrupted = True
            writers.settle()
        finally:
            writers.close()
        if interrupted:
            return replace(self._run.report(self._files), interrupted=True)
        return self._run.report(self._files, paths)

    def _fix_all(
        self, paths: Sequence[str], writers: Writers, progress: Callable[[int, int], None] | None
    ) -> None:
        base = _base(paths)
        # What is written must not be walked into: all files are known before the first is.
        tasks = [task for task in self._run.tasks(paths) if not self._is_ours(task[0])]
        with closing(self._run.each(iter(tasks), self._work)) as results:
            for at, ((found, configuration), result) in enumerate(zip(tasks, results, strict=True), 1):
                # What was read under another name of the same file was read before that had its fixes.
                fixed = self._work(found, configuration) if writers.wrote(found.path) else result
                self._take(found, configuration, fixed, writers, base)
                if progress:
                    progress(at, len(tasks))

    def _take(
        self,
        found: FoundFile | UnusablePath,
        configuration: Configuration,
        result: _Fixed | FileReport,
        writers: Writers,
        base: str,
    ) -> None:
        """Put the text of one file where the order says."""
        if isinstance(result, FileReport):
            self._files.append(result)
            return
        self._files.append(self._run.kept(result.report))
        lines, banner = result.shown
        try:
            if self._order.dry:
                if lines:
                    self._show(lines, banner)
            elif found.path == STANDARD_INPUT:
                writers.log(result.entries)
                self._put(result.data, banner)
            elif result.original:
                self._write(found, result, result.original, configuration, writers, base)
        except KeyboardInterrupt:
            self._files.pop()  # nobody knows how far it came
            raise

    def _is_ours(self, found: FoundFile | UnusablePath) -> bool:
        """Whether a walk has come to what this run writes."""
        if getattr(found, "named", True):
            return False
        path = Path(os.path.abspath(found.path))  # noqa: PTH100 - links are not followed
        ours = [Path(os.path.abspath(one)) for one in (self._order.output, self._order.change_log) if one]  # noqa: PTH100
        return any(path.is_relative_to(one) for one in ours)

    def _write(
        self,
        found: FoundFile | UnusablePath,
        text: _Fixed,
        original: SourceText,
        configuration: Configuration,
        writers: Writers,
        base: str,
    ) -> None:
        path, within = found.path, getattr(found, "within", None)
        index, run_options = len(self._files) - 1, self._run.run_options

        def failed(why: Unwritten) -> None:
            report = attempt(path, lambda: check_source(original, configuration, run_options))
            problem = f"it was not fixed: {_why(why, path, original, run_options)}"
            self._files[index] = replace(report, status="failed", problem=problem, fixes=Fixes({}))

        before = original.encode(original.text)
        if self._order.output is None:
            writers.add(path, lambda: staged(path, text.data, within), before, text.entries, failed)
        else:
            copy = self._order.output / os.path.relpath(path, base)
            data = text.data if text.changed else None
            make = partial(staged_copy, path, copy, data, before)
            entries = tuple(
                {"file": entry["file"], "copy": copy.as_posix(), **entry} for entry in text.entries
            )
            writers.add(path, make, None, entries, failed)


def _fixed(
    found: FoundFile | UnusablePath, configuration: Configuration, run_options: RunOptions, order: FixRequest
) -> _Fixed | FileReport:
    """A file after its fixes, none of which is written yet, or the report that it could not be read."""
    source = read_found(found, run_options, configuration)
    if isinstance(source, FileReport):
        return source
    if source.hidden_content:
        status: Status = "failed" if getattr(found, "named", True) else "skipped"
        return FileReport(
            run_options.named(found.path), status, problem="a document with pages cannot be fixed"
        )
    text = fix_source(source, configuration, run_options, unsafe=order.unsafe)
    shown: tuple[tuple[str, ...], str | None] = ((), None)
    if order.dry:
        shown = text.lines(run_options.limit)
    elif found.path == STANDARD_INPUT:
        whole = Span(0, len(text.source.text))
        shown = (), highest([banner_of(text.outcome.seen.contexts, text.source.text, [whole])])
    stays = order.dry or not (text.changed or order.output)
    return _Fixed(
        text.report, text.changed, text.data, tuple(_entries(text)), None if stays else text.original, shown
    )


def _base(paths: Sequence[str]) -> str:
    """The folder that copies are named from: the nearest that holds all that was named."""
    folders = [path if Path(path).is_dir() else Path(path).parent for path in paths if path != STANDARD_INPUT]
    absolute = [os.path.abspath(folder) for folder in folders]  # noqa: PTH100 - links are not followed
    return os.path.commonpath(absolute) if absolute else ""


def _why(why: Unwritten, path: str, source: SourceText, run_options: RunOptions) -> str:
    """Why a file was not written. One that is not what it seemed to be may be so for its encoding alone."""
    if isinstance(why, ChangedMeanwhile):
        with suppress(OSError, Undecodable):
            if decode(read_bytes(path), encoding=run_options.encoding).text == source.text:
                return f"the encoding {source.encoding} does not give the same bytes back"
    return str(why)


def _entries(text: FixedText) -> Iterator[Mapping[str, object]]:
    """The lines of the change log for one file: nothing of its text, only hashes of the whole."""
    if not text.outcome.applied:
        return
    before = fingerprint(text.original.encode(text.original.text))
    after = fingerprint(text.data)
    lines = LineIndex(text.original.text)
    for one in text.outcome.applied:
        yield {
            "file": text.report.path,
            "rule": one.rule,
            "fix": one.applicability,
            "before": before,
            "after": after,
            "start": _place(lines.position(one.span.start)),
            "end": _place(lines.position(one.span.end)),
        }


def _place(position: Position) -> Mapping[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}
