"""A marking system in use: marks read, printed, ordered and joined by its tables."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sbu_check.marking import join
from sbu_check.marking.compose import filled, owned
from sbu_check.marking.model import Banner, Mark, Reading
from sbu_check.marking.read import MarkReader
from sbu_check.marking.write import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sbu_check.marking.compare import Mismatch
    from sbu_check.marking.data import MarkingTables, Origin, Place, Term

_KEPT = 1024
"""Required banners that a system keeps."""


class MarkingSystem:
    """The marks of one system, by the rules of one day (`on`); of all its days when `on` is None.

    `root` is the name of the system that it extends in the end, its own for most. Levels and controls go by the names
    of the system's file: `levels` in rising order ("UNCLASSIFIED", …), "NOFORN". `other` gives the system of another
    name, to be asked about marks that this one does not know.
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
        """What the file says of a level, a control or a foreign classification of that name; KeyError for another."""
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

        A list that a portion leaves open (`(S//REL)`) is that of the banner that it stands `under`, if one is given;
        the banner also says whether the document is one of the United States.
        """
        if under:
            marks = [filled(mark, under, self.tables) for mark in marks]
        marks = owned(marks, self.tables)
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
