"""Fingerprints: a baseline and other programs recognise a finding by it after the file around it has changed.

A fingerprint is a hash of the rule, the kind of place, the words of the finding's span, of its related places and of
the paragraph around it with folded blanks, and an ordinal among equals. It has no line number, no offset and no date:
moving or rewrapping a paragraph, lines added above it and other line ends keep it. A paragraph's number counts by its
distance from the number that its place needs, so that one more paragraph above changes nothing.

A hash of words can be guessed. So a fingerprint holds only words that any report may show; hidden words are one sign in
it, independent of the words. Under a secret there is a second hash, which holds all words and changes with them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sbu_check.cable.model import Document
    from sbu_check.text.span import Span

HIDDEN = "\0"
"""The sign for words that a fingerprint does not hold, however many they are."""

_SIZE = 12
_HIDDEN = re.compile(rf"{HIDDEN}(?:\s*{HIDDEN})+")

_LONGEST = 9
"""Digits of a number that is counted with; a longer one is not a paragraph's."""


class Print(NamedTuple):
    """By what a finding is known again: `safe` holds no hidden word, `entry` is what a baseline keeps.

    `entry` is keyed over all words if there is a secret, else it is `safe`.
    """

    safe: str
    entry: str


class Fingerprints:
    """The fingerprints of one file. Ask for them in the order of the text, which the ordinals follow."""

    def __init__(
        self,
        cables: Sequence[Document],
        harmless: Callable[[Span], str] = lambda _: HIDDEN,
        secret: bytes = b"",
    ) -> None:
        """`harmless` gives the words of a place with HIDDEN for those that not every report may show.

        `secret` is a key of at most 64 bytes.
        """
        self._cables = cables
        self._secret = secret
        self._safe = _FingerprintWords(cables, harmless)
        self._whole = _FingerprintWords(cables, lambda span: span.of(cables[0].text)) if secret else None
        self._counts: dict[tuple[str, ...], int] = {}

    def of(self, rule: str, span: Span, document: int, related: Iterable[Span] = ()) -> Print:
        """The fingerprints of the next finding of `rule` at `span`, each as 24 hexadecimal digits.

        `related` are the other places that it is about: a mark that is raised from (C) to (S) is another finding.
        """
        others = tuple(related)
        safe = self._hash(self._safe.key(rule, span, document, others))
        if self._whole is None:
            return Print(safe, safe)
        return Print(safe, self._hash(("", *self._whole.key(rule, span, document, others)), self._secret))

    def _hash(self, key: tuple[str, ...], secret: bytes = b"") -> str:
        ordinal = self._counts[key] = self._counts.get(key, -1) + 1
        return _hashed((*key, str(ordinal)), secret)


def counted(rules: Iterable[str]) -> list[str]:
    """Fingerprints of findings of some rules, in the order of a file, that hold no word at all."""
    counts: dict[str, int] = {}
    found = []
    for rule in rules:
        counts[rule] = counts.get(rule, -1) + 1
        found.append(_hashed((rule, str(counts[rule]))))
    return found


def _hashed(words: Iterable[str], secret: bytes = b"") -> str:
    from hashlib import blake2b  # noqa: PLC0415 - loads a large library, and clean files need none

    joined = "\1".join(words).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=_SIZE, key=secret).hexdigest()


class _FingerprintWords:
    """The words of findings as a fingerprint holds them; `words` gives those of a place."""

    def __init__(self, cables: Sequence[Document], words: Callable[[Span], str]) -> None:
        self._cables = cables
        self._words_of = words
        self._starts: dict[int, list[int]] = {}
        self._places: dict[int, list[int]] = {}
        self._prose: dict[tuple[int, int], str] = {}

    def key(self, rule: str, span: Span, document: int, related: Sequence[Span]) -> tuple[str, ...]:
        """What makes a finding the same as another."""
        place, around = self._surroundings(span, document)
        others = sorted(self._words(one, document) for one in related)
        return (rule, place, self._words(span, document), around, *others)

    def _surroundings(self, span: Span, document: int) -> tuple[str, str]:
        """Return the kind of place that a span begins in, and a hash of its paragraph's prose, "" outside."""
        cable = self._cables[document]
        index = self._paragraph(span, document)
        if index is None:
            return ("header" if span.start < cable.header.end else "text"), ""
        prose = self._prose.get((document, index))
        if prose is None:
            body = " ".join(map(self._words_of, cable.paragraphs[index].body))
            # Hashed once for all findings in the paragraph: a long one may have thousands.
            prose = self._prose[document, index] = _hashed([_folded(body)])
        return "paragraph", prose

    def _words(self, span: Span, document: int) -> str:
        """The words of a place with folded blanks; of a paragraph's number only its distance from the right one."""
        cable = self._cables[document]
        index = self._paragraph(span, document)
        number = cable.paragraphs[index].number if index is not None else None
        if number is None or not number.span.start <= span.start < number.span.end:
            return _folded(self._words_of(span))
        if not number.digits.isdecimal() or len(number.digits) > _LONGEST:
            return _folded(self._words_of(span))
        rest = self._words_of(span._replace(start=number.span.end)) if span.end > number.span.end else ""
        return f"{int(number.digits) - self._place(index or 0, document):+} {_folded(rest)}"

    def _paragraph(self, span: Span, document: int) -> int | None:
        """The index of the paragraph that a span begins in."""
        paragraphs = self._cables[document].paragraphs
        starts = self._starts.get(document)
        if starts is None:
            starts = self._starts[document] = [paragraph.span.start for paragraph in paragraphs]
        index = bisect_right(starts, span.start) - 1
        return None if index < 0 or span.start > paragraphs[index].span.end else index

    def _place(self, index: int, document: int) -> int:
        """The number of numbered paragraphs up to this one."""
        places = self._places.get(document)
        if places is None:
            numbered = (paragraph.number is not None for paragraph in self._cables[document].paragraphs)
            places = self._places[document] = list(accumulate(numbered))
        return places[index]


def _folded(words: str) -> str:
    return _HIDDEN.sub(HIDDEN, " ".join(words.split()))
