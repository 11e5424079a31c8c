"""The spellings of a system: which words in a portion mark or a banner mean which level, control or foreign classification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sbu_check.marking.data import Control, Level, Origin, Place, Tables, words
from sbu_check.marking.parts import Item


@dataclass(frozen=True, slots=True)
class Sense:
    """What a spelling means. `style` tells that it belongs elsewhere: to banners, to another notation."""

    terms: tuple[Level | Control, ...]
    text: str
    style: bool


@dataclass(frozen=True, slots=True)
class Foreign:
    """A foreign or joint classification as an item spells it."""

    origin: Origin
    level: str
    countries: tuple[str, ...]
    style: bool


class Vocabulary:
    """All spellings of one system in one place; longest spelling first."""

    def __init__(self, tables: Tables, place: Place) -> None:
        self._place = place
        self._senses: dict[tuple[str, ...], list[Sense]] = {}
        self._origins = tables.origins
        for term in [*tables.levels.values(), *tables.controls.values()]:
            for spelling in term.spellings:
                self._add(spelling.text, (term,), spelling.style or spelling.place != place)
        for spelling, names in tables.phrases:
            terms = tuple(tables.controls[name] for name in names)
            self._add(spelling.text, terms, spelling.style or spelling.place != place)
        self._longest = max(map(len, self._senses), default=0)
        self._unspaced = {"".join(key): key for key in self._senses if len("".join(key)) > 4}

    def _add(self, text: str, terms: tuple[Level | Control, ...], style: bool) -> None:
        senses = self._senses.setdefault(words(text), [])
        if not any(sense.terms == terms and sense.style <= style for sense in senses):
            senses.append(Sense(terms, text, style))
            senses.sort(key=lambda sense: sense.style)

    def senses(self, spelled: tuple[str, ...]) -> Iterator[tuple[Sense, int]]:
        """Every sense of the first words, longest spelling first, with the number of words that it takes."""
        for size in range(min(self._longest, len(spelled)), 0, -1):
            for sense in self._senses.get(spelled[:size], ()):
                yield sense, size

    def whole(self, spelled: tuple[str, ...]) -> Sense | None:
        """The first sense of exactly these words."""
        senses = self._senses.get(spelled)
        return senses[0] if senses else None

    def unspaced(self, spelled: tuple[str, ...]) -> tuple[tuple[str, ...], int] | None:
        """The spelling whose letters stand apart at the head of these words (`S E C R E T NODIS`), and their number."""
        size = 0
        while size < len(spelled) and len(spelled[size]) == 1:
            size += 1
        while size > 4:
            key = self._unspaced.get("".join(spelled[:size]))
            if key:
                return key, size
            size -= 1
        return None

    def single(self) -> Iterable[str]:
        """The spellings of one word."""
        return [key[0] for key in self._senses if len(key) == 1]

    def foreign(self, item: Item) -> Foreign | None:
        """The foreign or joint classification that an item spells."""
        for origin in self._origins:
            for table, style in ((origin.portion, self._place != "portion"), (origin.banner, self._place != "banner")):
                found = _foreign(origin, table, item.words)
                if found:
                    return Foreign(origin, found[0], found[1], style and found[2] not in _both(origin))
        return None


def _both(origin: Origin) -> frozenset[str]:
    return frozenset(origin.portion) & frozenset(origin.banner)


def _foreign(
    origin: Origin, table: object, spelled: tuple[str, ...]
) -> tuple[str, tuple[str, ...], str] | None:
    assert isinstance(table, dict)
    head = words(origin.word)
    if spelled[: len(head)] != head:
        return None
    rest = tuple(word for word in spelled[len(head) :] if word != ",")
    for text, level in table.items():
        level_words = words(text)
        size = len(level_words)
        if origin.list_at == "front" and len(rest) > size and rest[-size:] == level_words:
            return level, rest[:-size], text
        if origin.list_at == "back" and rest[:size] == level_words:
            return level, rest[size:], text
        if origin.list_at == "none" and rest == level_words:
            return level, (), text
    return None
