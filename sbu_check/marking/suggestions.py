"""What an unknown part of a mark may have been meant as: a slip of the pen, a separator left out, half a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.marking.split import MarkItem, split
from sbu_check.text.slips import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.marking.data import MarkingTables, Place
    from sbu_check.marking.recognize import Finder

_SHORTEST = 3
"""Letters of the shortest word that may hold a slip."""

_LEAST = 5
"""Letters of a name of several words that may hold a slip."""

_MOST_WORDS = 24
"""Words of the longest part of a mark at which guesses are made."""

_HALVED = 3
"""Words of a spelling of two halves, the hyphen counted."""

_GLUED = ("NF", "NOFORN", "FOUO")
"""Controls that are found glued to a level (SNF); others make any word of it (SOC, CPR)."""

_PARTING = frozenset("-,")


class Guesses:
    """Guesses at the unknown parts of the marks of one system in one place."""

    def __init__(self, tables: MarkingTables, place: Place, finder: Finder) -> None:
        self._place = place
        self._finder = finder
        self._between = tables.notation.between[place]
        self._glued: dict[str, str] = {}
        """Every spelling by its letters alone."""
        self._openings: dict[str, set[str]] = {}
        """Spellings of several words by the first ones of them."""
        self._halves: dict[str, set[str]] = {}
        """Names that come after a hyphen, with the whole spellings that they are half of."""
        for spelled in finder.vocabulary.spellings():
            self._glued.setdefault(_letters(spelled), _text(spelled))
            for size in range(1, len(spelled)):
                self._openings.setdefault(" ".join(spelled[:size]), set()).add(_text(spelled))
            if len(spelled) == _HALVED and spelled[1] == "-":
                self._halves.setdefault(spelled[-1], set()).add(_text(spelled))
        for control in tables.controls.values():
            for child, value in control.children.items():
                self._halves.setdefault(child, set()).add(f"{control.portion}-{value}")
                self._glued.setdefault(_letters((control.portion, child)), f"{control.portion}-{value}")

    def of(self, item: MarkItem, written: str, *, alone: bool) -> Iterator[str]:
        """What may have been meant in place of an item, the likeliest first.

        `alone` is set if the mark has only this item: a single letter proves nothing then.
        """
        if len(item.words) > _MOST_WORDS:
            return iter(())
        return filter(self._known, self._all(item, written, alone=alone))

    def _known(self, guess: str) -> bool:
        pieces = self._finder.pieces(split(guess, self._place))
        return bool(pieces.found) and not pieces.unknown

    def _all(self, item: MarkItem, written: str, *, alone: bool) -> Iterator[str]:
        vocabulary = self._finder.vocabulary
        if glued := self._glued.get(_letters(item.words)):
            yield glued
        if close := nearest("".join(item.words), vocabulary.single, least=_SHORTEST):
            yield close
        if vocabulary.foreign(item.words):
            yield f"//{item.span.of(written)}"
        half = self._halves.get(" ".join(item.words), set())
        if len(half) == 1 and not (alone and len(item.words[0]) == 1):
            yield from half
        opened = sorted(self._openings.get(" ".join(item.words), ()), key=len)
        if opened and all(longer.startswith(opened[0]) for longer in opened):
            yield opened[0]
        yield from self._respelled(item, written)
        yield from self._mistyped(item, written)
        if parts := self._parted(item, written) or self._unglued(item.words):
            yield self._between.join(parts)

    def _respelled(self, item: MarkItem, written: str) -> Iterator[str]:
        """The name in its first words, with other separators or with a slip, before the list that follows it."""
        for size in range(len(item.words), 0, -1):
            letters = _letters(item.words[:size])
            close = nearest(letters, self._glued) if len(letters) >= _LEAST else None
            for name in (self._glued.get(letters), self._glued[close] if close else None):
                rest = written[item.places[size - 1].end : item.span.end].strip()
                if name:
                    yield f"{name} {rest}".rstrip()
                    yield f"{name}-{rest}".rstrip("-")

    def _mistyped(self, item: MarkItem, written: str) -> Iterator[str]:
        """The item with one of its words respelled."""
        for word, place in zip(item.words, item.places, strict=True):
            close = nearest(word, self._finder.vocabulary.single, least=_SHORTEST)
            if close and len(item.words) > 1:
                yield written[item.span.start : place.start] + close + written[place.end : item.span.end]

    def _parted(self, item: MarkItem, written: str) -> list[str]:
        """The parts of an item whose separators are blanks, hyphens or commas: `S NF`, `S-NF`."""
        parts: list[str] = []
        at = 0
        while at < len(item.words):
            rest = item.cut(at)
            if parts and rest.words[0] in _PARTING:
                at += 1
                continue
            size = self._finder.first_size(rest)
            if not size or (parts and len(rest.words[0]) == 1):
                return []
            parts.append(rest.cut(0, size).span.of(written))
            at += size
        return parts if len(parts) > 1 else []

    def _unglued(self, words: Iterable[str]) -> list[str]:
        """A level and the control that is glued to it: `SNF`."""
        word, *more = words
        if more or self._place == "banner":
            return []
        return next(
            ([word.removesuffix(end), end] for end in _GLUED if self._finder.opens(word.removesuffix(end))),
            [],
        )


def _letters(spelled: Iterable[str]) -> str:
    return "".join(word for word in spelled if word not in _PARTING)


def _text(spelled: Iterable[str]) -> str:
    return " ".join(spelled).replace(" - ", "-")
