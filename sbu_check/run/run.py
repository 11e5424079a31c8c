"""A run over many files, each under the configuration of its own folder."""

from __future__ import annotations

import sys
from functools import partial
from itertools import chain, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sbu_check.config.configuration import DEFAULT, Configuration, RunOptions
from sbu_check.config.find import find, load
from sbu_check.marking import system
from sbu_check.report.limit import Limit
from sbu_check.rules.selection import rules_of
from sbu_check.run.check import check_one, read_found
from sbu_check.run.discover import absolute, discover, weight
from sbu_check.run.guard import Guarded, attempt
from sbu_check.run.outputs import TextBudget, assemble_report
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from sbu_check.diagnostics.model import Severity
    from sbu_check.report.model import FileReport, Report
    from sbu_check.rules.selection import Options
    from sbu_check.run.jobs import Task, Work
    from sbu_check.text.source import SourceText

_Result = TypeVar("_Result")

_FEW = 1_500_000
"""What is checked in about a tenth of a second needs no other process and no cache: bytes, as `weight` has them."""


class Run:
    """A run over files, each under its configuration and the command line.

    `fixed` is the configuration that holds for all files; without it each folder's own is found. `changes` and
    `fail_level` are the last word over either.
    """

    def __init__(
        self,
        fixed: Configuration | None = None,
        *,
        changes: Mapping[str, Any] | None = None,
        fail_level: Severity | None = None,
        run_options: RunOptions | None = None,
        jobs: int = 1,
        cached: bool = False,
        trust: tuple[Path, ...] = (),
    ) -> None:
        """`trust` are folders outside its repository in which a configuration may name files.

        `jobs` is the number of processes, `cached` tells whether reports are remembered; few files need neither.
        """
        self.run_options = run_options or RunOptions()
        self.jobs = jobs
        self.cached = cached
        self._fixed = fixed
        self._trust = trust
        self._changes = changes or {}
        self._fail_level = fail_level
        self._by_folder: dict[Path, Configuration] = {}
        self._by_file: dict[Path, Configuration] = {}
        self._found_in: dict[Path, Path | None] = {}
        self._room = TextBudget()

    def sources(self, paths: Iterable[str]) -> Iterator[tuple[SourceText | FileReport, Configuration]]:
        """Each file that the paths stand for: its text, or the report that it could not be read.

        Raises ConfigurationError.
        """
        for found, configuration in self.found(paths):
            read = partial(read_found, found, self.run_options, configuration)
            yield attempt(self.run_options.named(found.path), read), configuration

    def found(self, paths: Iterable[str]) -> Iterator[Task]:
        """Each file that the paths stand for, under its configuration; those that are excluded where that is forced.

        Raises ConfigurationError.
        """
        for found in discover(paths, self.configuration):
            name = self.run_options.named(found.path)
            configuration = self.configuration(Path(name).parent)
            if not self.run_options.forced or not configuration.excludes(absolute(name)):
                yield found, configuration

    def check(
        self,
        paths: Iterable[str],
        progress: Callable[[int, int], None] | None = None,
        known: Mapping[str, FileReport] | None = None,
    ) -> Report:
        """The report on all files; `progress` gets the number of files done, and of all files.

        `known` are reports of an earlier run on files that have not changed, by their paths.

        Raises ConfigurationError, and UnknownName for an unknown rule.
        """
        paths = tuple(paths)
        files: list[FileReport] = []
        interrupted = False
        try:
            tasks = self.tasks(paths)
            if progress:
                listed = list(tasks)
                tasks = iter(listed)
            for file in self._with_known(tasks, known) if known else self._looked(tasks):
                files.append(self.kept(file))
                if progress:
                    progress(len(files), len(listed))
        except KeyboardInterrupt:
            # What was done so far is worth having.
            interrupted = True
        if interrupted:
            return replace(self.report(files), interrupted=True)
        return self.report(files, paths)

    def tasks(self, paths: Iterable[str], *, rules: bool = True) -> Iterator[Task]:
        """What is found, under configurations that are known to be usable: `rules` tells whether rules will look.

        Raises ConfigurationError, and UnknownName for an unknown rule.
        """
        sound: set[tuple[object, ...]] = set()
        for found, configuration in self.found(paths):
            options = configuration.options(self.run_options.named(found.path))
            terms = (configuration.path, *options.key)
            if terms not in sound:
                sound.add(terms)
                self._verify(configuration, options, rules=rules)
            yield found, configuration

    def _verify(self, configuration: Configuration, options: Options, *, rules: bool) -> None:
        """Raise here what a check under these options would raise elsewhere."""
        system(options.system, options.on, options.marking_paths)
        if rules:
            rules_of(options)
        if rules and configuration.baseline and self.run_options.baseline:
            from sbu_check.baseline.entries import baseline_of

            baseline_of(configuration)

    def _with_known(self, tasks: Iterable[Task], known: Mapping[str, FileReport]) -> Iterator[FileReport]:
        """The reports on files in their order, of which only those that are not known are checked."""
        every = list(tasks)
        others = self._looked(task for task in every if task[0].path not in known)
        for found, _ in every:
            yield known.get(found.path) or next(others)

    def _looked(self, tasks: Iterator[Task]) -> Iterator[FileReport]:
        """The reports on files in their order, of which many are remembered."""
        tasks, many = self._measured(tasks)
        cache = None
        if many and self.cached:
            from sbu_check.run.cache import Cache

            cache = Cache.opened()
        work = partial(check_one, run_options=self.run_options, cache=cache)
        return self._done(tasks, work, many=many, ready=cache is None or cache.new)

    def each(self, tasks: Iterator[Task], work: Work[_Result]) -> Generator[_Result | FileReport]:
        """What the work makes of each file, in their order: of few here, of many by several processes."""
        tasks, many = self._measured(tasks)
        return self._done(tasks, work, many=many)

    def _measured(self, tasks: Iterator[Task]) -> tuple[Iterator[Task], bool]:
        """The same tasks, and whether they are many."""
        first: list[Task] = []
        size = 0
        for task in tasks if self.jobs > 1 or self.cached else ():
            first.append(task)
            size += weight(task[0])
            if size > _FEW and len(first) > 1:
                break
        return chain(first, tasks), size > _FEW and len(first) > 1

    def _done(
        self, tasks: Iterator[Task], work: Work[_Result], *, many: bool, ready: bool = True
    ) -> Generator[_Result | FileReport]:
        work = Guarded(work, self.run_options)
        if not many or self.jobs == 1:
            yield from starmap(work, tasks)
            return
        from sbu_check.run.jobs import Pool

        pool = Pool(self.jobs, work, ready=ready)
        try:
            yield from pool.results(tasks)
        finally:
            pool.close()

    def kept(self, file: FileReport) -> FileReport:
        """What the report of this run keeps of a file: its documents only while there is room."""
        return self._room.kept(file)

    def report(self, files: Sequence[FileReport], paths: Sequence[str] = ()) -> Report:
        """The report of this run over `paths` on its files. Reports on their configurations come last."""
        here = self.configuration(Path())
        used = list(self._used(files)) or [(here, here.options())]
        return assemble_report((*files, *self._configurations(files, paths)), used, self.run_options)

    def _used(self, files: Iterable[FileReport]) -> Iterator[tuple[Configuration, Options]]:
        """Return the options of the files that were read, once for each folder where they are the same."""
        told: set[int] = set()
        for file in files:
            configuration = self.configuration(Path(file.path).parent)
            if file.status in {"failed", "skipped"} or (
                id(configuration) in told and not configuration.by_path
            ):
                continue
            told.add(id(configuration))
            yield configuration, configuration.options(file.path)

    def _configurations(self, files: Iterable[FileReport], paths: Sequence[str]) -> Iterator[FileReport]:
        """Reports on the suppressions in the configurations of this run."""
        layers = {
            layer.path: layer
            for one in self._by_folder.values()
            if one.suppress
            for layer in one.layers
            if layer.path
        }
        if not layers or not self.run_options.suppressions:
            return
        from sbu_check.run.unused_suppressions import SuppressionUsage, report

        ledgers = {path: SuppressionUsage(layers[path]) for path in sorted(layers)}
        for file in files:
            configuration = self.configuration(Path(file.path).parent)
            for layer in configuration.layers:
                if layer.path in ledgers:
                    ledgers[layer.path].add(file, configuration)
        for ledger in ledgers.values():
            found = attempt(str(ledger.configuration.path), partial(report, ledger, paths, self.run_options))
            if found:
                yield found

    def configuration(self, folder: Path) -> Configuration:
        """The configuration in force in a folder, under the command line. Raises ConfigurationError."""
        if folder not in self._by_folder:
            base = self._fixed or self._found(folder)
            self._by_folder[folder] = base.overridden(self._changes, self._fail_level)
        return self._by_folder[folder]

    def _found(self, folder: Path) -> Configuration:
        path = find(folder, self._found_in)
        if path is None:
            return DEFAULT
        if path not in self._by_file:
            self._by_file[path] = load(path, self._trust, named=False)
        return self._by_file[path]


def check_everything(configuration: Configuration, paths: Sequence[str]) -> Report:
    """Return the report of a baseline: every finding by itself, without a limit, and no words of the documents."""
    run_options = RunOptions(
        limit=Limit.parse("none"), most=sys.maxsize, baseline=False, apart=True, entries=True
    )
    return Run(configuration, run_options=run_options).check(paths)
