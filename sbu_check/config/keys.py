"""The keys of a configuration, each with the reader of its value. An unknown key is an error, never silence."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sbu_check.config import key_readers
from sbu_check.config.configuration import (
    TABLE,
    Configuration,
    ConfigurationError,
    PerFile,
    content,
    root_of,
)
from sbu_check.config.key_readers import Unfit
from sbu_check.config.suppressions import Suppression
from sbu_check.marking import UnknownSystem
from sbu_check.marking.systems import names as system_names
from sbu_check.marking.validate import FaultySystems
from sbu_check.rules.catalogue import catalogue, every
from sbu_check.rules.selection import UnknownName, check_names, names_in
from sbu_check.text.files import inside, is_folder, is_there, outside, reason
from sbu_check.text.schema_faults import Fault, fault_at, parsed, shown, unknown_key
from sbu_check.values import field, replace, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sbu_check.rules.catalogue import CustomRules
    from sbu_check.rules.model import Rule


CHANGES: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "profile": ("profile", key_readers.string),
    "select": ("select", key_readers.strings),
    "ignore": ("ignore", key_readers.strings),
    "severity": ("severity", key_readers.severities),
    "preview": ("preview", key_readers.flag),
    "marking-system": ("system", key_readers.string),
    "date": ("on", key_readers.day),
    "date-pattern": ("date_pattern", key_readers.date_template),
    "expect": ("expect", key_readers.expected_kind),
    "captions": ("captions", key_readers.words),
    "posts": ("posts", key_readers.words),
    "tags": ("tags", key_readers.words),
}
"""Keys that hold for files: in the file itself and in each `[[per-file]]`. The field of `Options`, and the reader."""

WHOLE = (
    "extends", "rule-paths", "plugins", "marking-paths", "fail-level", "exclude", "per-file", "suppress", "baseline",
)  # fmt: skip
"""Keys that hold for the whole project."""


_DEEP = 30
"""Configurations that may lie one on top of the other."""


@value
class _Table:
    """A table of a configuration: its content, and the way to it from the top of the file.

    `rules` are those that it can name, `folders` hold marking systems that it can. What it names otherwise lies in one
    of the folders `within`.
    """

    path: Path
    text: str
    data: Mapping[str, Any]
    way: tuple[str | int, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=catalogue)
    folders: tuple[Path, ...] = ()
    within: tuple[Path, ...] = ()

    def holds(self, path: Path, key: str, word: str = "") -> None:
        """Raise the fault of a key that names something outside of the folders in which it has to lie."""
        if "\0" in str(path):
            raise self.error(f"{_cut(path)} can be no path", key, word=word)
        if not inside(path, self.within):
            raise self.error(f"{_cut(path)} {outside(self.within)}", key, word=word)

    def part(self, key: str, index: int) -> _Table:
        return replace(self, data=self.data[key][index], way=(*self.way, key, index))

    def parts(self, key: str) -> Iterator[_Table]:
        there = self.data.get(key, [])
        if not isinstance(there, list) or not all(isinstance(one, dict) for one in there):
            raise self.error(f"expected tables, each under a line [[{key}]]", key)
        return (self.part(key, index) for index in range(len(there)))

    def error(self, message: str, *keys: str, word: str = "") -> ConfigurationError:
        """The fault of a key; `word` is the one of its strings that is wrong, which may be on a later line."""
        fault = fault_at(self.text, str(self.path), [*self.way, *keys], message)
        rows = self.text.split("\n")
        quoted = (f'"{word}"', f"'{word}'")
        later = range(fault.line, len(rows) + 1) if word else ()
        line = next((at for at in later if any(one in rows[at - 1] for one in quoted)), fault.line)
        return ConfigurationError(str(Fault(fault.file, line, fault.key, fault.message)))

    def value(self, key: str, reader: Callable[[object], Any], default: object = None) -> Any:
        if key not in self.data:
            return default
        try:
            return reader(self.data[key])
        except Unfit as error:
            raise self.error(f"expected {error}", key, *error.below) from None


def read(
    path: Path, text: str, under: tuple[Path, ...] = (), trust: tuple[Path, ...] = ()
) -> Configuration | None:
    """The configuration in the text of a file; None for a pyproject.toml without our table.

    `under` are the files that extend it, `trust` the folders besides its repository in which what it names may lie.
    Raises ConfigurationError at the first thing that is wrong.
    """
    data, way = _ours(path, text)
    return configuration_of(data, path, text, way, under, trust) if isinstance(data, dict) else None


def has_table(path: Path, text: str) -> bool:
    """Whether a file has our table. Raises ConfigurationError for one that is no TOML."""
    return isinstance(_ours(path, text)[0], dict)


def _ours(path: Path, text: str) -> tuple[object, tuple[str, ...]]:
    """Our table in a file and the way to it."""
    data: Any = parsed(text, str(path))
    if isinstance(data, Fault):
        raise ConfigurationError(str(data))
    way = TABLE if path.name == "pyproject.toml" else ()
    for step in way:
        data = data.get(step) if isinstance(data, dict) else None
    return data, way


def configuration_of(
    data: Mapping[str, Any],
    path: Path,
    text: str = "",
    way: tuple[str, ...] = (),
    under: tuple[Path, ...] = (),
    trust: tuple[Path, ...] = (),
) -> Configuration:
    """The configuration that a table declares. Raises ConfigurationError at the first thing that is wrong."""
    table = _Table(path, text, data, way, within=(root_of((*under, path)[0]), *trust))
    _known(table, {*CHANGES, *WHOLE})
    base = _extended(table, under, trust) or Configuration()
    rule_paths = table.value("rule-paths", key_readers.strings, ())
    custom = _custom(table, rule_paths, base.custom)
    table = replace(table, rules=every(custom), folders=_marking_paths(table, base.marking_paths))
    plugins = _plugins(table, base.plugins, custom)
    own = table.value("baseline", key_readers.string)
    if own:
        table.holds(path.parent / own, "baseline")
    return Configuration(
        path=path,
        changes=_changes(table),
        fail_level=table.value("fail-level", key_readers.severity, base.fail_level),
        exclude=table.value("exclude", key_readers.glob_patterns),
        per_file=tuple(map(_per_file, table.parts("per-file"))),
        suppress=(*base.suppress, *map(_suppression, table.parts("suppress"))),
        baseline=own or base.baseline,
        manager=path if own else base.manager,
        marking_paths=table.folders,
        text=text,
        extends=base if base.path else None,
        rule_paths=rule_paths,
        custom=_with_plugins(custom, plugins),
        plugins=plugins,
    )


def _marking_paths(table: _Table, before: tuple[Path, ...]) -> tuple[Path, ...]:
    """The folders of the project's marking systems, after checking their files; those `before` come first."""
    folders = list(before)
    for written in table.value("marking-paths", key_readers.strings, ()):
        folder = table.path.parent / written
        if not is_folder(folder):
            raise table.error(
                f"expected folders, but {shown(written)} is none", "marking-paths", word=written
            )
        for place in (folder, *sorted(folder.glob("*.toml"))):
            table.holds(place, "marking-paths", word=written)
        folders.append(folder)
    try:
        system_names(tuple(folders))
    except OSError as error:
        raise table.error(f"{error.filename}: {reason(error)}", "marking-paths") from None
    except FaultySystems as error:
        raise ConfigurationError(str(error)) from None
    return tuple(folders)


def _extended(table: _Table, under: tuple[Path, ...], trust: tuple[Path, ...]) -> Configuration | None:
    """The configuration that a table extends. Raises ConfigurationError, also where files extend each other."""
    name = table.value("extends", key_readers.string)
    if name is None:
        return None
    # One file has one name, whoever extends it.
    path = Path(os.path.normpath(table.path.parent / name))
    if not is_there(path) or is_folder(path):
        raise table.error(f"expected a configuration file, but there is none at {_cut(path)}", "extends")
    chain = (*under, table.path)
    for at, file in enumerate(chain):
        if _same(file, path):
            circle = ", which extends ".join(map(str, (*chain[at:], path)))
            raise table.error(f"configurations extend each other in a circle: {circle}", "extends")
    if len(chain) > _DEEP:
        raise table.error(f"more than {_DEEP} configurations extend each other", "extends")
    table.holds(path, "extends")
    found = read(path, content(path), chain, trust)
    if found is None:
        raise table.error(f"there is no table [{'.'.join(TABLE)}] in {path}", "extends")
    return found


def _cut(path: Path | str) -> str:
    """A path as a message names it: cut if it is too long, and without invalid characters."""
    words = str(path)
    return shown(words) if len(words) > 300 or "\0" in words else words


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _custom(table: _Table, paths: Sequence[str], before: CustomRules) -> CustomRules:
    """The custom rules in files and folders. Raises ConfigurationError with all that is wrong with them."""
    if not paths:
        return before
    from sbu_check.rules.custom_files import FaultyRules, custom_rules, rule_files

    for name in paths:
        place = table.path.parent / name
        table.holds(place, "rule-paths", word=name)
        try:
            if not any(True for _ in rule_files(place)):
                raise table.error(f"there is no rule file in {_cut(place)}", "rule-paths", word=name)
            before = custom_rules([place], before, table.within)
        except OSError as error:
            why = f"{_cut(error.filename or place)}: {reason(error)}"
            raise table.error(why, "rule-paths", word=name) from None
        except FaultyRules as error:
            raise ConfigurationError(str(error)) from None
    return before


def _plugins(table: _Table, before: tuple[str, ...], custom: CustomRules) -> tuple[str, ...]:
    """The installed checks that may be asked, by name. Raises ConfigurationError; no code of theirs is loaded."""
    names = tuple(dict.fromkeys((*before, *table.value("plugins", key_readers.strings, ()))))
    if names:
        from sbu_check.checks.common.plugin import GROUP, installed

        for name in names:
            if name not in installed():
                raise table.error(
                    f"no installed package has an entry point {shown(name)} in the group {GROUP}",
                    "plugins",
                    word=name,
                )
    for rule in custom.rules:
        if rule.plugin and rule.plugin not in names:
            raise ConfigurationError(
                f'{rule.file}: plugin: "{rule.plugin}" is not among the plugins of {table.path}'
            )
    return names


def _with_plugins(custom: CustomRules, plugins: tuple[str, ...]) -> CustomRules:
    """The custom rules, which are others where other packages answer for them."""
    used = sorted({rule.plugin for rule in custom.rules if rule.plugin in plugins and rule.plugin})
    if not used:
        return custom
    from sbu_check.checks.common.plugin import provider

    return replace(custom, digest=" ".join((custom.digest, *map(provider, used))))


def _per_file(table: _Table) -> PerFile:
    _known(table, {*CHANGES, "paths"})
    if "paths" not in table.data:
        raise table.error('expected paths = ["…"], which says for which files the table holds')
    return PerFile(table.value("paths", key_readers.glob_patterns), _changes(table))


def _suppression(table: _Table) -> Suppression:
    _known(table, {"path", "rule", "where", "reason", "until"})
    for key, wanted in (("path", '"…"'), ("rule", '"…"'), ("reason", '"…", which says why')):
        if key not in table.data:
            raise table.error(f"expected {key} = {wanted}")
    return Suppression(
        paths=table.value("path", key_readers.one_or_more_globs),
        rule=table.value("rule", partial(key_readers.rule_name, table.rules)),
        reason=table.value("reason", key_readers.reason),
        where=table.value("where", key_readers.place),
        until=table.value("until", key_readers.day),
        way=table.way,
        file=table.path,
    )


def _changes(table: _Table) -> Mapping[str, Any]:
    given = {name: table.value(key, reader) for key, (name, reader) in CHANGES.items() if key in table.data}
    for key, (name, _) in CHANGES.items():
        try:
            check_names(names_in(name, given.get(name)), table.rules)
        except UnknownName as error:
            way = (key, error.name) if key == "severity" else (key,)
            raise table.error(str(error), *way, word=error.name) from None
    if "system" in given and given["system"] not in (known := system_names(table.folders)):
        unknown = UnknownSystem(given["system"], known)
        raise table.error(f"expected a marking system, but {unknown}", "marking-system")
    return given


def _known(table: _Table, keys: set[str]) -> None:
    for key in table.data:
        if key == "salt" and not table.way:
            raise table.error("a secret is not kept in a configuration: SBU_CHECK_SALT holds it", key)
        if key not in keys:
            raise table.error(unknown_key(keys, key), key)
