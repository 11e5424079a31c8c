"""Kinds of words: function words, plain words, names, numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sbu_check.comparison.words import ComparedWords, WordForm


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = _words("""
a about above accordingly across after afterwards again against all almost along already also although always
am among an and another any are around as at away back be because been before behind being below between both
but by came can cannot come could did do does doing done down during each earlier either else enough etc even
ever every few for from further gave get give given go goes gone got had has have having he hence her here
hers herself him himself his how however i if in indeed instead into is it its itself just lastly later less
let like made make many may me meantime meanwhile might mine more most much must my myself near neither never
no none nonetheless nor not nothing notwithstanding now of off often on once one only onto or other others our
ours out over own per perhaps quite rather re s said same say says see seen shall she should since so some
sometimes soon still such take taken than that the their theirs them themselves then there therefore these
they this those though through throughout thus till to today together tomorrow tonight too toward towards
under unless unlike until up upon us very via was we well went were what whatever when whenever where wherever
whether which while who whom whose why will with within without would yes yesterday yet you your yours
""")
"""Words that hold sentences together and name nothing."""

PLAIN = _words("""
able according action added address administration agency agreed agreement ambassador annual april area army
assistant associate attache august authorities authority bank based began begin bilateral board border bureau
business cabinet called capital captain central chairman chairperson charge chief city civil classified close
colonel comment commission commissioner committee company conference confidential congress consul consular
consulate continue continued corporation council counselor counterpart countries country court current day
days december defense delegation department deputy desk development director discuss discussed discussion
division documents dr early east eastern economic effort efforts eight embassy end energy envoy european
executive expect expected expressed february federal field final finance first five force forces foreign
former four friday full fund future general goal good government governments governor group groups head held
high hour hours house human immediate important information interior international issue issues january joint
judge july june justice justices key known labor lady large last late law leader leaders left legal level
lieutenant limited local long lord low madam main major march mayor meet meeting meetings member members
message military million mine minister ministerial ministers ministries ministry miss mission monday month
months mr mrs ms nation national nations navy need new news next night nine north northern note noted november
number october offered office officer officers official officials old one open opposition order organization
paragraph paras parliament part parties party past people percent period permanent person place plan planned
point police policy political port position possible post present presidency president press previous prime
prince princess private process professor program progress project prosecutor provide public question raised
received recent ref reference refs reftel region regional relations release report reported representative
republic request response result return right round royal rule saturday second secretariat secretary section
sector security senator senior sensitive septel september service session seven shared sheikh side sir six
small social source sources south southern speaker special spokesman spokesperson spokeswoman staff state
statement states strong subject summary sunday support system talks team ten text third three thursday time
today told tomorrow town trade treasury tuesday two unclassified under undersecretary union unit united
university use vice view visit visited warned wednesday week weeks west western whole work working world year
years yesterday young
""")
"""Titles, months, days, and what cables speak of all the time: no name by themselves."""

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
