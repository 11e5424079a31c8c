"""A text as the words that two copies of it are compared by.

A copy may be wrapped anew, printed with other quotes and dashes, hyphenated at its line ends, or put into capitals:
none of that changes a word. What is between words (blanks, punctuation, bars) is no word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbu_check.text.span import Span, blanked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens, zero-width characters: they split a word for a program and not for a reader."""

# A code with its brackets is one word, so that the 4 of 1.4(B) is never taken for a 4 of the text.
_CODE = r"\([bB]\) ?\([1-9]\)(?: ?\([A-Fa-f]\))?|\b1\.[45] ?\([A-Ha-h]\)|\bB7 ?\([A-F]\)"
# After a letter at a line's end a hyphen joins: whether it was the printer's or the drafter's own, nothing tells.
_JOINT = rf"(?:['\u2019\u02bc](?=[^\W_])|(?<=\d)[.,](?=\d)|[{_INVISIBLE}]+|(?<=[^\W\d_])[-\u2010]\s*\n\s*(?=[^\W\d_]))"
_WORD = re.compile(rf"{_CODE}|[^\W_]+(?:{_JOINT}[^\W_]+)*|[$\u20ac\u00a3\u00a5%]")

_DROPPED = re.compile(rf"[\s,'\u2019\u02bc\u2010{_INVISIBLE}-]+")
_LOOK_ALIKES = str.maketrans("01i|!58", "olllls" + "b")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


@dataclass(frozen=True, slots=True)
class WordForm:
    """What counts as the same word.

    With `case`, capitals differ from small letters. With `ocr`, characters that scanners take for one another do not
    differ (`0` and `O`, `rn` and `m`).
    """

    case: bool = False
    ocr: bool = False

    def of(self, word: str) -> str:
        """The normal form of a word: without hyphenation, apostrophes and separators in numbers, in NFKC."""
        key = word
        if not (word.isascii() and word.isalnum()):
            key = _DROPPED.sub("", unicodedata.normalize("NFKC", word)) or word
        if not self.case:
            key = key.casefold()
        if self.ocr:
            key = key.translate(_LOOK_ALIKES)
            for seen, meant in _PAIRS:
                key = key.replace(seen, meant)
        return key


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """The words of a text in order: word i is `keys[i]` in normal form and is from `starts[i]` to `ends[i]`.

    `text` has blanks in place of all that is left out.
    """

    text: str
    form: WordForm
    keys: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.keys)

    def raw(self, word: int) -> str:
        """The word as it is written."""
        return self.text[self.starts[word] : self.ends[word]]

    def span(self, first: int, end: int) -> Span:
        """From the beginning of word `first` to the end of the word before `end`.

        For `first == end` it is the empty place after the word before.
        """
        if first < end:
            return Span(self.starts[first], self.ends[end - 1])
        at = self.ends[first - 1] if first else (self.starts[0] if self.starts else 0)
        return Span(at, at)

    def space(self, word: int) -> Span:
        """What is between word `word` and the one before it; before the first and after the last word too."""
        return Span(
            self.ends[word - 1] if word else 0,
            self.starts[word] if word < len(self.starts) else len(self.text),
        )

    def after(self, offset: int) -> int:
        """The first word that begins at the offset or after it."""
        return bisect_left(self.starts, offset)

    def within(self, span: Span) -> range:
        """The words that begin inside `span`."""
        return range(self.after(span.start), self.after(span.end))


def read_words(text: str, form: WordForm = WordForm(), *, without: Iterable[Span] = ()) -> ComparedWords:
    """The words of `text` but those in the spans `without`, across which a hyphenated word is joined all the same."""
    of = form.of
    seen: dict[str, str] = {}
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    running = blanked(text, without)
    for match in _WORD.finditer(running):
        word = match[0]
        key = seen.get(word)
        if key is None:
            key = seen[word] = of(word)
        keys.append(key)
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return ComparedWords(running, form, keys, starts, ends)
