"""Words of the field as patterns: the lists of `rules/_vocabulary`, and words with the damage that they suffer.

`@list` is every word of a list, the longest first, and `@list.KEY` the words of one entry. `~WORD` is a word, and
`~@classifications` each class word, as circuits, scanners and typists leave it:

- as it is, or with its letters apart (`S I P D I S`), each letter perhaps a sign that looks like it;
- with one slip: a letter lost, doubled, swapped with the next, added, or replaced by another capital.

A word of fewer than six letters with a letter added or replaced is too often another word: it has the other slips only.
A first letter may be lost or doubled, but not replaced. `SUBJECT` is one slip from `SUBJCT`, and two from `OBJECT`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.resources import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SHORT = 6
"""Letters from which on a word with a letter replaced is not taken for another word."""
CAPITAL = "[A-Z]"


def pattern(name: str) -> str:
    """The pattern of `@list`, `@list.KEY`, `~WORD` or `~@classifications`."""
    if name == "~@classifications":
        return f"(?:{'|'.join(map(damaged, _class_words('')))})"
    if name[0] == "~":
        return f"(?:{damaged(name[1:])})"
    listed, _, key = name[1:].partition(".")
    return f"(?:{'|'.join(LISTS[listed](key.replace('_', ' ')))})"


def escaped(text: str) -> str:
    """The text as a pattern that Lark can hold between slashes."""
    return re.sub(r"[^\w]", lambda found: "[ ]" if found[0] == " " else "\\" + found[0], text)


def damaged(word: str) -> str:
    """The alternatives for a word with the damage that it may have."""
    classes = table("vocabulary", "look-alikes")["signs"]
    signs = (f"[{letter}{classes[letter]}]" if letter in classes else letter for letter in word)
    apart = "[ ]?".join("[ ]" if sign == " " else sign for sign in signs)
    return "|".join([apart, *(slip.replace(" ", "[ ]") for slip in dict.fromkeys(_slips(word)))])


def _slips(word: str) -> Iterator[str]:
    """The word with one slip at each letter. A letter with `?` makes two slips of one pattern."""
    for at, letter in enumerate(word):
        before, rest = word[:at], word[at + 1 :]
        swapped = rest[:1] not in {"", letter}
        yield before + (f"{rest[0]}{letter}?{rest[1:]}" if swapped else rest)  # swapped, or lost
        if len(word) >= SHORT and at:
            yield f"{before}{CAPITAL}{letter}?{rest}"  # added before it, or in its place
        if len(word) < SHORT or not (at and rest):
            yield before + 2 * letter + rest


def _whole(words: Iterable[str]) -> Iterator[str]:
    """Patterns of words, the longest first, so that none hides another that begins with it."""
    for word in sorted(words, key=lambda word: (-len(word), word)):
        yield escaped(word).replace("[ ]", "[ ]{1,2}")


def _apart(words: Iterable[str]) -> Iterator[str]:
    """The same words with one blank between their letters and up to three between words."""
    for word in sorted(words, key=lambda word: (-len(word), word)):
        yield "[ ]{1,3}".join("[ ]".join(part) for part in word.split())


def _class_words(key: str) -> list[str]:
    """Class words as class lines print them. EFTO is a word of its own; an abbreviation of three letters is a mark."""
    return [
        form
        for name, one in table("vocabulary", "classifications")["class"].items()
        if key in {"", name} and "EFTO" not in name
        for form in one["forms"]
        if len(form) > len("LOU")
    ]


def _classifications(key: str) -> Iterator[str]:
    yield from _whole(_class_words(key))
    yield from _apart(_class_words(key))


def _classifications_apart(key: str) -> Iterator[str]:
    yield from _apart(_class_words(key))


def _captions(key: str) -> Iterator[str]:
    """Captions, without plain words. Other lines of the caption block have terminals of their own."""
    del key
    captions = table("vocabulary", "captions")["caption"]
    yield from _whole(
        word
        for name, one in captions.items()
        if one["family"] not in {"passing", "series", "circuit"}
        for word in (name, *one.get("also", ()))
        if word not in one.get("plain", ())
    )


def _months(key: str) -> Iterator[str]:
    """Names of months; `@months.short` are their first three letters."""
    names = table("vocabulary", "months")["names"]
    yield from (name[:3] if key == "short" else name for name in names)


def _statutes(key: str) -> Iterator[str]:
    del key
    yield from _whole(table("vocabulary", "exemptions")["statute"]["stamps"])


def _officers(key: str) -> Iterator[str]:
    yield from map(escaped, table("vocabulary", "officers")[key])


def _tag_phrases(key: str) -> Iterator[str]:
    del key
    for words in sorted(table("vocabulary", "tag-phrases")["words"], key=len, reverse=True):
        yield words.replace(" ", r"\s+")


LISTS: dict[str, Callable[[str], Iterator[str]]] = {
    "classifications": _classifications,
    "apart": _classifications_apart,
    "captions": _captions,
    "months": _months,
    "statutes": _statutes,
    "officers": _officers,
    "tag-phrases": _tag_phrases,
}
