"""The items of a mark, found in the vocabulary of a system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.marking.data import HOME, Control, Level, MarkingTables, Place
from sbu_check.marking.split import MarkItem, Text
from sbu_check.marking.vocabulary import Foreign, MarkVocabulary, Sense, misread
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_CODES = (3, 4)
"""Letters of the code of a country or of a group."""


class RecognizedTerm(NamedTuple):
    """One understood piece: its words, what they mean, and the values after them."""

    item: MarkItem
    terms: tuple[Level | Control, ...] = ()
    values: tuple[str, ...] = ()
    foreign: Foreign | None = None
    style: bool = False
    meant: str = ""
    """The spelling that a scanner turned into this one."""


class Pieces(NamedTuple):
    """A mark's pieces in order, and the items that mean nothing in the system."""

    found: tuple[RecognizedTerm, ...]
    unknown: tuple[MarkItem, ...]


class Finder:
    """Finds the meaning of the items of a mark."""

    def __init__(self, tables: MarkingTables, place: Place) -> None:
        self._tables = tables
        self._blanks = tables.notation.blanks
        self.vocabulary = MarkVocabulary(tables, place)

    def pieces(self, text: Text) -> Pieces:
        """What the items of the mark mean."""
        found: list[RecognizedTerm] = []
        unknown: list[tuple[MarkItem, int]] = []
        leading = len(text.blocks) > 1 and not any(item.words for item in text.blocks[0])
        for number, block in enumerate(text.blocks):
            for item in self._gathered(block):
                if not item.words:
                    continue
                foreign = self.vocabulary.foreign(item.words) if leading and number == 1 else None
                alone = number > 0 or len(text.blocks) == 1
                pieces = (
                    [RecognizedTerm(item, foreign=foreign, style=foreign.style)]
                    if foreign
                    else self._read(item, alone)
                )
                found += pieces
                if not pieces:
                    unknown.append((item, number))
        return self._opened(found, unknown)

    def first_size(self, item: MarkItem) -> int:
        """The number of the first words of an item that mean something together; 0 for none."""
        for sense, size in self.vocabulary.senses(item.words):
            if sense.shape == "word":
                return size
            if self._values(sense, item.words[size:]) is not None:
                return len(item.words)
        return 0

    def opens(self, word: str) -> bool:
        """Whether a word opens a mark: a level, or a control in its place."""
        sense = self.vocabulary.exact((word,))
        terms = sense.terms if sense else ()
        return any(isinstance(term, Level) or (term.heads and not term.legacy) for term in terms)

    def _read(self, item: MarkItem, alone: bool) -> list[RecognizedTerm]:
        """The pieces of an item; empty if a word of it has no meaning."""
        pieces: list[RecognizedTerm] = []
        at = 0
        while at < len(item.words):
            if item.words[at] == "," and pieces and self._blanks:
                at += 1
                continue
            piece = self._first(item.cut(at), alone)
            if piece is None:
                return []
            pieces.append(piece)
            at += len(piece.item.words)
            if at < len(item.words) and not self._blanks:
                return []
        return pieces

    def _first(self, item: MarkItem, alone: bool) -> RecognizedTerm | None:
        """What the first words mean, with what belongs to them; a word that a scanner misread means what it was."""
        for sense, size in self.vocabulary.senses(item.words):
            values = self._values(sense, item.words[size:])
            if values is not None:
                taken = size if sense.shape == "word" else len(item.words)
                return RecognizedTerm(item.cut(0, taken), sense.terms, values, style=sense.style)
        meant = misread(item.words[0], self.vocabulary.single, alone=alone)
        read = self.vocabulary.exact((meant,)) if meant else None
        return (
            RecognizedTerm(item.cut(0, 1), read.terms, style=read.style, meant=meant or "") if read else None
        )

    def _values(self, sense: Sense, rest: tuple[str, ...]) -> tuple[str, ...] | None:
        """The values after a spelling; None if the words after it do not fit."""
        term = sense.terms[-1]
        if isinstance(term, Level) or term.shape == "word":
            fits = not rest or (self._blanks and rest[0] != "-")
            return () if fits else None
        if term.shape in ("countries", "list"):
            values = tuple(_countries(rest))
            return values if values or term.shape == "countries" else None
        if rest and rest[0] != "-":
            return None
        return tuple(_tree(rest, term)) if term.shape == "tree" else tuple(_programs(rest))

    def _gathered(self, block: Iterable[MarkItem]) -> list[MarkItem]:
        """The items of a block, those made one that separators part: USA/GBR EYES ONLY, SAR-BP/GB."""
        items: list[MarkItem] = []
        for item in block:
            known = next(self.vocabulary.senses(item.words), None)
            if item.words and known is None and items and self._takes(items[-1], item):
                items[-1] = _joined(items[-1], item)
                continue
            size = self._trailing(item)
            if not size:
                items.append(item)
                continue
            countries = [item.cut(0, len(item.words) - size)]
            while items and len(items[-1].words) == 1 and not self._shape(items[-1]):
                countries.insert(0, items.pop())
            items.append(_turned(countries, item.cut(len(item.words) - size)))
        return items

    def _shape(self, item: MarkItem) -> str:
        sense = next(self.vocabulary.senses(item.words), None)
        return sense[0].shape if sense else ""

    def _takes(self, item: MarkItem, more: MarkItem) -> bool:
        """Whether an item carries on the list of the one before it: SAR-BP/GB, or REL TO USA/GBR by mistake."""
        shape = self._shape(item)
        if shape == "countries":
            return item.words[-1] == HOME and len(more.words[0]) in _CODES
        return shape == "programs"

    def _trailing(self, item: MarkItem) -> int:
        """The number of words at the end of an item that spell a control whose list comes before it; 0 for none."""
        for size in range(1, len(item.words)):
            sense = self.vocabulary.exact(item.words[-size:])
            if sense and isinstance(sense.terms[-1], Control) and sense.terms[-1].trailing:
                return size
        return 0

    def _opened(self, found: list[RecognizedTerm], unknown: list[tuple[MarkItem, int]]) -> Pieces:
        """The pieces, with unknown ones taken in if a category is open to unpublished names."""
        names = {term.name for piece in found for term in piece.terms}
        kept: list[MarkItem] = []
        for item, block in unknown:
            for category in self._tables.categories.values():
                # Unpublished names differ from mistakes by their place after the classification and the controls beside
                # them.
                if block == 1 and not category.unknown_needs.isdisjoint(names):
                    control = self._tables.unpublished(category.name, item.words[0])
                    values = tuple(_tree(item.words[1:], control))
                    found.append(RecognizedTerm(item, (control,), values))
                    break
            else:
                kept.append(item)
        return Pieces(tuple(sorted(found, key=lambda piece: piece.item.span)), tuple(kept))


def _joined(item: MarkItem, more: MarkItem) -> MarkItem:
    """An item with another one after a comma."""
    span = Span(item.span.start, more.span.end)
    return MarkItem(span, (*item.words, ",", *more.words), (*item.places, more.places[0], *more.places))


def _turned(countries: list[MarkItem], word: MarkItem) -> MarkItem:
    """The item of a control whose countries come before it, with the countries moved after it."""
    before = [
        (text, place) for item in countries for text, place in zip(item.words, item.places, strict=True)
    ]
    return MarkItem(
        Span(countries[0].span.start, word.span.end),
        word.words + tuple(text for text, _ in before),
        word.places + tuple(place for _, place in before),
    )


def _countries(rest: tuple[str, ...]) -> Iterator[str]:
    """The codes of a list; AND between two countries is not Andorra, unless a comma comes before it."""
    for before, word, after in zip(("", *rest), rest, (*rest[1:], ""), strict=False):
        if word != "," and not (word == "AND" and before and after and before != ","):
            yield word


def _tree(rest: tuple[str, ...], control: Control) -> Iterator[str]:
    """The compartments after a control, each with its sub-compartments: `G`, `G ABCD`."""
    for branch in _split(rest, "-"):
        size = next((n for n in range(len(branch), 0, -1) if " ".join(branch[:n]) in control.children), 0)
        head = control.children[" ".join(branch[:size])] if size else branch[0]
        yield head
        yield from (f"{head} {leaf}" for leaf in branch[max(size, 1) :])


def _programs(rest: tuple[str, ...]) -> Iterator[str]:
    """The programme names after a control; a comma replaces a separator of the text."""
    for name in _split(rest[1:], ","):
        yield " ".join(name).replace(" - ", "-")


def _split(rest: Iterable[str], mark: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in rest:
        if word == mark:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]
