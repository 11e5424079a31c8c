"""The marking systems that are there: files of `rules/_markings`, and those of a user's folder."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from sbu_check import resources
from sbu_check.marking.data import Tables, tables
from sbu_check.marking.system import MarkingSystem


class UnknownSystem(LookupError):
    """No marking system has that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f'no marking system is named "{name}"; there are {", ".join(known)}')
        self.name = name
        self.known = known


def names() -> tuple[str, ...]:
    """The names of all systems."""
    return tuple(sorted(path.stem for path in (resources.folder("rules") / "_markings").glob("*.toml")))


@cache
def _tables(name: str) -> Tables:
    path = resources.folder("rules") / "_markings" / f"{name}.toml"
    if not path.is_file():
        raise UnknownSystem(name, names())
    return tables(tomllib.loads(path.read_text("utf-8")))


@cache
def system(name: str = "state", on: date | None = None) -> MarkingSystem:
    """The marking system of that name, by the rules of a day (of all its days when `on` is None); raises UnknownSystem."""
    return MarkingSystem(_tables(name), on)
