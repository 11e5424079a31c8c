"""A text read as a mark of a system: its meaning, its canonical spelling, and every fault it has."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from sbu_check.marking import check, demands
from sbu_check.marking.data import Control, Level, MarkingTables, Names, Place
from sbu_check.marking.join import complete, ranked
from sbu_check.marking.model import Mark, MarkProblem, Part, Reading
from sbu_check.marking.recognize import Finder, Pieces, RecognizedTerm
from sbu_check.marking.split import MarkItem, Text, split
from sbu_check.marking.write import Writer
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from sbu_check.marking.suggestions import Guesses

_MOST = 1000
"""Code points of the longest text that can be a mark."""
_KEPT = 4096
"""Number of readings in the cache, of texts that are no longer than `_LONGEST`."""
_LONGEST = 200
_GUESSED = 10
"""Unknown parts of one mark for which guesses are made: a text with more of them is not a mark."""


class MarkReader:
    """Reads the texts of one place, portion marks or banners, by the rules of one day.

    `knowing` names another system that has all parts of a text, None if none does.
    """

    def __init__(
        self,
        tables: MarkingTables,
        place: Place,
        on: date | None,
        knowing: Callable[[Place, str], str | None],
    ) -> None:
        self._tables = tables
        self._place = place
        self._on = on
        self._knowing = knowing
        self._finder = Finder(tables, place)
        self._writer = Writer(tables, place)
        self._remembered = lru_cache(_KEPT)(self._read)

    def read(self, written: str) -> Reading:
        """Return the reading of a text. Marks repeat: each spelling is read once."""
        return self._remembered(written) if len(written) <= _LONGEST else self._read(written)

    @cached_property
    def _guesses(self) -> Guesses:
        from sbu_check.marking.suggestions import Guesses  # noqa: PLC0415 - most marks are known

        return Guesses(self._tables, self._place, self._finder)

    def _read(self, written: str, *, guessing: bool = True) -> Reading:
        """The reading; without `guessing` nothing is suggested for what is not understood."""
        notation = self._tables.notation
        if len(written) > _MOST:
            message = f"a mark has {_MOST} characters at most"
            return Reading(None, (MarkProblem(Span(0, len(written)), "form", message, notation.source),))
        text = split(written, self._place)
        if text.stray is not None:
            place, message = Span(text.stray, len(written)), "a bracket is inside the mark"
            return Reading(None, (MarkProblem(place, "bracket", message, notation.source),))
        pieces = self._finder.pieces(text)
        mark = _meaning(pieces.found, self._tables)
        canonical = self._writer.write(mark) if mark else None
        problems = [
            *check.brackets(text, len(written), notation, canonical),
            *self._unknown(pieces, written, guessing=guessing),
        ]
        if pieces.found or pieces.unknown:
            gaps = [*check.gaps(text, notation)]
            meant = canonical if gaps and guessing and not pieces.unknown and self._whole(canonical) else None
            problems += (gap._replace(suggestion=meant) for gap in gaps)
        if mark and canonical:
            tidy = not any(one.kind == "form" for one in problems)
            more = self._of_mark(written, text, pieces, mark, canonical, guessing=guessing)
            problems += (one for one in more if tidy or one.kind != "style")
        elif not problems:
            message, whole = "a classification is missing", Span(0, len(written))
            opened = self._opened(text, pieces, written) if guessing else None
            problems.append(MarkProblem(whole, "form", message, notation.source, opened))
        return Reading(mark, tuple(problems), canonical, _parts(pieces.found))

    def _whole(self, canonical: str | None) -> bool:
        """Whether a mark as it is printed has no fault left."""
        return canonical is not None and self._read(canonical, guessing=False).valid

    def knows(self, written: str) -> bool:
        """Whether every part of a text is a marking of the system, though together they may be no mark."""
        pieces = self._finder.pieces(split(written, self._place))
        terms = [term for piece in pieces.found for term in piece.terms]
        names = {term.name for term in terms}
        categories = {term.category for term in terms if isinstance(term, Control)}
        needs = [needed for name in categories if (needed := self._tables.categories[name].needs)]
        return (
            bool(pieces.found or pieces.unknown)
            and self._tables.published(names)
            and not any(piece.meant for piece in pieces.found)
            and all(self._finder.vocabulary.foreign(item.words) for item in pieces.unknown)
            and not any(needed.isdisjoint(names) for needed in needs)
        )

    def _of_mark(
        self, written: str, text: Text, pieces: Pieces, mark: Mark, canonical: str, *, guessing: bool
    ) -> list[MarkProblem]:
        """The faults of the understood part; style and order only if there is nothing worse."""
        tables, place, found = self._tables, self._place, pieces.found
        lists = [*demands.lists(found, place)]
        # A list in the wrong order is corrected by printing it, if it has no other fault.
        mended = canonical if guessing and lists and self._whole(canonical) else None
        problems = [
            *check.misread(found, written, canonical, tables.notation),
            *check.eras(found, text, tables, self._on),
            *demands.unmet(found, mark, tables),
            *(one._replace(suggestion=mended) for one in lists),
        ]
        if not problems and not pieces.unknown:
            problems += check.order(found, canonical, tables)
            problems += check.style(found, text, written, canonical, tables, place)
        return problems

    def _opened(self, text: Text, pieces: Pieces, written: str) -> str | None:
        """The mark that a text without a level is meant as: a foreign one, or the one level that its controls allow."""
        terms = [term for piece in pieces.found for term in piece.terms if isinstance(term, Control)]
        levels = {name for control in terms for name in control.levels}
        openings = ["//"]
        if terms and len(levels) == 1 and all(control.levels for control in terms):
            level = self._tables.levels[levels.pop()]
            openings.append((level.portion or level.banner) + self._tables.notation.between[self._place])
        for opening in openings:
            reading = self._read(opening + text.inner.of(written), guessing=False)
            if reading.mark and all(one.kind == "style" for one in reading.problems):
                return reading.canonical
        return None

    def _unknown(self, pieces: Pieces, written: str, *, guessing: bool) -> Iterator[MarkProblem]:
        """The parts that the system does not have, each with what may have been meant."""
        items = pieces.unknown
        guesses, mended = self._guessed(items, written, alone=not pieces.found) if guessing else ((), None)
        whole = mended.canonical if mended and len(guesses) == len(items) and all(guesses) else None
        knowing = self._knowing(self._place, written) if items and guessing and not any(guesses) else None
        for item, guess in zip_longest(items, guesses):
            message = f'"{item.span.of(written)}" is unknown in {self._tables.name}'
            if guess:
                message += f": did you mean {guess}?"
            elif knowing:
                message += f"; {knowing} knows it"
            yield MarkProblem(item.span, "unknown", message, self._tables.source, whole)

    def _guessed(
        self, items: Sequence[MarkItem], written: str, *, alone: bool
    ) -> tuple[tuple[str | None, ...], Reading | None]:
        """What may have been meant by each of the first items, and the reading with that in it.

        Of one item all guesses are tried, of several the likeliest. The reading is None if nothing fits; the likeliest
        guess is then still reported for a mark that has known parts too, because another part may be wrong.
        """
        single = len(items) == 1
        each = [self._guesses.of(item, written, alone=alone and single) for item in items[:_GUESSED]]
        tries = [(guess,) for guess in each[0]] if single else [tuple(next(one, None) for one in each)]
        for guesses in tries:
            if any(guesses) and (mended := self._mended(items, guesses, written)):
                return guesses, mended
        leading = self._tables.notation.between[self._place]
        likeliest = next(
            (one for one in tries if not any((guess or "").startswith(leading) for guess in one)), ()
        )
        return (() if alone else likeliest), None

    def _mended(
        self, items: Sequence[MarkItem], guesses: Sequence[str | None], written: str
    ) -> Reading | None:
        """The reading of the text with all guesses in it; None if they are not allowed there."""
        text = written
        for item, guess in reversed(list(zip(items, guesses, strict=False))):
            if guess:
                text = text[: item.span.start] + guess + text[item.span.end :]
        mended = self._read(text, guessing=False)
        return None if any(one.kind in {"form", "era"} for one in mended.problems) else mended


def _parts(found: Iterable[RecognizedTerm]) -> tuple[Part, ...]:
    """The parts of a mark in the order of the text, each with its place."""
    parts: list[Part] = []
    for piece in found:
        span = piece.item.span
        if piece.foreign:
            parts.append(Part(span, "origin", piece.foreign.origin.name, piece.foreign.countries))
            parts.append(Part(span, "classification", piece.foreign.level))
        for term in piece.terms:
            category = "classification" if isinstance(term, Level) else term.category
            parts.append(Part(span, category, term.name, piece.values))
    return tuple(parts)


def _meaning(found: Iterable[RecognizedTerm], tables: MarkingTables) -> Mark | None:
    """Return the mark that the pieces make; None if none of them gives a level."""
    level = ""
    controls: set[str] = set()
    lists: dict[str, Names] = {}
    for piece in found:
        if piece.foreign:
            name = piece.foreign.origin.name
            level = level or piece.foreign.level
            controls |= {name, *(f"{name}:{country}" for country in piece.foreign.countries)}
        for term in piece.terms:
            if isinstance(term, Level):
                level = level or term.name
                continue
            level = level or term.head
            controls.add(term.name)
            if term.shape != "countries":
                controls |= {f"{term.name}:{value}" for value in piece.values}
            elif piece.values:
                lists[term.list_of or term.name] = complete(piece.values, tables.country_groups)
    if not level:
        return None
    return ranked(level, frozenset(controls), lists, tables)
