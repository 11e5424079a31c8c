"""Stretches of long withheld passages that are open word for word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sbu_check.comparison.secrets import SHORT
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sbu_check.comparison.lexicon import Lexicon
    from sbu_check.comparison.passages import Withheld

Ground = Literal["text", "header", "added"]
"""Where a word of the copy is: in a paragraph, in the header, or where the original has nothing."""

_PHRASE = 4
"""Words in a row by which a stretch is found."""

_SEVERAL = 8
"""Places of one phrase that are followed."""

_WEIGHTS = {"function": 0.0, "plain": 0.5, "word": 1.0, "name": 0.5, "number": 0.5}
_ENOUGH: Mapping[Ground, float] = {"text": 4.0, "header": 4.0, "added": 2.0}
"""Weight from which a stretch tells. What the original does not explain tells sooner."""

_ENOUGH_SHOUTED = 6.0
"""The same for less than a sentence of a text in capitals, in which names and words look alike."""

_CONTENT = 2
"""Words besides names, titles and numbers that a stretch must have to say something."""

_MUCH = 10.0
"""Weight from which a stretch inside a paragraph tells though it is only a part of a sentence."""

_MOST = 0.6
"""Share of a sentence that says what it says: people who write of one thing share shorter turns of phrase."""

_OFTEN = 6
"""Open places up to which a stretch is no set phrase."""

_LOOKED_AT = 64
"""Words of a stretch that are weighed."""


class Stretch(NamedTuple):
    """Words `first` to `end` of the original, of the passage of that index, at `at` to `at_end` of the copy."""

    passage: int
    first: int
    end: int
    at: int
    at_end: int


class Stretches:
    """The long passages of an original, ready to be looked for."""

    def __init__(self, original: Lexicon, passages: Sequence[Withheld]) -> None:
        self._original = original
        self._passages = passages

    def found(self, copy: Lexicon, grounds: Sequence[Ground]) -> Iterator[Stretch]:
        """Every stretch of them in the copy. `grounds` has the ground of each of its words."""
        there, places = copy.keys, self._places
        found: defaultdict[tuple[str, ...], list[Stretch]] = defaultdict(list)
        at = 0
        while places and at + _PHRASE <= len(there):
            starts = places.get(tuple(there[at : at + _PHRASE]))
            if starts is None:
                at += 1
                continue
            stretch = max((self._grown(start, there, at) for start in starts), key=lambda one: one.at_end)
            if self._tells(stretch, grounds[at]):
                found[tuple(there[at : stretch.at_end])].append(stretch)
                at = stretch.at_end
            else:
                at = stretch.at_end - _PHRASE + 1
        for same in found.values():
            if len(same) <= _OFTEN:
                yield from same

    @cached_property
    def _places(self) -> Mapping[tuple[str, ...], list[tuple[int, int]]]:
        """Each phrase of the long passages with the passages and words at which it begins."""
        keys = self._original.keys
        places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for index, passage in enumerate(self._passages):
            if passage.a_end - passage.a > SHORT:
                for first in range(passage.a, passage.a_end - _PHRASE + 1):
                    starts = places.setdefault(tuple(keys[first : first + _PHRASE]), [])
                    if len(starts) < _SEVERAL:
                        starts.append((index, first))
        return places

    def _grown(self, start: tuple[int, int], there: Sequence[str], at: int) -> Stretch:
        """The longest stretch from that place on."""
        index, first = start
        keys, stop = self._original.keys, self._passages[index].a_end
        size = _PHRASE
        while first + size < stop and at + size < len(there) and keys[first + size] == there[at + size]:
            size += 1
        return Stretch(index, first, first + size, at, at + size)

    def _tells(self, stretch: Stretch, ground: Ground) -> bool:
        weight = self._weight(stretch.first, stretch.end)
        shouted = self._original.shouted
        if weight < _ENOUGH[ground]:
            return False
        if shouted and ground != "added" and weight < _ENOUGH_SHOUTED:
            return self._most_of_a_sentence(stretch)
        sorts = [self._original.sort(word) for word in range(stretch.first, stretch.end)[:_LOOKED_AT]]
        if not shouted and sorts.count("word") < _CONTENT:
            return False
        return ground != "text" or weight >= _MUCH or self._most_of_a_sentence(stretch)

    def _weight(self, first: int, end: int) -> float:
        sort = self._original.sort
        name = 1.0 if self._original.shouted else _WEIGHTS["name"]
        words = range(first, min(end, first + _LOOKED_AT))
        return sum(name if sort(word) == "name" else _WEIGHTS[sort(word)] for word in words)

    def _most_of_a_sentence(self, stretch: Stretch) -> bool:
        starts = self._sentences
        index = bisect_right(starts, stretch.first) - 1
        last = bisect_left(starts, stretch.end)
        for sentence in range(max(index, 0), last):
            begin = starts[sentence]
            end = starts[sentence + 1] if sentence + 1 < len(starts) else len(self._original)
            shared = min(end, stretch.end) - max(begin, stretch.first)
            if shared >= _MOST * (end - begin) and self._weight(begin, end) >= _ENOUGH["text"]:
                return True
        return False

    @cached_property
    def _sentences(self) -> list[int]:
        """The words at which sentences begin."""
        words = self._original.words
        text, starts, ends = words.text, words.starts, words.ends
        begins = [0]
        for word in range(1, len(words)):
            between = text[ends[word - 1] : starts[word]]
            if between != " " and (any(sign in between for sign in ".?!") or between.count("\n") > 1):
                begins.append(word)
        return begins
