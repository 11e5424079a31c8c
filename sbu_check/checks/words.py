"""Checks of the words of a text that went through a circuit or a scanner, each told by the other words of that text.

No list of words is asked: a word is damaged where the text itself shows what it was. All are guesses, and told once.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sbu_check.checks.context import once
from sbu_check.checks.declared import paragraph_at
from sbu_check.checks.document import copied
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.resources import table
from sbu_check.rules.near import one_slip
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
_FIRST = frozenset(word[0] for word in _LEADING)
_TRAILING = (b"OF", b"AND", b"THE", b"THAT", b"WAS", b"WERE", b"FROM")
_NO_STEM = frozenset({b"THERE", b"WHERE", b"HERE"})
_STEM = 5
"""Letters of a word before one of these."""
_HALF = 6
"""Letters of the first of two words that are joined: shorter ones make compounds."""
_BEHIND = (b"AND", b"THE")
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
_VOWELS = frozenset(b"AEIOUY")

FREQUENT = 2
"""How often a word stands in the text that is taken to be spelled right."""
_SHORTEST = 7
_SUBSTITUTED = 9
"""Letters of a word that one changed letter parts from another: shorter ones have neighbours that are words."""
_LONG = 10
"""Letters of a word that may be two slips off."""

_ZERO = re.compile(r"0[A-Za-z]{1,3}(?![A-Za-z0-9])")
_SIGNS = ("\\", "^", "|", "©", "®", "¥", "§")
_MISREAD = (("nn", "m"), ("rn", "m"), ("vv", "w"), ("eI", "el"), ("oI", "ol"), ("aI", "al"))
_LINK = ("://", "www.", "@", "?", "&")


class Words(NamedTuple):
    """The words of a text in capitals, each with how often it stands there; `rare` stand once, `often` more often."""

    counts: Counter[bytes]
    rare: tuple[bytes, ...]
    often: tuple[bytes, ...]


@once
def words(context: Context) -> Words:
    """The words of the paragraphs."""
    cable = context.cable
    if not cable.paragraphs:
        return Words(Counter(), (), ())
    text = cable.text[cable.paragraphs[0].span.start : cable.paragraphs[-1].span.end]
    plain = text.encode("ascii", "replace").replace(b"-\n", b"")  # the halves of a divided word are one
    counts = Counter(plain.translate(_LETTERS).split())
    long = [word for word in counts if len(word) >= _SHORTEST]
    return Words(
        counts,
        tuple(word for word in long if counts[word] == 1),
        tuple(word for word in long if counts[word] >= FREQUENT),
    )


def joined(cable: Cable, context: Context) -> Iterator[Finding]:
    """Words run together: two words that stand in the text by themselves too. Values: `written`, `count`."""
    if copied(cable):
        known = words(context)
        yield from _told(cable, (word for word in known.rare if _parts(word, known.counts, cable.text)))


def _parts(word: bytes, counts: Counter[bytes], text: str) -> bool:
    """Whether a word is two words of the text, or letters that begin no word before one."""
    if word[0] in _FIRST:
        for length in (2, 3, 4, 5):
            least = _LEADING.get(word[:length])
            if least and len(word) - length >= least and word[length:] in counts:
                return True
    if word.endswith(_TRAILING):
        stem = next(word[: -len(last)] for last in _TRAILING if word.endswith(last))
        if len(stem) >= _STEM and stem in counts and stem not in _NO_STEM:
            return True
    if word[1] not in _VOWELS and word[0] not in _VOWELS and word[:2] not in _ONSETS:
        rests = [word[length:] for length in (2, 3) if len(word) - length >= _HALF]
        return any(rest in counts or rest in _common_words() for rest in rests)
    if _cut_short(word, counts):
        return True
    return len(word) >= _TWO and any(
        word[length:] in counts and _stands(word[:length], counts, text)
        for length in range(_HALF, len(word) - _STEM + 1)
    )


def _cut_short(word: bytes, counts: Counter[bytes]) -> bool:
    """Whether a word is the beginning of one of the text and a word behind it: REQUIREMEAND."""
    last = next((last for last in _BEHIND if word.endswith(last)), None)
    if last is None or len(word) < _CUT + len(last) or word.endswith(_ENDINGS):
        return False
    stem = word[: -len(last)]
    return any(other.startswith(stem) and len(other) > len(stem) for other in counts)


def _stands(half: bytes, counts: Counter[bytes], text: str) -> bool:
    """Whether the first half of a word stands in the text as a word, and not before the hyphen of a divided one."""
    return (
        half in counts
        and half not in _COMPOUNDS
        and not re.search(rf"\b{half.decode()}-\s", text, re.IGNORECASE)
    )


def near(cable: Cable, context: Context) -> Iterator[Finding]:
    """A word that stands once and is a slip off one that stands more often. Values: `written`, `count`."""
    if not copied(cable):
        return
    known = words(context)
    here, everywhere = Neighbours(known.often), _common()
    yield from _told(cable, [word for word in known.rare if here.near(word) or everywhere.near(word)])


class Neighbours:
    """Words by their ends: a slip inside a word leaves its first letter, its last two, and one half as they were."""

    def __init__(self, those: Iterable[bytes], substituted: bool = True) -> None:
        self.heads: dict[bytes, list[bytes]] = {}
        self.tails: dict[bytes, list[bytes]] = {}
        self.substituted = substituted
        for word in those:
            self.heads.setdefault(word[:3] + word[-2:], []).append(word)
            self.tails.setdefault(word[:1] + word[-4:], []).append(word)

    def near(self, word: bytes) -> bool:
        """Whether a word is a slip off one of these and none of these itself."""
        head, tail = self.heads.get(word[:3] + word[-2:]), self.tails.get(word[:1] + word[-4:])
        if head is None and tail is None:
            return False
        others = (*(head or ()), *(tail or ()))
        return word not in others and any(_slipped(word, other, self.substituted) for other in others)


@cache
def _common_words() -> frozenset[bytes]:
    words: str = table("vocabulary", "common-words")["words"]
    return frozenset(words.encode().split())


@cache
def _common() -> Neighbours:
    return Neighbours(_common_words(), substituted=False)


def _slipped(word: bytes, other: bytes, substituted: bool) -> bool:
    """Whether a typist's or a circuit's slip inside `other` makes `word`: endings make other words of the same stem."""
    if abs(len(word) - len(other)) > 1 or _spelled(word) == _spelled(other):
        return False
    if len(word) != len(other):
        return len(other) > _SHORTEST and one_slip(word.decode(), other.decode())
    changed = [at for at, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
    if len(changed) == 1:
        return substituted and len(word) >= _SUBSTITUTED
    swaps = [at for at in changed if word[at : at + 2] == other[at : at + 2][::-1]]
    if not swaps or len(changed) > 3:
        return False
    apart = [at for at in changed if at not in {swaps[0], swaps[0] + 1}]
    return not apart or (
        len(word) >= _LONG and min(abs(apart[0] - at) for at in (swaps[0], swaps[0] + 1)) > 1
    )


def _spelled(word: bytes) -> bytes:
    """The word in one spelling where languages have several: ORGANISATION, NEIGHBOURHOOD, TRAVELLED, NACION."""
    for other, one in (
        (b"S", b"Z"),
        (b"OU", b"O"),
        (b"LL", b"L"),
        (b"MM", b"M"),
        (b"GEM", b"GM"),
        (b"CION", b"TION"),
    ):
        word = word.replace(other, one)
    return word


def misread(cable: Cable, context: Context) -> Iterator[Finding]:
    """Words that a scanner misread, as far as their signs or the text prove it. Values: `written`, `count`."""
    if cable.layout == "aad" or not copied(cable) or not cable.paragraphs:
        return
    text, region = cable.text, Span(cable.paragraphs[0].span.start, cable.paragraphs[-1].span.end)
    places: set[Span] = set()
    for found in _ZERO.finditer(text, *region):
        if not text[found.start() - 1].isalnum() and text[found.start() - 1] not in ".,:":
            places.add(Span(*found.span()))
    for sign in _SIGNS:
        places.update(
            _word(text, at, at + 1)
            for at in _found(text, region, sign)
            if text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha()
        )
    counts = words(context).counts
    for wrong, right in _MISREAD:
        places.update(_proved(text, region, counts, wrong, right))
    real = sorted(place for place in places if _damaged(text, place))
    inside = [place for place in real if not any(one.span.meets(place) for one in cable.artifacts)]
    if inside:
        yield _once(cable, inside)


def _found(text: str, region: Span, sign: str) -> Iterator[int]:
    at = text.find(sign, *region)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1, region.end)


def _proved(text: str, region: Span, counts: Counter[bytes], wrong: str, right: str) -> Iterator[Span]:
    """Words with two letters that are one misread: with that one they stand in the text too."""
    for at in _found(text, region, wrong):
        place = _letters(text, at, at + 2)
        word = place.of(text)
        put = word[: at - place.start] + right + word[at - place.start + len(wrong) :]
        if len(put) >= 4 and counts[_key(put)] and counts[_key(word)] == 1:
            yield place


def _key(word: str) -> bytes:
    return word.upper().encode("ascii", "replace")


def _damaged(text: str, place: Span) -> bool:
    """Whether the signs of a place are letters' misreadings: not where it is an address, a table or a rule."""
    word = place.of(text)
    return any(map(str.isalpha, word)) and not any(part in word for part in _LINK) and len(word) < 40


def _told(cable: Cable, wrong: Iterable[bytes]) -> Iterator[Finding]:
    """One finding for the places of words that stand once, in the order of the text."""
    places = sorted(place for word in wrong for place in _place_of(cable, word.decode()))
    inside = [place for place in places if paragraph_at(cable, place.start) is not None]
    if inside:
        yield _once(cable, inside)


def _place_of(cable: Cable, word: str) -> Iterator[Span]:
    start = cable.paragraphs[0].span.start
    for form in (word, word.lower(), word.capitalize()):
        at = cable.text.find(form, start, cable.span.end)
        if at >= 0:
            yield Span(at, at + len(form))
            return


def _once(cable: Cable, places: list[Span]) -> Finding:
    return Finding(
        places[0],
        {"written": places[0], "count": len(places)},
        related=tuple(Related(place, "and here") for place in places[1:]),
        paragraph=paragraph_at(cable, places[0].start),
    )


def _word(text: str, start: int, end: int) -> Span:
    return _widened(text, start, end, str.isspace)


def _letters(text: str, start: int, end: int) -> Span:
    return _widened(text, start, end, lambda sign: not sign.isalpha())


def _widened(text: str, start: int, end: int, stops: Callable[[str], bool]) -> Span:
    """The place, widened to the first signs on either side at which it stops."""
    while start > 0 and not stops(text[start - 1]):
        start -= 1
    while end < len(text) and not stops(text[end]):
        end += 1
    return Span(start, end)
