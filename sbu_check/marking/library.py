"""The marking systems that are there: the files of `rules/_markings`, and those of the user's folders."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sbu_check import resources
from sbu_check.marking.load import extended, tables
from sbu_check.marking.marking_system import MarkingSystem

if TYPE_CHECKING:
    from pathlib import Path

    from sbu_check.marking.data import MarkingTables
    from sbu_check.marking.load import Table

Folders = tuple["Path", ...]


class UnknownSystem(LookupError):
    """No marking system has that name; `known` are the names that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f'no marking system is named "{name}": there are {", ".join(known)}')
        self.name = name
        self.known = known


def names(folders: Folders = ()) -> tuple[str, ...]:
    """The names of all systems, those of the user's folders among them; raises FaultySystems."""
    shipped = {path.stem for path in (resources.folder("rules") / "_markings").glob("*.toml")}
    return tuple(sorted(shipped | _of_user(folders).keys()))


def document(name: str, folders: Folders = ()) -> Table:
    """What the file of a system says, laid over the one that it extends; raises UnknownSystem and FaultySystems."""
    own = _of_user(folders).get(name) or _shipped(name)
    if own is None:
        raise UnknownSystem(name, names(folders))
    return extended(document(own["extends"], folders), own) if "extends" in own else own


def system(name: str = "state", on: date | None = None, folders: Folders = ()) -> MarkingSystem:
    """The marking system of that name, by the rules of a day; of all its days when `on` is None.

    A day before its own time gives the system whose rules held then. `folders` are searched besides the systems
    that ship. Raises UnknownSystem, and FaultySystems for a file of a folder that has a fault.
    """
    own = _tables(name, folders)
    for until, earlier in own.earlier:
        if on and on < until:
            return system(earlier, on, folders)
    return _in_era(name, bisect_right(_days(name, folders), on) if on else None, folders)


@cache
def _in_era(name: str, era: int | None, folders: Folders) -> MarkingSystem:
    """The system between two of its days: all documents of an era share one, and each spelling is read once in it."""
    days = _days(name, folders)
    on = None if era is None or not days else days[era - 1] if era else days[0] - timedelta(days=1)
    return MarkingSystem(_tables(name, folders), on, lambda other: system(other, on, folders))


@cache
def _days(name: str, folders: Folders) -> tuple[date, ...]:
    """The days on which something in the system comes into use or goes out of it, in order."""
    own = _tables(name, folders)
    days = {day for term in own.terms() for day in (term.since, term.until)}
    days |= {own.uniform.since, own.uniform.until} if own.uniform else set()
    return tuple(sorted(day for day in days if day))


@cache
def _tables(name: str, folders: Folders) -> MarkingTables:
    return tables(document(name, folders))


def _shipped(name: str) -> Table | None:
    known = (resources.folder("rules") / "_markings" / f"{name}.toml").is_file()
    return resources.table("markings", name) if known else None


@cache
def digest(folders: Folders) -> str:
    """A digest of what the user's systems say, "" for none: 64 hexadecimal digits. Raises FaultySystems."""
    if not folders:
        return ""
    import json  # noqa: PLC0415 - as below
    from hashlib import sha256  # noqa: PLC0415

    return sha256(json.dumps(_of_user(folders), sort_keys=True, default=str).encode()).hexdigest()


def forget() -> None:
    """Read the files of the user's folders anew when they are next asked for: they have changed."""
    for known in (_in_era, _days, _tables, digest, _of_user):
        known.cache_clear()


@cache
def _of_user(folders: Folders) -> dict[str, Table]:
    if not folders:
        return {}
    from sbu_check.marking.validate import checked  # noqa: PLC0415 - only files of the user's need it

    return checked(folders)
