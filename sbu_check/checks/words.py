"""Checks of the words of a text that went through a circuit or a scanner, each told by the other words of that text.

No list of words is asked: a word is damaged where the text itself shows what it was. All are guesses, and told once.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from sbu_check.checks.context import once
from sbu_check.checks.declared import paragraph_at
from sbu_check.checks.document import copied, in_prose
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.resources import table
from sbu_check.text.patterns import pattern
from sbu_check.text.slips import one_slip
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context

_LETTERS = bytes(code - 32 if 97 <= code <= 122 else code if 65 <= code <= 90 else 32 for code in range(256))
"""Small letters as capitals, all but letters as blanks."""

_LEADING = {
    b"AND": 3,
    b"THE": 3,
    b"WERE": 5,
    b"WAS": 5,
    b"THAT": 4,
    b"FROM": 5,
    b"HAVE": 5,
    b"WHICH": 4,
    b"OF": 5,
}
"""Words that a lost blank runs into the next, and the fewest letters of that one: no word begins so by itself."""
_FIRST = tuple(_LEADING)
_TRAILING = (b"OF", b"AND", b"THE", b"THAT", b"WAS", b"WERE", b"FROM")
_NO_STEM = frozenset({b"THERE", b"WHERE", b"HERE"})
_STEM = 5
"""Letters of a word before one of these."""
_HALF = 6
"""Letters of the first of two words that are joined: shorter ones make compounds."""
_BEHIND = (b"AND", b"THE")
_LAST = tuple({*_TRAILING, *_BEHIND})
_ENDINGS = (b"STAND", b"LAND", b"HAND", b"BAND", b"SAND", b"RAND", b"MAND")
"""How long words end by themselves."""
_CUT = 7
"""Letters of a word that is cut short and runs into the next."""
_TWO = 14
"""Letters of two words joined."""
_COMPOUNDS = frozenset({b"COUNTER", b"BUSINESS", b"NETWORK"})
_ONSETS = frozenset(
    b"BL BR CH CL CR CZ DH DJ DR DW FJ FL FR GH GL GN GR HR KH KL KN KR KW LL MC MB MN ND NG NK NZ PF PH PL PN PR PS PT"
    b" QU RH SC SH SK SL SM SN SP SQ SR ST SV SW SZ TH TR TS TW TZ VL VR WH WR XV ZH ZW".split()
)
"""Pairs of consonants with which words and names begin."""
_NO_ONSETS = frozenset(
    bytes(pair) for pair in product(b"BCDFGHJKLMNPQRSTVWXZ", repeat=2) if bytes(pair) not in _ONSETS
)
_SPELLINGS = ((b"S", b"Z"), (b"OU", b"O"), (b"LL", b"L"), (b"MM", b"M"), (b"GEM", b"GM"), (b"CION", b"TION"))

FREQUENT = 2
"""How often a word stands in the text that is taken to be spelled right."""
_SHORTEST = 7
_SUBSTITUTED = 9
"""Letters of a word that one changed letter parts from another: shorter ones have neighbours that are words."""
_LONG = 10
"""Letters of a word that may be two slips off."""

_ZERO = pattern(r"0[A-Za-z]{1,3}(?![A-Za-z0-9])")
_SIGNS = ("\\", "^", "|", "©", "®", "¥", "§")
_MISREAD = ((b"NN", b"M"), (b"RN", b"M"), (b"VV", b"W"), (b"EI", b"EL"), (b"OI", b"OL"), (b"AI", b"AL"))
_LINK = ("://", "www.", "@", "?", "&")
MOST = 40
"""Places that a finding lists at most: a text with more is no text."""
_CROWD = 32
"""Neighbours that a word is held against at most."""


class CapitalWords(NamedTuple):
    """The words of a text in capitals: all; of the long ones those that stand once, and those that stand more often."""

    every: frozenset[bytes]
    rare: tuple[bytes, ...]
    often: tuple[bytes, ...]


@once
def words(context: Context) -> CapitalWords:
    """The words of the paragraphs."""
    cable = context.cable
    if not cable.paragraphs:
        return CapitalWords(frozenset(), (), ())
    text = cable.text[cable.paragraphs[0].span.start : cable.paragraphs[-1].span.end]
    plain = text.encode("ascii", "replace")
    for divided in (b"-\n", b"-\r\n"):
        plain = plain.replace(divided, b"")  # the halves of a divided word are one
    written = plain.translate(_LETTERS).split()
    counts = Counter([word for word in written if len(word) >= _SHORTEST])
    return CapitalWords(
        frozenset(written),
        tuple([word for word, count in counts.items() if count == 1]),
        tuple([word for word, count in counts.items() if count >= FREQUENT]),
    )


def _printed(cable: Cable) -> bool:
    """Whether the text went over a teletype or through a scanner; a converter of files leaves words whole."""
    return copied(cable) and cable.layout not in {"archive", "telegram"}


def joined(cable: Cable, context: Context) -> Iterator[Finding]:
    """Words run together: two words that stand in the text by themselves too. Values: `written`, `count`."""
    if not _printed(cable):
        return
    known = words(context)
    doubtful = [
        word
        for word in known.rare
        if word.startswith(_FIRST) or word.endswith(_LAST) or word[:2] in _NO_ONSETS or len(word) >= _TWO
    ]
    yield from _told(cable, [word for word in doubtful if _parts(word, known.every, cable.text)])


def _parts(word: bytes, every: frozenset[bytes], text: str) -> bool:
    """Whether a word is two words of the text, or letters that begin no word before one."""
    for first, least in _LEADING.items():
        rest = word[len(first) :]
        if word.startswith(first) and len(rest) >= least and rest in every:
            return True
    for last in _TRAILING:
        stem = word[: -len(last)]
        if word.endswith(last) and len(stem) >= _STEM and stem in every and stem not in _NO_STEM:
            return True
    if word[:2] in _NO_ONSETS:
        rests = [word[length:] for length in (2, 3) if len(word) - length >= _HALF]
        return any(rest in every or rest in _common_words() for rest in rests)
    if len(word) >= _TWO and any(
        word[length:] in every and _stands(word[:length], every, text)
        for length in range(_HALF, min(len(word) - _STEM, _CROWD) + 1)
    ):
        return True
    return _cut_short(word, every)


def _cut_short(word: bytes, every: frozenset[bytes]) -> bool:
    """Whether a word is the beginning of a common one of the text and a word behind it: REQUIREMEAND."""
    last = next((last for last in _BEHIND if word.endswith(last)), None)
    if last is None or len(word) < _CUT + len(last) or word.endswith(_ENDINGS):
        return False
    stem = word[: -len(last)]
    return any(other.startswith(stem) and other in every and other != stem for other in _common_words())


def _stands(half: bytes, every: frozenset[bytes], text: str) -> bool:
    """Whether the first half of a word stands in the text as a word, and not before the hyphen of a divided one."""
    if half not in every or half in _COMPOUNDS:
        return False
    forms = (half.decode(), half.decode().lower(), half.decode().title())
    return not any(f"{form}-\n" in text or f"{form}-\r\n" in text for form in forms)


def near(cable: Cable, context: Context) -> Iterator[Finding]:
    """A word that stands once and is a slip off one that stands more often. Values: `written`, `count`."""
    if not _printed(cable):
        return
    known = words(context)
    usual, common, here = _common_words() | _own_words(), _common(), Neighbours(known.often)
    heads, tails, common_heads, common_tails = here.heads, here.tails, common.heads, common.tails
    doubtful = [
        word
        for word in known.rare
        if (
            (head := word[:3] + word[-2:]) in common_heads
            or (tail := word[:1] + word[-4:]) in common_tails
            or head in heads
            or tail in tails
        )
        and word not in usual
    ]
    yield from _told(cable, [word for word in doubtful if here.near(word) or common.near(word)])


class Neighbours:
    """Words by their ends: a slip inside a word leaves its first letter, its last two, and one half as they were."""

    def __init__(self, those: Iterable[bytes], substituted: bool = True) -> None:
        self.heads: dict[bytes, tuple[bytes, ...]] = {}
        self.tails: dict[bytes, tuple[bytes, ...]] = {}
        self.substituted = substituted
        for word in those:
            head, tail = word[:3] + word[-2:], word[:1] + word[-4:]
            self.heads[head] = (*self.heads.get(head, ())[:_CROWD], word)
            self.tails[tail] = (*self.tails.get(tail, ())[:_CROWD], word)

    def near(self, word: bytes) -> bool:
        """Whether a word, which is none of these, is a slip off one of them."""
        others = self.heads.get(word[:3] + word[-2:], ())[:_CROWD]
        others += self.tails.get(word[:1] + word[-4:], ())[:_CROWD]
        return any(_slipped(word, other, self.substituted) for other in others)


@cache
def _common_words() -> frozenset[bytes]:
    words: str = table("vocabulary", "common-words")["words"]
    return frozenset(words.encode().split())


@cache
def _own_words() -> frozenset[bytes]:
    """Words that are a letter off a common one and no slips: COUNTIES, INDICTED."""
    words: str = table("vocabulary", "common-words")["own"]
    return frozenset(words.encode().split())


@cache
def _common() -> Neighbours:
    return Neighbours(_common_words(), substituted=False)


def _slipped(word: bytes, other: bytes, substituted: bool) -> bool:
    """Whether a typist's or a circuit's slip inside `other` makes `word`: endings make other words of the same stem."""
    if len(word) != len(other):
        return (
            -2 < len(word) - len(other) < 2
            and len(other) > _SHORTEST
            and one_slip(word.decode(), other.decode())
            and _spelled(word) != _spelled(other)
        )
    changed = [at for at, letter in enumerate(word) if letter != other[at]]
    if len(changed) == 1:
        return substituted and len(word) >= _SUBSTITUTED and _spelled(word) != _spelled(other)
    if len(changed) > 3:
        return False
    swaps = [at for at in changed if word[at : at + 2] == other[at : at + 2][::-1]]
    if not swaps:
        return False
    apart = [at for at in changed if not swaps[0] <= at <= swaps[0] + 1]
    return not apart or (len(word) >= _LONG and not swaps[0] - 1 <= apart[0] <= swaps[0] + 2)


def _spelled(word: bytes) -> bytes:
    """The word in one spelling where languages have several: ORGANISATION, NEIGHBOURHOOD, TRAVELLED, NACION."""
    for other, one in _SPELLINGS:
        word = word.replace(other, one)
    return word


def misread(cable: Cable, context: Context) -> Iterator[Finding]:
    """Words that a scanner misread, as far as their signs or the text prove it. Values: `written`, `count`."""
    if cable.layout == "aad" or not _printed(cable) or not cable.paragraphs:
        return
    text, region = cable.text, Span(cable.paragraphs[0].span.start, cable.paragraphs[-1].span.end)
    places: set[Span] = set()
    for found in _ZERO.finditer(text, *region):
        if not text[found.start() - 1].isalnum() and text[found.start() - 1] not in ".,:":
            places.add(Span(*found.span()))
    for sign in _SIGNS:
        at = text.find(sign, *region)
        while at >= 0:
            if text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha():
                places.add(_word(text, at))
            at = text.find(sign, at + 1, region.end)
    for word in _proved(words(context)):
        places.update(_place_of(cable, word.decode()))
    real = sorted(place for place in places if _damaged(text, place) and in_prose(cable, place))
    if real:
        yield _once(cable, real)


def _proved(known: CapitalWords) -> Iterator[bytes]:
    """Rare words with letters that are others misread: with those they stand in the text too."""
    text = b" ".join((b"", *known.rare, b""))
    for wrong, right in _MISREAD:
        at = text.find(wrong)
        while at >= 0:
            start, end = text.rfind(b" ", 0, at) + 1, text.find(b" ", at)
            if text[start:at] + right + text[at + len(wrong) : end] in known.every:
                yield text[start:end]
            at = text.find(wrong, at + 1)


def _damaged(text: str, place: Span) -> bool:
    """Whether the signs of a place are letters' misreadings: not where it is an address, a table or a rule."""
    word = place.of(text)
    return any(map(str.isalpha, word)) and not any(part in word for part in _LINK) and len(word) < 40


def _told(cable: Cable, wrong: Sequence[bytes]) -> Iterator[Finding]:
    """One finding for the places of words that stand once, in the order of the text."""
    places = sorted(place for word in wrong[:MOST] for place in _place_of(cable, word.decode()))
    inside = [place for place in places if paragraph_at(cable, place.start) is not None]
    if inside:
        yield _once(cable, inside)


def _place_of(cable: Cable, word: str) -> Iterator[Span]:
    """Where a word that the text holds once stands, in whatever letters."""
    start = cable.paragraphs[0].span.start
    for form in (word, word.lower(), word.capitalize()):
        at = cable.text.find(form, start, cable.span.end)
        if at >= 0:
            yield Span(at, at + len(form))
            return
    if found := re.compile(word, re.IGNORECASE).search(cable.text, start, cable.span.end):
        yield Span(*found.span())


def _once(cable: Cable, places: Sequence[Span]) -> Finding:
    return Finding(
        places[0],
        {"written": places[0], "count": len(places)},
        related=tuple(Related(place, "and here") for place in places[1:MOST]),
        paragraph=paragraph_at(cable, places[0].start),
    )


def _word(text: str, at: int) -> Span:
    """The place, widened to the blanks on either side."""
    start, end = at, at + 1
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)
