"""A marking system in use: marks read, printed, ordered and joined by its tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sbu_check.marking import check, compose, demands, join
from sbu_check.marking.find import Finder, Pieces
from sbu_check.marking.lookalike import nearest
from sbu_check.marking.model import Banner, Mark, MarkProblem, Reading
from sbu_check.marking.parts import Item, Text, split
from sbu_check.marking.write import Writer
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sbu_check.marking.compare import Mismatch
    from sbu_check.marking.data import Origin, Place, Tables, Term

K = TypeVar("K")
V = TypeVar("V")

_REMEMBERED = 4096
"""Readings and banners that a system keeps."""
_LONGEST = 200
"""Code points of the longest text whose reading is kept."""


class MarkingSystem:
    """The marks of one system, by the rules of one day (`on`); of all its days when `on` is None.

    Levels and controls go by the names of the system's file: `levels` in rising order ("UNCLASSIFIED", …), "NOFORN".
    `other` gives the system of another name, to be asked about marks that this one does not know.
    """

    def __init__(self, tables: Tables, on: date | None, other: Callable[[str], MarkingSystem]) -> None:
        self.tables = tables
        self.name = tables.name
        self.on = on
        self.levels = tuple(tables.levels)
        self._other = other
        self._ranks = _ranks(tables)
        self._finders: dict[Place, Finder] = {}
        self._writers: dict[Place, Writer] = {
            "portion": Writer(tables, "portion"),
            "banner": Writer(tables, "banner"),
        }
        self._readings: dict[tuple[Place, str], Reading] = {}
        self._banners: dict[tuple[Mark, ...], Banner] = {}

    def __repr__(self) -> str:
        return f"<marking system {self.name}{f' on {self.on}' if self.on else ''}>"

    def rank(self, level: str) -> int:
        """The strictness of a level, by its name or the short name of a report (`U`, `SBU`, `S`); KeyError for another."""
        return self._ranks[level]

    def read_portion(self, text: str) -> Reading:
        """The meaning and the faults of a portion mark, with or without its brackets. Each spelling is read once."""
        return self._remembered("portion", text)

    def read_banner(self, text: str) -> Reading:
        """The meaning and the faults of a banner, or of a classification line with its captions."""
        return self._remembered("banner", text)

    def portion(self, mark: Mark) -> str:
        """The canonical portion spelling of a mark, without brackets (`SBU/N`)."""
        return self._writers["portion"].write(mark)

    def banner(self, mark: Mark) -> str:
        """The canonical banner spelling of a mark (`SECRET//NOFORN`)."""
        return self._writers["banner"].write(mark)

    def join(self, marks: Sequence[Mark]) -> Mark:
        """The least upper bound of the marks, before any rewrite; raises ValueError for no marks."""
        return join.least(marks, self.tables)

    def term(self, name: str) -> Term | Origin:
        """What the file says of a level, a control or a foreign classification of that name; KeyError for another."""
        found = self.tables.levels.get(name) or self.tables.control(name)
        return found or {origin.name: origin for origin in self.tables.origins}[name]

    def required(self, marks: Sequence[Mark]) -> Banner:
        """The least banner for portions of these marks, each part with its reason; raises ValueError for no marks."""
        first: dict[Mark, int] = {}
        for number, mark in enumerate(marks):
            first.setdefault(mark, number)
        different = tuple(first)
        banner = self._banners.get(different)
        if banner is None:
            banner = self._required(different)
            _remember(self._banners, different, banner)
        # A cable repeats a few marks: the reasons name the place of each among all.
        places = tuple(first.values())
        reasons = tuple(reason._replace(portion=places[reason.portion]) for reason in banner.reasons)
        return replace(banner, reasons=reasons)

    def compare(self, banner: Mark, marks: Sequence[Mark]) -> tuple[Mismatch, ...]:
        """How a banner disagrees with the portions under it; raises ValueError for no marks."""
        from sbu_check.marking.compare import mismatches  # noqa: PLC0415 - a cable's banner has rules of its own

        return tuple(mismatches(banner, self.required(marks), marks, self.tables))

    def _required(self, marks: Sequence[Mark]) -> Banner:
        mark, held = join.rewritten(self.join(marks), self.tables)
        why = join.reasons(marks, mark, held, self.tables)
        writer = self._writers["banner"]
        head, controls = writer.head(mark)
        captions = {control.name: writer.control(mark, control) for control in controls}
        shown = {mark.level: head, **captions}
        reasons = [reason._replace(token=shown[name]) for name, reason in why.items() if name in shown]
        text = writer.write(mark, {name: reason.portion for name, reason in why.items()})
        return Banner(head, tuple(captions.values()), tuple(reasons), text, mark)

    def _remembered(self, place: Place, text: str) -> Reading:
        reading = self._readings.get((place, text))
        if reading is None:
            reading = self._read(place, text)
            if len(text) <= _LONGEST:
                _remember(self._readings, (place, text), reading)
        return reading

    def _finder(self, place: Place) -> Finder:
        if place not in self._finders:
            self._finders[place] = Finder(self.tables, place)
        return self._finders[place]

    def _read(self, place: Place, written: str) -> Reading:
        text = split(written, place)
        if text.stray is not None:
            span = Span(text.stray, len(written))
            return Reading(None, (MarkProblem(span, "bracket", "a bracket stands inside the mark", ""),))
        pieces = self._finder(place).pieces(text)
        mark = compose.meaning(pieces.found, self.tables)
        canonical = self._writers[place].write(mark) if mark else None
        problems = [
            *check.brackets(text, len(written), canonical),
            *self._form(place, written, text, pieces, mark, canonical),
        ]
        return Reading(mark, tuple(problems), canonical, compose.parts(pieces.found))

    def _form(
        self, place: Place, written: str, text: Text, pieces: Pieces, mark: Mark | None, canonical: str | None
    ) -> list[MarkProblem]:
        """All faults but those of brackets: unknown parts first, then what the known ones do wrong."""
        found, tables = pieces.found, self.tables
        problems = [self._unknown(place, item, written) for item in pieces.unknown]
        if pieces.found or pieces.unknown:
            problems += check.gaps(text, tables.notation)
        if mark is None or canonical is None:
            if not problems:
                message = "a classification is missing"
                problems.append(MarkProblem(Span(0, len(written)), "form", message, tables.notation.source))
            return problems
        for piece in found:
            if piece.meant:
                message = f'"{piece.item.span.of(written)}" looks like {piece.meant} misread'
                problems.append(MarkProblem(piece.item.span, "lookalike", message, "", canonical))
        problems += check.eras(found, text, tables, self.on)
        problems += demands.unmet(found, mark, tables, place)
        if not problems:
            problems += check.order(found, canonical, tables)
            problems += check.style(found, text, written, canonical, tables, place)
        return problems

    def _unknown(self, place: Place, item: Item, written: str) -> MarkProblem:
        shown = item.span.of(written)
        message = f'"{shown}" is unknown in {self.name}'
        close = nearest("".join(item.words), self._finder(place).vocabulary.single)
        suggestion = None
        if close:
            mended = self._remembered(place, written[: item.span.start] + close + written[item.span.end :])
            suggestion = mended.canonical
            message += f": did you mean {close}?"
        else:
            knowing = self._knowing(place, written)
            message += f"; {knowing} knows it" if knowing else ""
        return MarkProblem(item.span, "unknown", message, self.tables.source, suggestion)

    def _knowing(self, place: Place, written: str) -> str | None:
        """The first other system to which the mark is known."""
        for name in self.tables.knows:
            reading = self._other(name).identified(place, written)
            if reading:
                return name
        return None

    def identified(self, place: Place, written: str) -> bool:
        """Whether every part of the mark is one of this system, whatever its faults."""
        text = split(written, place)
        if text.stray is not None:
            return False
        pieces = self._finder(place).pieces(text)
        understood = not pieces.unknown and not any(piece.meant for piece in pieces.found)
        return understood and compose.meaning(pieces.found, self.tables) is not None


def _remember(store: dict[K, V], key: K, value: V) -> None:
    """Keep a value, in a store that never grows beyond its bound."""
    if len(store) >= _REMEMBERED:
        store.clear()
    store[key] = value


def _ranks(tables: Tables) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for term in tables.terms():
        if term.rank >= 0:
            ranks[term.name] = ranks[term.short] = term.rank
    return ranks
