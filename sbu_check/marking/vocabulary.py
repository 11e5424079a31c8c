"""The spellings of a system: which words of a portion mark or banner mean which level, control or foreign origin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.marking.data import Control, Level, MarkingTables, Origin, Place, words
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_APART = 4
"""Number of single letters that are read as one word (`E F T O`)."""


class Sense(NamedTuple):
    """What a spelling means. `style` is set if it belongs elsewhere: to banners, or to another notation."""

    terms: tuple[Level | Control, ...]
    style: bool

    @property
    def shape(self) -> str:
        """The form of what follows the spelling (see Control)."""
        last = self.terms[-1]
        return last.shape if isinstance(last, Control) else "word"


class Foreign(NamedTuple):
    """A foreign or joint classification as an item spells it."""

    origin: Origin
    level: str
    countries: tuple[str, ...]
    style: bool


class MarkVocabulary:
    """All spellings of one system in one place, portion marks or banners."""

    def __init__(self, tables: MarkingTables, place: Place) -> None:
        self._place = place
        self._origins = tables.origins
        self._senses: dict[tuple[str, ...], list[Sense]] = {}
        for term in tables.terms():
            if ":" not in term.name:
                for spelling in term.spellings:
                    self._add(spelling.text, Sense((term,), spelling.style or spelling.place != place))
        for spelling, names in tables.phrases:
            terms = tuple(tables.controls[name] for name in names)
            self._add(spelling.text, Sense(terms, spelling.style or spelling.place != place))
        self._longest = max(map(len, self._senses))
        self._apart = {"".join(key): key for key in self._senses if len("".join(key)) >= _APART}
        self.single = tuple(key[0] for key in self._senses if len(key) == 1)
        """The spellings of one word."""

    def _add(self, text: str, sense: Sense) -> None:
        senses = self._senses.setdefault(words(text), [])
        if not any(other.terms == sense.terms and not other.style for other in senses):
            senses[:] = [other for other in senses if other.terms != sense.terms]
            senses.append(sense)
            senses.sort(key=lambda each: each.style)

    def senses(self, spelled: tuple[str, ...]) -> Iterator[tuple[Sense, int]]:
        """Every sense of the first words, with their number: letters apart first, then the longest spelling."""
        size = 0
        while size < len(spelled) and len(spelled[size]) == 1:
            size += 1
        for letters in range(size, _APART - 1, -1):
            key = self._apart.get("".join(spelled[:letters]))
            if key:
                yield from ((sense, letters) for sense in self._senses[key])
        for size in range(min(self._longest, len(spelled)), 0, -1):
            yield from ((sense, size) for sense in self._senses.get(spelled[:size], ()))

    def spellings(self) -> Iterator[tuple[str, ...]]:
        """The words of each spelling."""
        return iter(self._senses)

    def exact(self, spelled: tuple[str, ...]) -> Sense | None:
        """The sense of exactly these words, None when they have none."""
        senses = self._senses.get(spelled)
        return senses[0] if senses else None

    def foreign(self, spelled: tuple[str, ...]) -> Foreign | None:
        """The foreign or joint classification that the words spell."""
        for origin in self._origins:
            for table in (origin.portion, origin.banner):
                for text, level in table.items():
                    countries = _countries(origin, words(text), spelled)
                    if countries is not None:
                        own = origin.portion if self._place == "portion" else origin.banner
                        return Foreign(origin, level, countries, text not in own)
        return None


def _countries(origin: Origin, level: Iterable[str], spelled: tuple[str, ...]) -> tuple[str, ...] | None:
    """The countries between or after the words of a foreign classification; None if the words are something else."""
    head, tail = words(origin.word), tuple(level)
    if spelled[: len(head)] != head:
        return None
    rest = tuple(word for word in spelled[len(head) :] if word != ",")
    size = len(tail)
    if origin.list_at == "front" and len(rest) > size and rest[-size:] == tail:
        return rest[:-size]
    if origin.list_at == "back" and rest[:size] == tail:
        return rest[size:]
    return () if origin.list_at == "none" and rest == tail else None


# Signs that scanners take for one another, each with the sign that represents its class.
_CLASSES = (("S", "5$"), ("B", "8ß"), ("O", "0QD"), ("I", "1L|!"), ("U", "V"), ("Z", "2"), ("C", "G"))
_SKELETON = str.maketrans({sign: shown for shown, signs in _CLASSES for sign in signs})
_PAIRS = (("13", "8"), ("I3", "8"), ("L3", "8"), ("|3", "8"), ("LI", "U"), ("VV", "W"), ("RN", "M"))
_SIGNS_OF_OCR = re.compile(r"[0-9$|!]")


def skeleton(word: str) -> str:
    """The word with each sign replaced by the sign of its class: equal for words that a scanner confuses."""
    for pair, one in _PAIRS:
        word = word.replace(pair, one)
    return word.translate(_SKELETON)


def misread(word: str, known: Iterable[str], *, alone: bool = True) -> str | None:
    """The known word that a scanner turned into this one, None when none or several fit.

    A single sign proves nothing if it is `alone` ("(1)" is a list label, "(5//NF)" is not). A lost last letter
    is accepted beside a digit ("5B" is SBU).
    """
    if len(word) < 2 and alone:
        return None
    shape = skeleton(word)
    words = [other for other in known if len(word) > 1 or len(other) == 1]
    same = {other for other in words if other != word and skeleton(other) == shape}
    if not same and _SIGNS_OF_OCR.search(word) and not word.isdigit() and len(shape) > 1:
        same = {other for other in words if skeleton(other)[:-1] == shape}
    return same.pop() if len(same) == 1 else None
