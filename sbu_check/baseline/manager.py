"""Create, prune and write baselines: the findings of a run become the known findings of later runs."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sbu_check.baseline.entries import NAME, Baseline, Entry, baseline_of, secret
from sbu_check.config.configuration import DEFAULT, Configuration, ConfigurationError, content
from sbu_check.config.find import find, load
from sbu_check.config.keys import read
from sbu_check.config.writing import with_keys
from sbu_check.text.writing import Unwritten, write_whole
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sbu_check.report.model import FileReport, Report

OWN = "sbu-check.toml"


class NewFindings(Exception):
    """A baseline is not written because it lacks something that was found; the message says what."""


class Unchecked(Exception):
    """A baseline is not written because a file could not be checked; the message says why."""


@value
class BaselineChange:
    """The result of a change: the file, its number of entries, and how many were added and removed."""

    path: Path
    entries: int
    added: int
    removed: int


@value
class BaselineManager:
    """Creates and prunes the baseline of one configuration.

    `check` runs all rules over some paths under a configuration and reports every finding. `fixed` is whether the user
    named the configuration: it then holds for all files.
    """

    configuration: Configuration
    check: Callable[[Configuration, Sequence[str]], Report]
    fixed: bool = False

    @classmethod
    def of(
        cls,
        path: Path | None,
        check: Callable[[Configuration, Sequence[str]], Report],
        trust: tuple[Path, ...] = (),
    ) -> BaselineManager:
        """Return the manager of the configuration in a file, or of this folder. Raises ConfigurationError."""
        if path:
            return cls(load(path, trust), check, fixed=True)
        found = find(Path(), {})
        return cls(load(found, trust, named=False) if found else DEFAULT, check)

    def create(self, paths: Sequence[str], *, accept_new: bool = False) -> BaselineChange:
        """Write the baseline of all that a run over `paths` finds, and its name into the configuration.

        Raises NewFindings, and leaves all as it is, when there is one that lacks some of it, unless that is accepted.
        Raises ConfigurationError, Unchecked and Unwritten.
        """
        prepared = self._prepared()
        before, there = self._before(prepared)
        report = self.check(prepared, paths)
        found = set(self._entries(prepared, report))
        seen = {prepared.name(file.path) for file in report.files}
        kept = {one for one in before.entries if one.path not in seen and self._exists(prepared, one)}
        added = found - set(before.entries)
        if there and added and not accept_new:
            raise NewFindings(_listed(sorted(added)))
        return self._written(prepared, before, Baseline.made(found | kept))

    def prune(self, paths: Sequence[str]) -> BaselineChange:
        """Take out of the baseline what a run over `paths` does not find any more, and the entries of lost files.

        Raises ConfigurationError, Unchecked and Unwritten.
        """
        before = self.baseline()
        report = self.check(self.configuration, paths)
        found = set(self._entries(self.configuration, report))
        looked = {self.configuration.name(file.path) for file in report.files}
        kept = [
            one
            for one in before.entries
            if one in found or (one.path not in looked and self._exists(self.configuration, one))
        ]
        return self._written(self.configuration, before, Baseline.made(kept))

    def baseline(self) -> Baseline:
        """The baseline as it is. Raises ConfigurationError, also where the configuration names none."""
        if self.configuration.baseline is None:
            where = self.configuration.path or "the configuration"
            raise ConfigurationError(f"{where} names no baseline: baseline create makes one")
        return baseline_of(self.configuration)

    def _prepared(self) -> Configuration:
        """The configuration with the name of a baseline, which is written later."""
        if self.configuration.baseline is not None:
            return self.configuration
        path = self.configuration.path or _root() / OWN
        try:
            made = read(path, with_keys(self.configuration.text, path.name, {"baseline": NAME}))
        except ConfigurationError:
            made = None  # the table is written in a way that no line can be added to
        wanted = replace(
            self.configuration,
            path=path,
            text=made.text if made else "",
            baseline=NAME,
            manager=path,
        )
        if made != wanted:
            line = f'baseline = "{NAME}"'
            raise ConfigurationError(f"{path}: write {line} into it, which cannot be done safely from here")
        return wanted

    def _before(self, prepared: Configuration) -> tuple[Baseline, bool]:
        path = prepared.baseline_path
        if path is None or not path.exists():
            return Baseline(()), False
        return baseline_of(prepared), True

    def _entries(self, configuration: Configuration, report: Report) -> Iterator[Entry]:
        """The findings of a run as entries. Raises Unchecked and ConfigurationError."""
        found_in: dict[Path, Path | None] = {}
        for file in report.files:
            if file.status == "failed" or file.crashes:
                raise Unchecked(f"{file.path}: {_trouble(file)}")
            elsewhere = None if self.fixed else find(Path(file.path).parent, found_in)
            if elsewhere and configuration.path and not _same(elsewhere, configuration.path):
                raise ConfigurationError(
                    f"{file.path} has a configuration of its own, {elsewhere}: leave it out here"
                )
            for one in file.diagnostics if file.status != "configuration" else ():
                if one.state != "suppressed":
                    yield Entry(configuration.name(file.path), one.rule, one.fingerprint)

    def _exists(self, configuration: Configuration, entry: Entry) -> bool:
        assert configuration.path, "a baseline is named by a file"
        return (configuration.path.parent / entry.path).exists()

    def _written(self, configuration: Configuration, before: Baseline, after: Baseline) -> BaselineChange:
        path = configuration.baseline_path
        assert path, "a configuration that was prepared names a baseline"
        assert configuration.path, "a configuration that was prepared has a file"
        with _alone_in(configuration.path.parent):
            # Two runs at once would each take a salt of their own, and one the findings of the other out.
            if (
                _text(configuration.path) != self.configuration.text
                or self._before(configuration)[0] != before
            ):
                raise Unwritten(f"{path}: another run has changed it meanwhile: run this again")
            write_whole(str(path), after.text(secret()).encode())
            if configuration.text != self.configuration.text:
                write_whole(str(configuration.path), configuration.text.encode())
        old, new = set(before.entries), set(after.entries)
        return BaselineChange(path, len(new), len(new - old), len(old - new))


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run is in this block for the folder. The system ends the wait when a run is killed.

    Where folders cannot be locked (Windows, some network disks), nothing is waited for.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _root() -> Path:
    """The root of the repository that this folder lies in, else this folder."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def _text(path: Path) -> str:
    """What a configuration file holds now, "" for none. Raises ConfigurationError."""
    return content(path) if path.exists() else ""


def _same(one: Path, other: Path) -> bool:
    return os.path.abspath(one) == os.path.abspath(other)  # noqa: PTH100 - links are not followed


def _trouble(file: FileReport) -> str:
    return file.problem or f"the rule {file.crashes[0].rule} failed: {file.crashes[0].message}"


def _listed(entries: Sequence[Entry]) -> str:
    """The new findings in words, the first of them by name."""
    named = ", ".join(f"{one.path}: {one.rule}" for one in entries[:5])
    more = f" and {len(entries) - 5:,} more" if len(entries) > 5 else ""
    word = "finding is" if len(entries) == 1 else "findings are"
    return f"{len(entries):,} {word} not in the baseline ({named}{more}): --accept-new takes them in"
