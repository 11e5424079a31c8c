"""A text becomes a mark: its items are looked up, its faults are named, its meaning is put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sbu_check.marking.data import Control, Level, Place, Tables
from sbu_check.marking.lookalike import misread, nearest
from sbu_check.marking.model import Mark, MarkProblem, Part
from sbu_check.marking.parts import Item, Text
from sbu_check.marking.vocabulary import Foreign, Sense, Vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """One understood piece of an item: the place, what it means, and its values."""

    item: Item
    block: int
    terms: tuple[Level | Control, ...] = ()
    values: tuple[str, ...] = ()
    foreign: Foreign | None = None
    style: bool = False
    meant: str = ""
    """The spelling that a scanner or a slip turned into this one."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces of a mark: the understood, and the items that mean nothing here."""

    found: tuple[Found, ...]
    unknown: tuple[tuple[Item, int], ...]


class Finder:
    """Looks up the items of a mark."""

    def __init__(self, tables: Tables, place: Place) -> None:
        self.tables = tables
        self.vocabulary = Vocabulary(tables, place)
        self.blanks = tables.notation.blanks

    def pieces(self, text: Text) -> Pieces:
        """What the items of a mark mean."""
        found: list[Found] = []
        unknown: list[tuple[Item, int]] = []
        for number, block in enumerate(text.blocks):
            foreign_here = number == 1 and text.blocks[0] and not text.blocks[0][0].words
            for item in self._gathered(block):
                if not item.words:
                    continue
                foreign = self.vocabulary.foreign(item) if foreign_here else None
                if foreign:
                    found.append(Found(item, number, foreign=foreign, style=foreign.style))
                elif not self._look_up(item, number, found):
                    unknown.append((item, number))
        return Pieces(tuple(found), tuple(unknown))

    def _look_up(self, item: Item, block: int, found: list[Found]) -> bool:
        """Add what the item means to `found`; False where it means nothing, or a rest of it does not."""
        pieces: list[Found] = []
        while item.words:
            piece, size = self._first(item, block)
            if piece is None:
                return False
            pieces.append(piece)
            if size == len(item.words):
                break
            if not self.blanks:
                return False
            item = item.cut(size)
            while item.words and item.words[0] == "," and len(item.words) > 1:
                item = item.cut(1)
        found += pieces
        return True

    def _first(self, item: Item, block: int) -> tuple[Found | None, int]:
        for sense, size in self.vocabulary.senses(item.words):
            taken = self._with_values(sense, size, item, block)
            if taken:
                return taken
        apart = self.vocabulary.unspaced(item.words)
        if apart:
            sense = self.vocabulary.whole(apart[0])
            assert sense is not None
            return Found(item.cut(0, apart[1]), block, sense.terms, style=sense.style), apart[1]
        known = list(self.vocabulary.single())
        meant = misread(item.words[0], known)
        sense = self.vocabulary.whole((meant,)) if meant else None
        if meant and sense:
            return Found(item.cut(0, 1), block, sense.terms, style=sense.style, meant=meant), 1
        return None, 0

    def _with_values(self, sense: Sense, size: int, item: Item, block: int) -> tuple[Found, int] | None:
        """The piece with what stands behind its word, and the words it takes; None where they do not fit."""
        term = sense.terms[-1]
        rest = item.words[size:]
        if isinstance(term, Level) or term.shape == "word":
            # In a notation without blanks between terms a word may have nothing behind it.
            if rest and (not self.blanks or rest[0] == "-"):
                return None
            return Found(item.cut(0, size), block, sense.terms, style=sense.style), size
        if term.shape in ("countries", "list"):
            if term.shape == "list" and not rest and term.least:
                return None
            values: tuple[str, ...] = tuple(word for word in rest if word != ",")
        elif rest and rest[0] != "-":
            return None
        elif term.shape == "tree":
            values = tuple(_tree(rest, term))
        else:
            values = tuple(_programs(rest))
        return Found(item, block, sense.terms, values, style=sense.style), len(item.words)

    def _gathered(self, block: Iterable[Item]) -> list[Item]:
        """The items of a block, those joined that separators part though they are one: USA/GBR EYES ONLY, SAR-BP/GB."""
        items: list[Item] = []
        for item in block:
            last = items[-1] if items else None
            if last and item.words and self._takes_programs(last) and not self._known(item):
                comma = (",",)
                items[-1] = Item(
                    type(item.span)(last.span.start, item.span.end),
                    last.words + comma + item.words,
                    (*last.places, item.places[0], *item.places),
                )
                continue
            items.append(self._with_countries_before(item, items))
        return items

    def _takes_programs(self, item: Item) -> bool:
        sense = next((sense for sense, _ in self.vocabulary.senses(item.words)), None)
        if sense is None:
            return False
        term = sense.terms[-1]
        return isinstance(term, Control) and term.shape == "programs"

    def _known(self, item: Item) -> bool:
        return any(True for _ in self.vocabulary.senses(item.words))

    def _with_countries_before(self, item: Item, before: list[Item]) -> Item:
        for size in range(1, len(item.words)):
            sense = self.vocabulary.whole(item.words[size:])
            if sense is None:
                continue
            term = sense.terms[-1]
            if not (isinstance(term, Control) and term.trailing):
                continue
            countries, places = list(item.words[:size]), list(item.places[:size])
            start = item.span.start
            while before and len(before[-1].words) == 1 and not self._known(before[-1]):
                country = before.pop()
                countries.insert(0, country.words[0])
                places.insert(0, country.places[0])
                start = country.span.start
            return Item(
                type(item.span)(start, item.span.end),
                item.words[size:] + tuple(countries),
                item.places[size:] + tuple(places),
            )
        return item


def _tree(rest: tuple[str, ...], control: Control) -> Iterable[str]:
    """The compartments behind a control, each followed by its sub-compartments: `G`, `G ABCD`."""
    for branch in _branches(rest):
        if not branch:
            continue
        for size in range(len(branch), 0, -1):
            known = control.children.get(" ".join(branch[:size]))
            if known:
                head, leaves = known, branch[size:]
                break
        else:
            head, leaves = branch[0], branch[1:]
        yield head
        yield from (f"{head} {leaf}" for leaf in leaves)


def _branches(rest: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    branch: list[str] = []
    for word in rest:
        if word == "-":
            yield tuple(branch)
            branch = []
        else:
            branch.append(word)
    yield tuple(branch)


def _programs(rest: tuple[str, ...]) -> Iterable[str]:
    """The programme names behind a control; commas stand where the text has separators."""
    name: list[str] = []
    for word in (*rest[1:], ","):
        if word != ",":
            name.append(word)
        elif name:
            yield " ".join(name).replace(" - ", "-")
            name = []
