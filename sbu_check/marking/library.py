"""The marking systems that are there: the files of `rules/_markings`."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from sbu_check import resources
from sbu_check.marking.data import Tables
from sbu_check.marking.load import Table, extended, tables
from sbu_check.marking.system import MarkingSystem


class UnknownSystem(LookupError):
    """No marking system has that name; `known` are the names that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f'no marking system is named "{name}": there are {", ".join(known)}')
        self.name = name
        self.known = known


def names() -> tuple[str, ...]:
    """The names of all systems."""
    return tuple(sorted(path.stem for path in (resources.folder("rules") / "_markings").glob("*.toml")))


def document(name: str) -> Table:
    """The document of a system, laid over the one that it extends; raises UnknownSystem."""
    path = resources.folder("rules") / "_markings" / f"{name}.toml"
    if name not in names():
        raise UnknownSystem(name, names())
    own = tomllib.loads(path.read_text("utf-8"))
    return extended(document(own["extends"]), own) if "extends" in own else own


@cache
def _tables(name: str) -> Tables:
    return tables(document(name))


@cache
def system(name: str = "state", on: date | None = None) -> MarkingSystem:
    """The marking system of that name, by the rules of a day (of all its days when `on` is None); raises UnknownSystem.

    A day before the system's own time gives the system whose rules held then.
    """
    own = _tables(name)
    for until, earlier in own.earlier:
        if on and on < until:
            return system(earlier, on)
    return MarkingSystem(own, on, lambda other: system(other, on))
