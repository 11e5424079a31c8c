"""Where each option of a file comes from, and why each rule runs or does not."""

from __future__ import annotations

from datetime import date
from os import sep
from os.path import relpath
from typing import TYPE_CHECKING, Any

from sbu_check.config.configuration import TABLE, Configuration, matcher
from sbu_check.config.keys import CHANGES
from sbu_check.rules.catalogue import every
from sbu_check.rules.selection import Options, decide, graded
from sbu_check.text.schema_faults import places
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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
    """A rule, whether it runs on the file, the name that decides it and the place of that name."""

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
        tuple(_verdict(rule, configuration, path, settings) for rule in every(configuration.custom).values()),
    )


def _layers(
    configuration: Configuration, path: str
) -> Iterator[tuple[Mapping[str, Any], _TablePlace | None]]:
    """Changes to the options of a file, in order, with their places; None for the command line."""
    for layer in configuration.layers:
        yield layer.changes, _TablePlace(layer)
        name = layer.relative(path)
        for index, table in enumerate(layer.per_file if name else ()):
            if matcher(table.paths)(name or ""):
                yield table.changes, _TablePlace(layer, ("per-file", index))
    yield configuration.override, None


@value
class _TablePlace:
    """A table of a configuration file; `way` leads to it from the table that is ours."""

    layer: Configuration
    way: tuple[str | int, ...] = ()

    def origin(self, key: str) -> str | None:
        """Where the table has a key: `FILE:LINE`; None where it has not."""
        path = self.layer.path
        whole = (*(TABLE if path and path.name == "pyproject.toml" else ()), *self.way, key)
        lines = (number for number, place, _ in places(self.layer.text) if place[: len(whole)] == whole)
        line = next(lines, None)
        return f"{path}:{line}" if line else None


def _settings(configuration: Configuration, path: str) -> Iterator[Setting]:
    default = Options()
    for key, (field, _) in CHANGES.items():
        found = []
        for changes, place in _layers(configuration, path):
            given = changes.get(field)
            if given is not None and given != ():
                origin = (place.origin(key) or DEFAULT) if place else COMMAND_LINE
                found.append(Setting(key, _plain(given), origin))
        nothing = Setting(key, _plain(getattr(default, field)), DEFAULT)
        template = configuration.options(path).date_pattern if key == "date" else None
        if template and (day := configuration.day_of_name(path, template)):
            found.append(Setting(key, day.isoformat(), NAME))
        yield from (found or [nothing]) if key in _ADDING else [(found or [nothing])[-1]]


def _of_project(configuration: Configuration) -> Iterator[Setting]:
    """What holds for the whole project. A value that adds up has a setting for each file that names it."""
    for layer in configuration.layers:
        before = layer.extends or Configuration()
        folders = (one for one in layer.marking_paths if one not in before.marking_paths)
        for key, given in (
            ("extends", str(before.path) if before.path else None),
            ("rule-paths", list(layer.rule_paths)),
            ("plugins", [one for one in layer.plugins if one not in before.plugins]),
            ("marking-paths", [_relative(layer, one) for one in folders]),
        ):
            if given:
                yield Setting(key, given, _TablePlace(layer).origin(key) or DEFAULT)
    for key, value_of in (
        ("fail-level", configuration.fail_level),
        ("exclude", list(configuration.excluded)),
        ("baseline", configuration.baseline),
    ):
        origins = (_TablePlace(layer).origin(key) for layer in reversed(configuration.layers))
        yield Setting(key, value_of, next(filter(None, origins), DEFAULT))


def _relative(configuration: Configuration, folder: Path) -> str:
    """A folder as seen from that of the configuration."""
    assert configuration.path
    return relpath(folder, configuration.path.parent).replace(sep, "/")


def _verdict(rule: Rule, configuration: Configuration, path: str, settings: tuple[Setting, ...]) -> Verdict:
    selection = configuration.options(path)
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
    if isinstance(given, tuple):
        return list(given)
    return given.isoformat() if isinstance(given, date) else given
