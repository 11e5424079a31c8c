"""Kinds of words: function words, plain words, names, numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sbu_check.text.common_words import FUNCTION, PLAIN

if TYPE_CHECKING:
    from sbu_check.comparison.words import ComparedWords, WordForm


PARTICLES = frozenset(
    {"al", "el", "bin", "ben", "ibn", "abu", "de", "da", "di", "du", "del", "la", "le", "van", "von", "der"}
)
"""Words in front of a surname that belong to it."""


Sort = Literal["function", "plain", "word", "name", "number"]

_POSSESSIVE = re.compile(r"(?<=\w)['\u2019\u02bc][sS]?$")
_IN_ADDRESS = re.compile(r"[@/_]|.?\w+(?:[@/_]|\.\w)", re.DOTALL)
"""A word from the sign in front of it on, when it is part of an address, whose small letters say nothing."""

_RARE = 6
"""How often a word may be in a text that is all capitals and still be taken for a name."""


def plain(word: str, form: WordForm) -> str:
    """One word as it is looked for."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    key = form.of(_POSSESSIVE.sub("", word)).casefold()
    # Points that part a number into groups (246.555.0199, 1.250.000) are no more of it than commas are.
    return key.replace(".", "") if key.count(".") > 1 else key


class Lexicon:
    """The words of one text and what each of them is. `keys[i]` is word i as it is looked for."""

    def __init__(self, words: ComparedWords) -> None:
        self.words = words
        known: dict[str, str] = {}
        keys: list[str] = []
        for start, end in zip(words.starts, words.ends, strict=True):
            raw = words.text[start:end]
            key = known.get(raw)
            if key is None:
                key = known[raw] = plain(raw, words.form)
            keys.append(key)
        self.keys = keys
        self._known: dict[int, Sort] = {}

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that are in small letters somewhere: no names, even at the head of a sentence."""
        text, words = self.words.text, self.words
        return frozenset(
            key
            for key, start, end in zip(self.keys, words.starts, words.ends, strict=True)
            if text[start].islower() and not _IN_ADDRESS.match(text, max(start - 1, 0), end + 2)
        )

    @cached_property
    def shouted(self) -> bool:
        """Whether the text is written in capitals, so that a capital tells nothing."""
        text, starts = self.words.text, self.words.starts
        return 5 * sum(text[start].islower() for start in starts) < len(self.keys)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word is in the text."""
        return Counter(self.keys)

    def sort(self, word: int) -> Sort:
        """What the word is: a number (anything with a digit), a name, or nothing that tells by itself."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._sort(word)
        return found

    def _sort(self, word: int) -> Sort:
        key = self.keys[word]
        if any(sign.isdecimal() for sign in key):
            return "number"
        if key in FUNCTION:
            return "function"
        if key in PLAIN or len(key) < 3 or not key.isalnum():
            return "plain"
        raw = self.words.raw(word)
        if self.shouted:
            return "name" if self.counts[key] <= _RARE else "word"
        # A line in capitals (a subject, a heading) in a text that is not: its capitals tell nothing.
        if raw.isupper() and self._line(word).isupper():
            return "word"
        return "name" if raw[0].isupper() and key not in self.small else "word"

    def _line(self, word: int) -> str:
        text, start = self.words.text, self.words.starts[word]
        end = text.find("\n", start)
        return text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)]

    def beside(self, word: int, other: int) -> bool:
        """Whether nothing but blanks, a hyphen or the point of an initial parts two neighbouring words."""
        first = min(word, other)
        between = self.words.text[self.words.ends[first] : self.words.starts[first + 1]]
        return between.strip() in {"", ".", "-"}

    def name_at(self, word: int, beside: int) -> str | None:
        """The name at `word` if it goes with the name at its neighbour `beside`, else None.

        An initial between the two is passed over. Adverbs, which open sentences, are none.
        """
        if 0 <= word < len(self) and len(self.keys[word]) == 1 and self.beside(word, beside):
            word, beside = 2 * word - beside, word
        if not (0 <= word < len(self) and self.sort(word) == "name" and self.beside(word, beside)):
            return None
        return None if self.keys[word].endswith("ly") else self.keys[word]
