"""The keys of a configuration, each with the reader of its value. An unknown key is an error, never silence."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sbu_check.diagnostics.model import RANK
from sbu_check.marking import UnknownSystem, system
from sbu_check.project.configuration import Configuration, PerFile
from sbu_check.project.options import Change
from sbu_check.rules.catalogue import catalogue
from sbu_check.rules.selection import UnknownName, check_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sbu_check.project.toml_file import TomlTable


class _Unfit(Exception):
    """A value of another kind than its key wants; the message says what was expected."""


def _text(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise _Unfit("a string")


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
        return tuple(value)
    raise _Unfit("a list of strings")


def _words(value: object) -> frozenset[str]:
    return frozenset(_texts(value))


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _Unfit("true or false")


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise _Unfit("a date such as 2005-03-02, without quotation marks")


def _level(value: object) -> str:
    if isinstance(value, str) and value in RANK:
        return value
    raise _Unfit('"error", "warning" or "info"')


def _levels(value: object) -> tuple[tuple[str, str], ...]:
    if isinstance(value, dict):
        return tuple((name, _level(level)) for name, level in value.items())
    raise _Unfit('a table of rules, each with "error", "warning" or "info"')


def _expect(value: object) -> str:
    if value == "cable":
        return "cable"
    raise _Unfit('"cable"')


def _system(value: object) -> str:
    name = _text(value)
    try:
        system(name)
    except UnknownSystem as error:
        raise _Unfit(f"a marking system ({error})") from None
    return name


_CHANGES: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "profile": ("profile", _text),
    "select": ("select", _texts),
    "ignore": ("ignore", _texts),
    "severity": ("severity", _levels),
    "preview": ("preview", _flag),
    "marking-system": ("system", _system),
    "date": ("on", _day),
    "expect": ("expect", _expect),
    "captions": ("captions", _words),
    "posts": ("posts", _words),
    "tags": ("tags", _words),
}
"""Keys that hold for files: in the file itself and in each `[[per-file]]`. The field of `Change`, and the reader."""


def configuration_of(table: TomlTable) -> Configuration:
    """The configuration that a table declares. Raises ConfigurationError at the first thing that is wrong."""
    _known(table, {*_CHANGES, "fail-level", "exclude", "per-file"})
    per_file = table.data.get("per-file", [])
    if not isinstance(per_file, list) or not all(isinstance(one, dict) for one in per_file):
        raise table.error("per-file: expected tables, each under a line [[per-file]]", "per-file")
    return Configuration(
        path=table.path,
        change=_change(table),
        fail_level=_value(table, "fail-level", _level, "warning"),
        exclude=_value(table, "exclude", _texts, ()),
        per_file=tuple(_per_file(table.part("per-file", one, index)) for index, one in enumerate(per_file)),
    )


def _per_file(table: TomlTable) -> PerFile:
    _known(table, {*_CHANGES, "paths"})
    if "paths" not in table.data:
        raise table.error('per-file: expected paths = ["…"], which says for which files it holds')
    return PerFile(_value(table, "paths", _texts, ()), _change(table))


def _change(table: TomlTable) -> Change:
    given = {
        name: _value(table, key, reader, None)
        for key, (name, reader) in _CHANGES.items()
        if key in table.data
    }
    change = Change(**given)
    for key, (name, _) in _CHANGES.items():
        names = Change(**{name: given[name]}).names if name in given else ()
        try:
            check_names(names, catalogue())
        except UnknownName as error:
            raise table.error(f"{key}: {error}", key, error.name.removeprefix("profile:")) from None
    return change


def _value(table: TomlTable, key: str, reader: Callable[[object], Any], default: object) -> Any:
    if key not in table.data:
        return default
    try:
        return reader(table.data[key])
    except _Unfit as error:
        raise table.error(f"{key}: expected {error}", key) from None


def _known(table: TomlTable, keys: set[str]) -> None:
    for key in table.data:
        if key not in keys:
            from difflib import get_close_matches

            near = get_close_matches(key, keys, n=1)
            raise table.error(f"unknown key {key}" + (f": did you mean {near[0]}?" if near else ""), key)
