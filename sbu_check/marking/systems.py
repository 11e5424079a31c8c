"""Marking systems in use: those that ship and those of the user's folders, read from their files at first use."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from sbu_check.marking import join
from sbu_check.marking.load import extended, shipped, shipped_names, tables
from sbu_check.marking.model import Banner, Mark, Reading
from sbu_check.marking.read import MarkReader
from sbu_check.marking.write import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from sbu_check.marking.compare import Mismatch
    from sbu_check.marking.data import MarkingTables, Origin, Place, Term
    from sbu_check.marking.load import Table


_KEPT = 1024
"""Required banners that a system keeps."""


class MarkingSystem:
    """The marks of one system, by the rules of one day (`on`); of all its days if `on` is None.

    `root` is the name of the system that it extends in the end, its own for most. Levels and controls go by the names
    of the system's file: `levels` in rising order ("UNCLASSIFIED", …), "NOFORN". `other` gives the system of another
    name, for marks that this one does not have.
    """

    def __init__(self, tables: MarkingTables, on: date | None, other: Callable[[str], MarkingSystem]) -> None:
        self.tables = tables
        self.name = tables.name
        self.root = tables.root
        self.on = on
        self.levels = tuple(tables.levels)
        self._other = other
        self._ranks = _ranks(tables)
        # Cables repeat a few sets of marks.
        self._rolled_up = lru_cache(_KEPT)(self._required)
        self._joined = lru_cache(_KEPT)(lambda marks: join.least(marks, tables))

    def __repr__(self) -> str:
        return f"<marking system {self.name}{f' on {self.on}' if self.on else ''}>"

    def rank(self, level: str) -> int:
        """The strictness of a level, by its name or its short name in reports (`U`, `SBU`); KeyError for another."""
        return self._ranks[level]

    def term(self, name: str) -> Term | Origin:
        """The level, control or foreign classification of that name in the file; raises KeyError for another name."""
        found = self.tables.levels.get(name) or self.tables.control(name)
        return found or {origin.name: origin for origin in self.tables.origins}[name]

    def read_portion(self, text: str) -> Reading:
        """The meaning and the faults of a portion mark, with or without its brackets."""
        return self._portions.read(text)

    def read_banner(self, text: str) -> Reading:
        """The meaning and the faults of a banner, or of a classification line with its captions."""
        return self._banners.read(text)

    def portion(self, mark: Mark) -> str:
        """The canonical portion spelling of a mark, without brackets (`SBU/N`)."""
        return Writer(self.tables, "portion").write(mark)

    def banner(self, mark: Mark) -> str:
        """The canonical banner spelling of a mark (`SECRET//NOFORN`)."""
        return Writer(self.tables, "banner").write(mark)

    def captions(self, mark: Mark) -> tuple[str, ...]:
        """The controls of a mark as a banner spells them, in its order (`SI-G`, `NOFORN`)."""
        writer = Writer(self.tables, "banner")
        return tuple(writer.control(mark, control) for control in writer.head(mark)[1])

    def join(self, marks: Sequence[Mark]) -> Mark:
        """The least upper bound of the marks, before any rewrite; raises ValueError for no marks."""
        # The join is idempotent: a mark counts once.
        joined: Mark = self._joined(tuple(dict.fromkeys(marks)))
        return joined

    def required(self, marks: Sequence[Mark], under: Mark | None = None) -> Banner:
        """The least banner for portions of these marks, each part with its reason; raises ValueError for no marks.

        A list that a portion leaves open (`(S//REL)`) is that of the banner that it is `under`, if one is given;
        the banner also decides whether the document is one of the United States.
        """
        if under:
            marks = [join.filled(mark, under, self.tables) for mark in marks]
        marks = join.owned(marks, self.tables)
        if under:
            marks = [join.lift(mark, self.tables, under) for mark in marks]
        first: dict[Mark, int] = {}
        for number, mark in enumerate(marks):
            first.setdefault(mark, number)
        banner = self._rolled_up(tuple(first))
        places = tuple(first.values())
        reasons = tuple(reason._replace(portion=places[reason.portion]) for reason in banner.reasons)
        return banner._replace(reasons=reasons)

    def compare(self, banner: Mark, marks: Sequence[Mark]) -> tuple[Mismatch, ...]:
        """How a banner disagrees with the portions under it; raises ValueError for no marks."""
        from sbu_check.marking.compare import mismatches  # noqa: PLC0415 - cables have rules of their own for it

        return tuple(mismatches(banner, self.required(marks, banner), marks, self.tables))

    def other(self, name: str) -> MarkingSystem:
        """The system of another name, by the rules of the same day; raises UnknownSystem."""
        return self._other(name)

    def knows(self, place: Place, text: str) -> bool:
        """Whether every part of a text is a marking of this system, though together they may be no mark."""
        return (self._portions if place == "portion" else self._banners).knows(text)

    @cached_property
    def _portions(self) -> MarkReader:
        return MarkReader(self.tables, "portion", self.on, self._knowing)

    @cached_property
    def _banners(self) -> MarkReader:
        return MarkReader(self.tables, "banner", self.on, self._knowing)

    def _knowing(self, place: Place, text: str) -> str | None:
        return next((name for name in self.tables.knows if self._other(name).knows(place, text)), None)

    def _required(self, marks: tuple[Mark, ...]) -> Banner:
        mark, held = join.rewritten(self.join(marks), self.tables)
        why = join.reasons(marks, mark, held, self.tables)
        writer = Writer(self.tables, "banner")
        head, controls = writer.head(mark)
        captions = {control.name: writer.control(mark, control) for control in controls}
        shown = {mark.level: head, **captions}
        reasons = [reason._replace(token=shown[name]) for name, reason in why.items() if name in shown]
        text = writer.write(mark, {name: reason.portion for name, reason in why.items()})
        return Banner(head, tuple(captions.values()), tuple(reasons), text, mark)


def _ranks(tables: MarkingTables) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for term in tables.terms():
        if term.rank >= 0:
            ranks |= dict.fromkeys((term.name, term.short), term.rank)
    return ranks


Folders = tuple["Path", ...]


class UnknownSystem(LookupError):
    """No marking system has that name; `known` are the names of those that exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f'no marking system is named "{name}": there are {", ".join(known)}')
        self.name = name
        self.known = known


def names(folders: Folders = ()) -> tuple[str, ...]:
    """The names of all systems, those of the user's folders among them; raises FaultySystems."""
    return tuple(sorted(shipped_names() | _of_user(folders).keys()))


def document(name: str, folders: Folders = ()) -> Table:
    """The contents of a system's file over those of the one it extends; raises UnknownSystem and FaultySystems."""
    own = _of_user(folders).get(name)
    found = shipped(name) if own is None else own
    if found is None:
        raise UnknownSystem(name, names(folders))
    return extended(document(own["extends"], folders), own) if own and "extends" in own else found


def system(name: str = "state", on: date | None = None, folders: Folders = ()) -> MarkingSystem:
    """The marking system of that name, by the rules of a day; of all its days if `on` is None.

    A day before its own time gives the system whose rules held then. `folders` are searched in addition to the systems
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
    """The days on which something in the system comes into use or leaves it, in order."""
    own = _tables(name, folders)
    days = {day for term in own.terms() for day in (term.since, term.until)}
    days |= {own.uniform.since, own.uniform.until} if own.uniform else set()
    return tuple(sorted(day for day in days if day))


@cache
def _tables(name: str, folders: Folders) -> MarkingTables:
    return tables(document(name, folders))


@cache
def digest(folders: Folders) -> str:
    """A digest of what the user's systems say, "" for none: 64 hexadecimal digits. Raises FaultySystems."""
    if not folders:
        return ""
    import json  # noqa: PLC0415 - as below
    from hashlib import sha256  # noqa: PLC0415

    return sha256(json.dumps(_of_user(folders), sort_keys=True, default=str).encode()).hexdigest()


def forget() -> None:
    """Clear the caches of the user's systems, whose files have changed."""
    for known in (_in_era, _days, _tables, digest, _of_user):
        known.cache_clear()


@cache
def _of_user(folders: Folders) -> dict[str, Table]:
    if not folders:
        return {}
    from sbu_check.marking.validate import checked  # noqa: PLC0415 - only files of the user's need it

    return checked(folders)
