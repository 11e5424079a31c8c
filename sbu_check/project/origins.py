"""Where each value of the options of a file comes from, and why a rule looks at it or does not."""

from __future__ import annotations

from datetime import date
from os import sep
from os.path import relpath
from typing import TYPE_CHECKING, Any

from sbu_check.project.configuration import TABLE, matcher
from sbu_check.project.keys import CHANGES
from sbu_check.project.options import Change, Options
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.selection import decide, graded
from sbu_check.text.keys import places
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sbu_check.project.configuration import Configuration
    from sbu_check.rules.model import Rule

COMMAND_LINE, DEFAULT, NAME = "command line", "default", "name of the file"

_ADDING = ("ignore", "severity")
"""Keys whose values add up; of the others the last one holds."""


@value
class Setting:
    """One value in force, in a form that JSON has, and its origin: `FILE:LINE`, `default` or `command line`."""

    key: str
    value: Any
    origin: str


@value
class Verdict:
    """A rule, whether it looks at the file, the name that decides it and where that name stands."""

    rule: str
    on: bool
    severity: str
    why: str


@value
class Origins:
    """What holds for a file, and why. `configuration` is the file that says so, None for none."""

    path: str
    configuration: str | None
    settings: tuple[Setting, ...]
    rules: tuple[Verdict, ...]


def origins(configuration: Configuration, path: str) -> Origins:
    """The origins of what holds for a file under a configuration and its command line."""
    settings = (*_settings(configuration, path), *_of_project(configuration))
    return Origins(
        path,
        str(configuration.path) if configuration.path else None,
        settings,
        tuple(_verdict(rule, configuration, path, settings) for rule in catalogue().values()),
    )


def _layers(configuration: Configuration, path: str) -> Iterator[tuple[Change, tuple[str | int, ...] | None]]:
    """What changes the options of a file, in order, and the way to it in the configuration; None: the command line."""
    top = TABLE if configuration.path and configuration.path.name == "pyproject.toml" else ()
    yield configuration.change, top
    name = configuration.relative(path)
    for index, table in enumerate(configuration.per_file if name else ()):
        if matcher(table.paths)(name or ""):
            yield table.change, (*top, "per-file", index)
    yield configuration.override, None


def _settings(configuration: Configuration, path: str) -> Iterator[Setting]:
    default = Options()
    for key, (field, _) in CHANGES.items():
        found = []
        for change, way in _layers(configuration, path):
            given = getattr(change, field)
            if given is not None and given != ():
                found.append(Setting(key, _plain(given), _origin(configuration, way, key)))
        holders = (default.settings, default.selection, default)
        source = next(one for one in holders if hasattr(one, field))
        nothing = Setting(key, _plain(getattr(source, field)), DEFAULT)
        template = configuration.options(path).date_pattern if key == "date" else None
        if template and (day := configuration.day_of_name(path, template)):
            found.append(Setting(key, day.isoformat(), NAME))
        yield from (found or [nothing]) if key in _ADDING else [(found or [nothing])[-1]]


def _of_project(configuration: Configuration) -> Iterator[Setting]:
    top = TABLE if configuration.path and configuration.path.name == "pyproject.toml" else ()
    for key, value_of in (
        ("fail-level", configuration.fail_level),
        ("exclude", list(configuration.exclude)),
        ("baseline", configuration.baseline),
        ("marking-paths", [_relative(configuration, one) for one in configuration.marking_paths]),
    ):
        yield Setting(key, value_of, _origin(configuration, top, key))


def _relative(configuration: Configuration, folder: Path) -> str:
    """A folder as seen from that of the configuration."""
    assert configuration.path
    return relpath(folder, configuration.path.parent).replace(sep, "/")


def _origin(configuration: Configuration, way: tuple[str | int, ...] | None, key: str) -> str:
    if way is None:
        return COMMAND_LINE
    whole = (*way, key)
    lines = (number for number, place, _ in places(configuration.text) if place[: len(whole)] == whole)
    line = next(lines, None)
    return f"{configuration.path}:{line}" if line else DEFAULT


def _verdict(rule: Rule, configuration: Configuration, path: str, settings: tuple[Setting, ...]) -> Verdict:
    selection = configuration.options(path).selection
    decision = decide(rule, selection)
    severity = graded(rule, selection).severity
    if decision.by == "preview":
        return Verdict(rule.id, decision.on, severity, "it is in preview, and nobody asked for it by name")
    if not decision.by:
        asked = "select" if selection.select else f"profile:{selection.profile}"
        return Verdict(rule.id, decision.on, severity, f"{asked} does not have it")
    keys = ("profile", "select") if decision.on else ("ignore",)
    places = [
        one.origin
        for one in settings
        if one.key in keys and (decision.by in _listed(one.value) or decision.by == f"profile:{one.value}")
    ]
    where = f" ({places[-1]})" if places else ""
    return Verdict(rule.id, decision.on, severity, f"{decision.by}{where}")


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _plain(given: Any) -> Any:
    if isinstance(given, frozenset):
        return sorted(given)
    if isinstance(given, tuple) and given and isinstance(given[0], tuple):
        return dict(given)
    if isinstance(given, tuple):
        return list(given)
    return given.isoformat() if isinstance(given, date) else given
