"""What slipped through: words that were withheld in one place and are in another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, groupby
from typing import TYPE_CHECKING

from sbu_check.comparison.lexicon import Lexicon
from sbu_check.comparison.secrets import BOUNDS, Secret, What, items
from sbu_check.comparison.stretches import Ground, Stretches
from sbu_check.comparison.words import read_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from sbu_check.comparison.passages import Withheld


_LETTERED = re.compile(r"[^\W\d_]{1,4}(?=\d)")
_LONG = 5
"""Letters from which a name is known within a longer word."""

_SPELT: Mapping[What, int] = {"name": 4, "number": 6}
"""Characters from which a name or a number is known by single ones (S M I T H, S.M.I.T.H., S-M-I-T-H)."""
_FIRST = min(_SPELT.values())


@dataclass(frozen=True, slots=True)
class Leak:
    """Words of a withheld passage, `first` to `end` of the original, that are open.

    `passage` is the index of the passage. They are at the words `at` to `at_end` of the copy, or of the text that
    `outside` names (`file name`).
    """

    passage: int
    first: int
    end: int
    at: int
    at_end: int
    outside: str | None = None


class Search:
    """The secrets of the withheld passages of an original, ready for the search in a copy.

    `public` is that of `secrets.items`. `_heads` holds each word by which a secret may begin, with the length of the
    longest of these.
    """

    def __init__(self, original: Lexicon, passages: Sequence[Withheld], public: Container[str]) -> None:
        self._original = original
        self._passages = passages
        self._items: dict[str, tuple[int, Secret]] = {}
        self._heads: dict[str, int] = {}
        for index, passage in enumerate(passages):
            for item in items(original, passage.a, passage.a_end, persons=passage.persons, public=public):
                self._add(index, item)
        self._spelt: dict[str, set[int]] = {}
        for key, (_, item) in self._items.items():
            if len(key) >= _SPELT.get(item.what, len(key) + 1):
                self._spelt.setdefault(key[:_FIRST], set()).add(len(key))
        hidden = [range(passage.a, passage.a_end) for passage in passages]
        self._closed = Counter(key for key, _, _ in self._scan(original.keys, hidden))

    def _add(self, index: int, item: Secret) -> None:
        keys = self._original.keys[item.first : item.end]
        joined = "".join(keys)
        known = self._items.get(joined)
        # The same words may be hidden in several places, and be the very name in one of them only.
        if known is None or BOUNDS.index(known[1].bound) < BOUNDS.index(item.bound):
            self._items[joined] = (index, item)
        # Where the copy joins two words over a line's end, the first of them is nowhere by itself.
        heads = [keys[0], "".join(keys[:2]), joined]
        if letters := _LETTERED.match(joined):
            heads.append(letters[0])  # AB1234567 may be written AB 1234567
        for head in heads:
            self._heads[head] = max(self._heads.get(head, 0), len(joined))

    def leaks(self, copy: Lexicon, grounds: Sequence[Ground], outside: Mapping[str, str]) -> list[Leak]:
        """All that is open in the copy or in the texts `outside` it, by place; of several at one place the longest.

        `grounds` has the ground of each word of the copy.
        """
        if not self._passages:
            return []
        found = [*self._told(copy), *self._bent(copy)]
        found += [
            Leak(*stretch) for stretch in Stretches(self._original, self._passages).found(copy, grounds)
        ]
        found += self._unseen(copy, (at for at, ground in enumerate(grounds) if ground == "added"))
        for name, text in outside.items():
            lexicon = Lexicon(read_words(_parted(text), copy.words.form))
            there = chain(self._told(lexicon), self._unseen(lexicon, range(len(lexicon))))
            found += [replace(leak, outside=name) for leak in there]
        return _longest(found)

    def _scan(self, keys: Sequence[str], ranges: Iterable[range]) -> Iterator[tuple[str, int, int]]:
        """Each place in the ranges where the words of an item are, joined or not."""
        for words in ranges:
            for at in words:
                longest = self._heads.get(keys[at])
                if longest is None:
                    continue
                joined = ""
                for end in range(at + 1, words.stop + 1):
                    joined += keys[end - 1]
                    if len(joined) > longest:
                        break
                    if joined in self._items:
                        yield joined, at, end

    def _spelled(self, keys: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Each place where single characters in a row are those of a name or a number."""
        if not self._spelt:
            return
        first = 0
        for single, group in groupby(keys, lambda key: len(key) == 1):
            words = list(group)
            row = "".join(words) if single else ""
            for at in range(len(row) - _FIRST + 1):
                for size in self._spelt.get(row[at : at + _FIRST], ()):
                    key = row[at : at + size]
                    if len(key) == size and key in self._items and self._items[key][1].what in _SPELT:
                        yield key, first + at, first + at + size
            first += len(words)

    def _told(self, copy: Lexicon) -> Iterator[Leak]:
        """The open places of the items, without those that are too many to be a secret."""
        places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for key, at, end in chain(self._scan(copy.keys, [range(len(copy))]), self._spelled(copy.keys)):
            if not self._another(self._items[key][1], copy, at, end):
                places[key].append((at, end))
        for key, there in places.items():
            index, item = self._items[key]
            if item.admits(self._closed[key], len(there)):
                yield from (Leak(index, item.first, item.end, at, end) for at, end in there)

    def _bent(self, copy: Lexicon) -> Iterator[Leak]:
        """Names in another form: a family (the Marchettis), within an address (amarchetti@…), initials (A.J.M.)."""
        text, words = copy.words.text, copy.words
        for at, key in enumerate(copy.keys):
            forms: list[str] = []
            if key.endswith("s") and at and copy.keys[at - 1] == "the":
                forms = [key[:-1], key[:-2]]
            elif text[words.ends[at] : words.ends[at] + 1] == "@":
                forms = [key[1:], key[2:], key[:-1], key[:-2]]
            for form in forms:
                index, item = self._items.get(form, (0, None))
                # Roberts is another name than Robert: a family is known by the name after a first name.
                alone = item is None or (key.endswith("s") and item.first == self._passages[index].a)
                if item and item.what == "name" and len(form) >= _LONG and not alone:
                    yield Leak(index, item.first, item.end, at, at + 1)
                    break
            if len(key) == 1 and key in self._first_letters:
                yield from self._initialled(copy, at)

    def _initialled(self, copy: Lexicon, at: int) -> Iterator[Leak]:
        """The initials of a withheld name, at the first of them."""
        end = at + 1
        while end < len(copy) and len(copy.keys[end]) == 1 and copy.beside(end, end - 1):
            end += 1
        place = self._initials.get("".join(copy.keys[at:end]))
        if place and not (at and len(copy.keys[at - 1]) == 1 and copy.beside(at, at - 1)):
            yield Leak(*place, at, end)

    @cached_property
    def _initials(self) -> Mapping[str, tuple[int, int, int]]:
        """The initials of withheld names of three words and more, each with its passage and its words."""
        found: dict[str, tuple[int, int, int]] = {}
        for index, passage in enumerate(self._passages):
            words = range(passage.a, passage.a_end)
            if passage.persons and 3 <= len(words) <= 5:
                keys = [self._original.keys[word] for word in words]
                if all(self._original.words.raw(word)[0].isupper() for word in words):
                    found["".join(key[0] for key in keys)] = index, passage.a, passage.a_end
        return found

    @cached_property
    def _first_letters(self) -> frozenset[str]:
        return frozenset(initials[0] for initials in self._initials)

    def _another(self, item: Secret, copy: Lexicon, at: int, end: int) -> bool:
        """Whether the copy speaks of another bearer of the name: John Smith is withheld, Adam Smith is not."""
        if item.what != "name" or copy.shouted:
            return False  # in a text in capitals any word beside the name looks like one
        sides = ((item.first - 1, item.first, at - 1, at), (item.end, item.end - 1, end, end - 1))
        for beside, word, copy_beside, copy_word in sides:
            ours = self._original.name_at(beside, word)
            theirs = copy.name_at(copy_beside, copy_word)
            if ours and theirs and ours != theirs:
                return True
        return False

    def _unseen(self, copy: Lexicon, places: Iterable[int]) -> Iterator[Leak]:
        """Names and numbers in `places`, which the original does not explain, that it has in withheld passages only."""
        keys, sort = self._original.keys, self._original.sort
        for at in places:
            index, word = self._secrets.get(copy.keys[at], (0, -1))
            if word >= 0 and (sort(word) == "name" or (sort(word) == "number" and len(keys[word]) > 2)):
                yield Leak(index, word, word + 1, at, at + 1)

    @cached_property
    def _secrets(self) -> Mapping[str, tuple[int, int]]:
        """The words that are in withheld passages only, each with its passage and place."""
        keys = self._original.keys
        secrets: dict[str, tuple[int, int]] = {}
        seen: set[str] = set()
        at = 0
        for index, passage in enumerate(self._passages):
            seen.update(keys[at : passage.a])
            secrets.update((keys[word], (index, word)) for word in range(passage.a, passage.a_end))
            at = passage.a_end
        seen.update(keys[at:])
        return {key: place for key, place in secrets.items() if key not in seen}


def _parted(name: str) -> str:
    """A file name with its parts as words: `SmithRelease_2` is Smith, Release and 2."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", name)


def _longest(found: Iterable[Leak]) -> list[Leak]:
    """The leaks by place, without those inside another."""
    kept: list[Leak] = []
    for leak in sorted(found, key=lambda one: (one.outside or "", one.at, -one.at_end)):
        last = kept[-1] if kept else None
        if last is None or last.outside != leak.outside or leak.at_end > last.at_end:
            kept.append(leak)
    return kept
