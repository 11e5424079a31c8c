"""The configuration of a project: found beside the files, and asked for what holds for one of them.

The nearest `sbu-check.toml`, `.sbu-check.toml` or `pyproject.toml` with `[tool.sbu-check]`, walking up from the file to
the root of its repository, is the one in force. It holds alone, or on top of the file that its `extends` names: what it
says itself wins, and what adds up (`ignore`, `severity`, `rule-paths`, `plugins` and the tables) comes after what the
other says. What the command line says comes last.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from sbu_check.engine import LIMIT
from sbu_check.report.limit import ALL, Limit
from sbu_check.rules.catalogue import NO_CUSTOM_RULES, CustomRules
from sbu_check.rules.selection import Options
from sbu_check.text.files import (
    LARGE,
    read_bytes,
    reason,
    repository_of,
)
from sbu_check.values import field, replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from sbu_check.config.suppressions import Suppression
    from sbu_check.diagnostics.model import Severity


STANDARD_INPUT = "-"

STANDARD_INPUT_NAME = "<stdin>"
"""The default name of standard input in reports."""


@value
class RunOptions:
    """How a run reads files and reports on them. No configuration file can set these options.

    `most` is the number of diagnostics of one rule that are kept for one file; the rest is counted. `identified` adds
    fingerprints, which a report for people does not show; `sheets` adds the documents themselves.
    `entries` gives findings the fingerprints of a baseline in place of their own.
    `apart` reports each finding separately, even if it has the same cause as another. `forced` leaves out files that
    the configuration excludes, even if they are named.
    `suppressions` and `baseline` are whether these count. `today` is the day by which suppressions end (None: the
    current day).
    """

    limit: Limit = ALL
    encoding: str | None = None
    stdin_name: str = STANDARD_INPUT_NAME
    most: int = LIMIT
    identified: bool = True
    sheets: bool = False
    apart: bool = False
    entries: bool = False
    suppressions: bool = True
    baseline: bool = True
    today: date | None = None
    forced: bool = False

    def named(self, path: str) -> str:
        """Return the name of a file in reports: its path, or the name of standard input."""
        return self.stdin_name if path == STANDARD_INPUT else path


TABLE = ("tool", "sbu-check")
"""The way to the table of a pyproject.toml that is ours."""


class ConfigurationError(Exception):
    """A configuration that cannot be used; the message names the file, the line, the key, and what was expected."""


@value
class PerFile:
    """A `[[per-file]]` table: patterns as in .gitignore, and what it changes for the files that match one of them."""

    paths: tuple[str, ...]
    changes: Mapping[str, Any]


@value
class Configuration:
    """One configuration file, or the defaults (`path` is None). `override` is what the command line changes.

    `exclude` holds patterns as in .gitignore for files that a walk leaves out, None where nothing is said of them.
    Patterns are relative to the folder of their file. `baseline` is the file of
    known findings, named by the configuration `manager`. `text` is what the file holds.

    `marking_paths` are the folders of the project's marking systems, those of the lower file first.

    `extends` is the configuration that lies below. `fail_level`, `suppress`, `baseline`, `custom` and `plugins`
    are what holds with it. `custom` are the rules in the files and folders `rule_paths`, and `plugins` the installed
    checks that may look.
    """

    path: Path | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    fail_level: Severity = "warning"
    exclude: tuple[str, ...] | None = None
    per_file: tuple[PerFile, ...] = ()
    override: Mapping[str, Any] = field(default_factory=dict)
    suppress: tuple[Suppression, ...] = ()
    baseline: str | None = None
    marking_paths: tuple[Path, ...] = ()
    manager: Path | None = None
    text: str = ""
    extends: Configuration | None = None
    rule_paths: tuple[str, ...] = ()
    custom: CustomRules = NO_CUSTOM_RULES
    plugins: tuple[str, ...] = ()

    @property
    def layers(self) -> tuple[Configuration, ...]:
        """The configurations that this one extends, the lowest first, and itself."""
        return (*(self.extends.layers if self.extends else ()), self)

    @property
    def by_path(self) -> bool:
        """Whether the options of one file may be others than those of the next."""
        return any(layer.per_file or layer.changes.get("date_pattern") for layer in self.layers)

    def options(self, path: str | None = None) -> Options:
        """The options of one file; `path` is None for a text without a name."""
        options = Options(custom=self.custom, marking_paths=self.marking_paths)
        for layer in self.layers:
            options = options.changed(layer.changes)
            relative = layer.relative(path) if layer.per_file else None
            for table in layer.per_file if relative else ():
                if matcher(table.paths)(relative or ""):
                    options = options.changed(table.changes)
        options = options.changed(self.override)
        day = self.day_of_name(path, options.date_pattern) if options.date_pattern and path else None
        return replace(options, on=day) if day else options

    def day_of_name(self, path: str, template: str) -> date | None:
        """The day that the name of a file says by a template; that of its path where the template has folders."""
        from sbu_check.config.key_readers import day_in

        if "/" not in template:
            return day_in(PurePath(path).name, template)
        return day_in(self.relative(path) or PurePath(path).as_posix(), template)

    def excludes(self, path: str) -> bool:
        """Whether a walk leaves the file out: `exclude` names it, or it belongs to the configuration itself."""
        if self.path and path in self._own_files:
            return True
        if path.endswith(".toml") and any(path.startswith(f"{_lexical(one)}/") for one in self.marking_paths):
            return True
        relative = self._excluding.relative(path) if self.excluded else None
        return relative is not None and matcher(self.excluded)(relative)

    @property
    def excluded(self) -> tuple[str, ...]:
        """The patterns of files that a walk leaves out."""
        return self._excluding.exclude or ()

    @property
    def _excluding(self) -> Configuration:
        """The configuration whose `exclude` holds."""
        return next((layer for layer in reversed(self.layers) if layer.exclude is not None), self)

    @property
    def _own_files(self) -> frozenset[str]:
        """The files of the configuration, its baseline, and its rules with their folders, as a walk has them."""
        return _own_files(
            tuple(layer.path for layer in self.layers),
            self.baseline_path,
            tuple(
                layer.path.parent / name for layer in self.layers for name in layer.rule_paths if layer.path
            ),
        )

    def suppressions(self, path: str) -> Iterator[tuple[int, Suppression]]:
        """The entries that name the file, each with its index."""
        for index, entry in enumerate(self.suppress):
            relative = _below(entry.file or self.path, path)
            if relative is not None and matcher(entry.paths)(relative):
                yield index, entry

    @property
    def baseline_path(self) -> Path | None:
        """The file of the baseline, None where the configuration names none."""
        manager = self.manager or self.path
        return manager.parent / self.baseline if manager and self.baseline else None

    def name(self, path: str) -> str:
        """What a baseline calls the file: its path as seen from the folder of its configuration, with slashes."""
        return _below(self.manager or self.path, path) or Path(path).absolute().as_posix()

    def overridden(self, override: Mapping[str, Any], fail_level: Severity | None = None) -> Configuration:
        """The same configuration under a command line."""
        return replace(self, override=override, fail_level=fail_level or self.fail_level)

    def relative(self, path: str | None) -> str | None:
        """The path as the patterns see it; None for one that lies outside of the configuration's folder."""
        return _below(self.path, path)


def _below(configuration: Path | None, path: str | None) -> str | None:
    """A path as seen from the folder of a configuration, with slashes; None for one that lies outside of it."""
    if path is None or configuration is None:
        return None
    try:
        return Path(path).absolute().relative_to(configuration.parent.absolute()).as_posix()
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _own_files(
    files: tuple[Path | None, ...], baseline: Path | None, rules: tuple[Path, ...]
) -> frozenset[str]:
    return frozenset(_lexical(path) for path in (*files, baseline, *rules))


def _lexical(path: Path | None) -> str:
    """The absolute path as a walk has it, "" for none."""
    return os.path.abspath(path).replace(os.sep, "/") if path else ""  # noqa: PTH100 - links are not followed


DEFAULT = Configuration()


@lru_cache(maxsize=64)
def matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a path with `/` matches patterns as in .gitignore."""
    from sbu_check.text.globs import globs

    return globs(patterns).matches


def root_of(path: Path) -> Path:
    """The folder that holds all that a configuration may name: its repository, else its own folder."""
    return repository_of(path.parent) or path.parent


def content(path: Path) -> str:
    """The text of a configuration file. Raises ConfigurationError."""
    try:
        return read_bytes(path, most=LARGE).decode("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{path}: {reason(error)}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path}: is not UTF-8, which TOML files are") from None
