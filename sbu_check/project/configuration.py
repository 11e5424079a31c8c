"""The configuration of a project: found beside the files, and asked for what holds for one of them.

The nearest `sbu-check.toml`, `.sbu-check.toml` or `pyproject.toml` with `[tool.sbu-check]`, walking up from the file to
the root of its repository, is the one in force; files are not merged. What the command line says comes last.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from sbu_check.checks.context import Settings
from sbu_check.diagnostics.fingerprint import DEFAULT_SALT
from sbu_check.project.discover import reason
from sbu_check.project.options import Change, Options
from sbu_check.values import field, replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from sbu_check.diagnostics.model import Severity
    from sbu_check.project.suppressions import Suppression

NAMES = ("sbu-check.toml", ".sbu-check.toml", "pyproject.toml")
TABLE = ("tool", "sbu-check")
"""The way to the table of a pyproject.toml that is ours."""


class ConfigurationError(Exception):
    """A configuration that cannot be used; the message names the file, the line, the key, and what was expected."""


@value
class PerFile:
    """A `[[per-file]]` table: patterns as in .gitignore, and what it changes for the files that match one of them."""

    paths: tuple[str, ...]
    change: Change


@value
class Configuration:
    """One configuration file, or the defaults (`path` is None). `override` is what the command line changes.

    `exclude` holds patterns as in .gitignore for files that a walk leaves out. Patterns are relative to the folder of
    the configuration. `salt` keys the fingerprints, `baseline` is the file that holds those of known findings, relative
    likewise. `marking_paths` are the folders of the project's marking systems. `text` is what the file holds.
    """

    path: Path | None = None
    change: Change = field(default_factory=Change)
    fail_level: Severity = "warning"
    exclude: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    override: Change = field(default_factory=Change)
    suppress: tuple[Suppression, ...] = ()
    salt: bytes = DEFAULT_SALT
    baseline: str | None = None
    marking_paths: tuple[Path, ...] = ()
    text: str = ""

    def options(self, path: str | None = None) -> Options:
        """The options of one file; `path` is None for a text without a name."""
        options = self.change.applied(self._beforehand)
        relative = self.relative(path) if self.per_file else None
        for table in self.per_file if relative else ():
            if matcher(table.paths)(relative or ""):
                options = table.change.applied(options)
        options = self.override.applied(options)
        day = self.day_of_name(path, options.date_pattern) if options.date_pattern and path else None
        return replace(options, settings=options.settings._replace(on=day)) if day else options

    @property
    def _beforehand(self) -> Options:
        settings = Settings(marking_paths=self.marking_paths)
        return Options(settings=settings) if self.marking_paths else Options()

    def day_of_name(self, path: str, template: str) -> date | None:
        """The day that the name of a file says by a template; that of its path where the template has folders."""
        from sbu_check.project.dated import day_in

        return day_in(self.name(path) if "/" in template else PurePath(path).name, template)

    def excludes(self, path: str) -> bool:
        """Whether a walk leaves the file out: `exclude` names it, or it belongs to the configuration itself."""
        if self.path and path in {_lexical(self.path), _lexical(self.baseline_path)}:
            return True
        if path.endswith(".toml") and any(path.startswith(f"{_lexical(one)}/") for one in self.marking_paths):
            return True
        relative = self.relative(path) if self.exclude else None
        return relative is not None and matcher(self.exclude)(relative)

    def suppressions(self, path: str) -> Iterator[tuple[int, Suppression]]:
        """The entries that name the file, each with its index."""
        relative = self.relative(path) if self.suppress else None
        for index, entry in enumerate(self.suppress if relative else ()):
            if matcher(entry.paths)(relative or ""):
                yield index, entry

    @property
    def baseline_path(self) -> Path | None:
        """The file of the baseline, None where the configuration names none."""
        return self.path.parent / self.baseline if self.path and self.baseline else None

    def name(self, path: str) -> str:
        """What a baseline calls the file: its path as seen from the configuration's folder, with slashes."""
        return self.relative(path) or Path(path).absolute().as_posix()

    def overridden(self, override: Change, fail_level: Severity | None = None) -> Configuration:
        """The same configuration under a command line."""
        return replace(self, override=override, fail_level=fail_level or self.fail_level)

    def relative(self, path: str | None) -> str | None:
        """The path as the patterns see it; None for one that lies outside of the configuration's folder."""
        if path is None or self.path is None:
            return None
        try:
            return Path(path).absolute().relative_to(self.path.parent.absolute()).as_posix()
        except ValueError:
            return None


def _lexical(path: Path | None) -> str:
    """The absolute path as a walk has it, "" for none."""
    return os.path.abspath(path).replace(os.sep, "/") if path else ""  # noqa: PTH100 - links are not followed


DEFAULT = Configuration()


@lru_cache(maxsize=64)
def matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a path with `/` matches patterns as in .gitignore."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns).match_file


def find(folder: Path, known: dict[Path, Path | None]) -> Path | None:
    """The configuration file in force in a folder, None when there is none up to the root of its repository.

    `known` holds the answers of a run so far, and gets those that are new.
    """
    passed: list[Path] = []
    found: Path | None = None
    for here in _upwards(folder.absolute()):
        if here in known:
            found = known[here]
            break
        passed.append(here)
        found = next((path for path in map(here.joinpath, NAMES) if _is_configuration(path)), None)
        if found or (here / ".git").exists():
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents


def _is_configuration(path: Path) -> bool:
    return path.is_file() and (path.name != "pyproject.toml" or _ours(path))


def _ours(path: Path) -> bool:
    # A cheap look first: most projects have a pyproject.toml that says nothing of us.
    try:
        return b"sbu-check" in path.read_bytes() and _read(path) is not None
    except OSError:
        return False


def load(path: Path) -> Configuration:
    """The configuration in a file. Raises ConfigurationError."""
    found = _read(path)
    if found is None:
        raise ConfigurationError(f"{path}: there is no table [{'.'.join(TABLE)}] in it")
    return found


def _read(path: Path) -> Configuration | None:
    from sbu_check.project.keys import read

    try:
        return read(path, path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{path}: {reason(error)}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path}: is not UTF-8, which TOML files are") from None
