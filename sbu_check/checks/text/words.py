"""Rules of words that a circuit or a scanner damaged, as the other words of the text show.

A word is damaged if the text itself shows what it was; there is no dictionary. Each finding is a guess.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from sbu_check.checks.common.document import paragraph_at
from sbu_check.checks.common.words import MOST, SHORTEST, capital_words, one_finding, places_of, printed_copy
from sbu_check.resources import table
from sbu_check.text.slips import one_slip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.model import Finding

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

_SUBSTITUTED = 9
"""Letters of a word that one changed letter parts from another: shorter ones have neighbours that are words."""

_LONG = 10
"""Letters of a word that may be two slips off."""

_CROWD = 32
"""Neighbours that a word is held against at most."""


def joined(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report words run together, if both also occur in the text on their own. Values: `written`, `count`."""
    if not printed_copy(cable):
        return
    known = capital_words(context)
    doubtful = [
        word
        for word in known.rare
        if word.startswith(_FIRST) or word.endswith(_LAST) or word[:2] in _NO_ONSETS or len(word) >= _TWO
    ]
    yield from _one_finding(cable, [word for word in doubtful if _parts(word, known.every, cable.text)])


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
    """Whether a word is the beginning of a common one of the text and a word after it: REQUIREMEAND."""
    last = next((last for last in _BEHIND if word.endswith(last)), None)
    if last is None or len(word) < _CUT + len(last) or word.endswith(_ENDINGS):
        return False
    stem = word[: -len(last)]
    return any(other.startswith(stem) and other in every and other != stem for other in _common_words())


def _stands(half: bytes, every: frozenset[bytes], text: str) -> bool:
    """Whether the first half of a word occurs in the text as a word, and not before the hyphen of a divided one."""
    if half not in every or half in _COMPOUNDS:
        return False
    forms = (half.decode(), half.decode().lower(), half.decode().title())
    return not any(f"{form}-\n" in text or f"{form}-\r\n" in text for form in forms)


def near(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report a word that occurs once, one slip away from a word that occurs more often. Values: `written`, `count`."""
    if not printed_copy(cable):
        return
    known = capital_words(context)
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
    yield from _one_finding(cable, [word for word in doubtful if here.near(word) or common.near(word)])


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
        """Whether a word, not one of these, differs by a slip from one of them."""
        others = self.heads.get(word[:3] + word[-2:], ())[:_CROWD]
        others += self.tails.get(word[:1] + word[-4:], ())[:_CROWD]
        return any(_slipped(word, other, self.substituted) for other in others)


@cache
def _common_words() -> frozenset[bytes]:
    capital_words: str = table("vocabulary", "common-words")["words"]
    return frozenset(capital_words.encode().split())


@cache
def _own_words() -> frozenset[bytes]:
    """Words that are a letter off a common one and no slips: COUNTIES, INDICTED."""
    capital_words: str = table("vocabulary", "common-words")["own"]
    return frozenset(capital_words.encode().split())


@cache
def _common() -> Neighbours:
    return Neighbours(_common_words(), substituted=False)


def _slipped(word: bytes, other: bytes, substituted: bool) -> bool:
    """Whether a typist's or a circuit's slip inside `other` makes `word`: endings make other words of the same stem."""
    if len(word) != len(other):
        return (
            -2 < len(word) - len(other) < 2
            and len(other) > SHORTEST
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
    """Return the word in one spelling if languages have several: ORGANISATION, NEIGHBOURHOOD, TRAVELLED, NACION."""
    for other, one in _SPELLINGS:
        word = word.replace(other, one)
    return word


def _one_finding(cable: Cable, wrong: Sequence[bytes]) -> Iterator[Finding]:
    """Yield one finding for the places of words that occur once, in the order of the text."""
    places = sorted(place for word in wrong[:MOST] for place in places_of(cable, word.decode()))
    inside = [place for place in places if paragraph_at(cable, place.start) is not None]
    if inside:
        yield one_finding(cable, inside)
