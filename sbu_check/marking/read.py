"""A text read as a mark of a system: its meaning, its canonical spelling, and every fault it has."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sbu_check.marking import check, compose, demands
from sbu_check.marking.data import Control, Place, Tables
from sbu_check.marking.find import Finder, Pieces
from sbu_check.marking.lookalike import nearest
from sbu_check.marking.model import Mark, MarkProblem, Reading
from sbu_check.marking.parts import Item, Text, split
from sbu_check.marking.write import Writer
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_MOST = 1000
"""Code points of the longest text that can be a mark."""
_KEPT = 4096
"""Readings that are kept, of texts that are no longer than `_LONGEST`."""
_LONGEST = 200


class Reader:
    """Reads the texts of one place, portion marks or banners, by the rules of one day.

    `knowing` names another system that knows all parts of a text, None where none does.
    """

    def __init__(
        self, tables: Tables, place: Place, on: date | None, knowing: Callable[[Place, str], str | None]
    ) -> None:
        self._tables = tables
        self._place = place
        self._on = on
        self._knowing = knowing
        self._finder = Finder(tables, place)
        self._writer = Writer(tables, place)
        self._remembered = lru_cache(_KEPT)(self._read)

    def read(self, written: str) -> Reading:
        """What the text says. Marks repeat: each spelling is read once."""
        return self._remembered(written) if len(written) <= _LONGEST else self._read(written)

    def _read(self, written: str) -> Reading:
        notation = self._tables.notation
        if len(written) > _MOST:
            message = f"a mark has {_MOST} characters at most"
            return Reading(None, (MarkProblem(Span(0, len(written)), "form", message, notation.source),))
        text = split(written, self._place)
        if text.stray is not None:
            place, message = Span(text.stray, len(written)), "a bracket stands inside the mark"
            return Reading(None, (MarkProblem(place, "bracket", message, notation.source),))
        pieces = self._finder.pieces(text)
        mark = compose.meaning(pieces.found, self._tables)
        canonical = self._writer.write(mark) if mark else None
        problems = [
            *check.brackets(text, len(written), notation, canonical),
            *(self._unknown(item, written) for item in pieces.unknown),
        ]
        if pieces.found or pieces.unknown:
            problems += check.gaps(text, notation)
        if mark and canonical:
            problems += self._of_mark(written, text, pieces, mark, canonical)
        elif not problems:
            message = "a classification is missing"
            problems.append(MarkProblem(Span(0, len(written)), "form", message, notation.source))
        return Reading(mark, tuple(problems), canonical, compose.parts(pieces.found))

    def knows(self, written: str) -> bool:
        """Whether every part of a text is a marking of the system, though together they may be no mark."""
        pieces = self._finder.pieces(split(written, self._place))
        terms = [term for piece in pieces.found for term in piece.terms]
        names = {term.name for term in terms}
        categories = {term.category for term in terms if isinstance(term, Control)}
        needs = [needed for name in categories if (needed := self._tables.categories[name].needs)]
        return (
            bool(pieces.found or pieces.unknown)
            and not any(piece.meant for piece in pieces.found)
            and all(self._finder.vocabulary.foreign(item.words) for item in pieces.unknown)
            and not any(needed.isdisjoint(names) for needed in needs)
        )

    def _of_mark(
        self, written: str, text: Text, pieces: Pieces, mark: Mark, canonical: str
    ) -> list[MarkProblem]:
        """The faults of the understood part; style and order are told where nothing worse is."""
        tables, place, found = self._tables, self._place, pieces.found
        problems = [
            *check.misread(found, written, canonical, tables.notation),
            *check.eras(found, text, tables, self._on),
            *demands.unmet(found, mark, tables, place),
        ]
        if not problems and not pieces.unknown:
            problems += check.order(found, canonical, tables)
            problems += check.style(found, text, written, canonical, tables, place)
        return problems

    def _unknown(self, item: Item, written: str) -> MarkProblem:
        message = f'"{item.span.of(written)}" is unknown in {self._tables.name}'
        suggestion = None
        close = nearest("".join(item.words), self._finder.vocabulary.single)
        mended = self.read(written[: item.span.start] + close + written[item.span.end :]) if close else None
        if mended and not any(one.kind in {"form", "era"} for one in mended.problems):
            # Where more is unknown, the whole mark is that which mends it too.
            other = next((one for one in mended.problems if one.kind == "unknown"), None)
            suggestion = other.suggestion if other else mended.canonical
            message += f": did you mean {close}?"
        elif knowing := self._knowing(self._place, written):
            message += f"; {knowing} knows it"
        return MarkProblem(item.span, "unknown", message, self._tables.source, suggestion)
