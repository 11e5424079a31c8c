"""What would tell, in the words of a passage that was withheld: names, numbers, addresses, whole phrases.

Most words of a withheld passage are elsewhere in a correct copy. Those that matter are the ones that the deletion was
made for. A short deletion hides what it covers: its names, its numbers, itself. A long one hides what it says: there a
stretch of it tells (see leaks), and addresses and long numbers, while the name of a minister does not, unless the
exemption protects persons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sbu_check.comparison.lexicon import PARTICLES
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from sbu_check.comparison.lexicon import Lexicon

What = Literal["phrase", "name", "number", "address"]
Bound = Literal["strict", "usual", "loose"]

BOUNDS: tuple[Bound, ...] = ("strict", "usual", "loose")
"""The bounds from the narrowest on."""

SHORT = 8
"""Words up to which a deletion is taken to hide what it covers, not what it says."""

_IN_A_ROW = 8
"""Words up to which names or numbers in a row are one thing; more of them are several, one after the other."""

_WEIGHTS = {"function": 0.0, "plain": 0.5, "word": 1.0, "name": 1.5, "number": 1.0}
_MAIL = re.compile(r"[^\s<>\"(),;:\[\]]{1,64}@[^\s<>\"(),;:\[\]]{2,80}|(?:\bwww\.|https?://)\S{3,80}")


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that tells: the words from `first` to `end` of the original.

    `bound` says how often it may be in the copy before it has to be taken for a word that is no secret.
    """

    what: What
    first: int
    end: int
    bound: Bound

    def admits(self, withheld: int, open_places: int) -> bool:
        """Whether so many open places are leaks of what is withheld in so many others."""
        limits = {
            "strict": withheld,
            "usual": max(3, 2 * withheld),
            "loose": max(6, 3 * withheld),
        }
        return open_places <= limits[self.bound]


def items(text: Lexicon, first: int, end: int, *, persons: bool, public: Container[str]) -> Iterator[Secret]:
    """What would tell in the withheld words `first` to `end`.

    `persons`: the codes of the deletion protect persons. `public` holds words that the header states of every cable
    (its number, its date, its posts and references), which tell nothing as part of a long passage.
    """
    addresses = list(_addresses(text, first, end))
    yield from addresses
    short = end - first <= SHORT
    yield from _numbers(text, first, end, short=short, public=public)
    if short:
        yield from _whole(text, first, end)
        if any((one.first, one.end) == (first, end) for one in addresses):
            return  # in a text in capitals the words of an address look like names
        yield from _names(text, first, end, entity=_entity(text, first, end), persons=persons, public=public)
    elif persons:
        yield from _full_names(text, first, end, "strict", public)


def _entity(text: Lexicon, first: int, end: int) -> bool:
    """Whether the deletion covers a name or a number with its titles and nothing else."""
    if text.shouted and end - first > 3:
        return False
    return all(text.sort(word) != "word" for word in range(first, end))


def _whole(text: Lexicon, first: int, end: int) -> Iterator[Secret]:
    """The whole of a short deletion, without the words at its ends that only join it to the sentence."""
    while first < end and text.sort(first) == "function":
        first += 1
    while first < end and text.sort(end - 1) == "function":
        end -= 1
    weight = sum(_WEIGHTS[text.sort(word)] for word in range(first, end))
    if end - first > 1 and weight >= 2:
        yield Secret("phrase", first, end, "loose")


def _names(
    text: Lexicon, first: int, end: int, *, entity: bool, persons: bool, public: Container[str]
) -> Iterator[Secret]:
    usual: Bound = "usual" if entity or persons else "strict"
    yield from _full_names(text, first, end, usual, public)
    if not (entity or persons):
        return
    for word in range(first, end):
        if text.sort(word) == "name" and (end - first == 1 or text.keys[word] not in public):
            bound: Bound = "usual" if entity else "strict"
            yield Secret("name", word, word + 1, bound)
            if word > first and text.keys[word - 1] in PARTICLES and text.beside(word, word - 1):
                yield Secret("name", word - 1, word + 1, bound)


def _full_names(
    text: Lexicon, first: int, end: int, bound: Bound, public: Container[str]
) -> Iterator[Secret]:
    """Each run of names side by side; one that the header states only if nothing else is hidden."""
    start = None
    for word in range(first, end + 1):
        goes_on = word < end and text.sort(word) == "name"
        if start is not None and (
            not goes_on or word - start == _IN_A_ROW or not text.beside(word, word - 1)
        ):
            alone = word - start == end - first
            if word - start > 1 and (alone or any(key not in public for key in text.keys[start:word])):
                yield Secret("name", start, word, bound)
            start = None
        if goes_on and start is None:
            start = word


def _numbers(text: Lexicon, first: int, end: int, *, short: bool, public: Container[str]) -> Iterator[Secret]:
    """Numbers that are long enough to be one thing's only; short ones with the word that says of what."""
    for words in _number_rows(text, first, end):
        digits = sum(_digits(text.keys[word]) for word in words)
        # A telephone number, and the same without its area code; not a range of years or of round amounts.
        if len(words) > 1 and digits >= 7 and not all(_usual(text.keys[word]) for word in words):
            yield Secret("number", words[0], words[-1] + 1, "usual")
            if len(words) > 2 and digits - _digits(text.keys[words[0]]) >= 7:
                yield Secret("number", words[1], words[-1] + 1, "usual")
            continue
        for word in words:
            key = text.keys[word]
            least = 4 if short else 6
            if _digits(key) >= least and not _usual(key) and (short or key not in public):
                yield Secret("number", word, word + 1, "usual")
            elif short and word + 1 < len(text) and text.sort(word + 1) in {"word", "name", "plain"}:
                yield Secret("number", word, word + 2, "strict")


def _number_rows(text: Lexicon, first: int, end: int) -> Iterator[range]:
    """The numbers of a passage, those in a row together."""
    start = first
    for word in range(first, end + 1):
        goes_on = word < end and text.sort(word) == "number"
        if start < word and (not goes_on or word - start == _IN_A_ROW):
            yield range(start, word)
            start = word
        if not goes_on:
            start = word + 1


def _digits(key: str) -> int:
    return sum(sign.isdecimal() for sign in key)


def _usual(key: str) -> bool:
    """Whether a number is a year or a round one, which are anywhere. Three figures and noughts are not round."""
    round_one = key.endswith("00") and len(key.rstrip("0")) < 3
    return round_one or (len(key) == 4 and key[:2] in {"19", "20"})


def _addresses(text: Lexicon, first: int, end: int) -> Iterator[Secret]:
    span = text.words.span(first, end)
    written = span.of(text.words.text)
    if "@" not in written and "www." not in written and "http" not in written:
        return
    for match in _MAIL.finditer(written):
        found = text.words.within(Span(span.start + match.start(), span.start + match.end()))
        if len(found) > 1:
            yield Secret("address", found.start, found.stop, "loose")
