"""The words of a reference list, by their class: what a word may be, before its neighbours decide what it is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from sbu_check.cable.elements import full_year
from sbu_check.cable.terminals import line
from sbu_check.resources import table
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


WordClass = Literal["number", "name", "bracket", "sign", "airgram"]

CLASSES: dict[str, WordClass] = {
    "REF_NUMBER": "number", "REF_WORD": "name", "REF_BRACKET": "bracket", "REF_SIGN": "sign", "REF_AIRGRAM": "airgram",
}  # fmt: skip
LATEST = 40
"""Years of two digits from here to 45 are not one: no cable is older than 1945."""
SHORTEST_GLUED = 3
"""Letters of a post that digits may be glued to: 05OTTAWA774."""


class Word(NamedTuple):
    """One word of a list. `value` is its text in capitals: the digits of a number, the inside of a bracket."""

    kind: WordClass
    span: Span
    value: str
    fresh: bool
    """Whether it is the first of its line."""

    def is_sign(self, signs: str) -> bool:
        """Whether it is one of the signs."""
        return self.kind == "sign" and self.value in signs

    @property
    def year(self) -> int | None:
        """The year that it may be: two digits or four, perhaps in brackets."""
        if self.kind not in {"number", "bracket"} or not self.value.isdigit():
            return None
        if len(self.value) == 4:
            return int(self.value) if self.value[:2] in {"19", "20"} else None
        return full_year(self.value) if len(self.value) == 2 and not LATEST < int(self.value) < 45 else None

    @property
    def means(self) -> str:
        """What the list of words says of a name: the kind of another source, `number`, `joining`, `month`, or ""."""
        return meaning(self.value) if self.kind == "name" else ""


def words(text: str, span: Span) -> list[Word]:
    """The words of a span that may begin with the label of the list."""
    node = line(text, span, "ref_line")
    found: list[Word] = []
    end = span.start
    for token in node.tokens() if node else ():
        kind = CLASSES.get(token.kind)
        if kind is None:
            continue
        fresh = not found or "\n" in text[end : token.start]
        written = token.span.of(text).upper()
        if kind == "name":
            found.extend(_unglued(token.span, written, fresh))
        else:
            value = written.strip("()[]{}'’‘`# \t\r\n") if kind != "sign" else written
            found.append(Word(kind, token.span, value, fresh))
        end = token.end
    return found


def _unglued(span: Span, written: str, fresh: bool) -> Iterator[Word]:
    """Yield the parts of a word: digits, letters, digits. A zero in a number may be the letter."""
    if not any(map(str.isdigit, written)):
        yield Word("name", span, written, fresh)
        return
    if not written.strip("O0123456789"):
        yield Word("number", span, written.replace("O", "0"), fresh)
        return
    first = len(written) - len(written.lstrip("0123456789"))
    last = len(written.rstrip("0123456789"))
    letters = written[first:last]
    from sbu_check.cable.names import known_post  # the list of posts is read only when asked for  # noqa: PLC0415

    if (
        len(letters) < SHORTEST_GLUED
        or not letters.isalpha()
        or first not in {0, 2, 4}
        or not known_post(letters)
    ):
        yield Word("name", span, written, fresh)
        return
    cuts = [0, first, last, len(written)]
    for at, end in pairwise(cuts):
        if at < end:
            kind: WordClass = "name" if at == first else "number"
            yield Word(kind, Span(span.start + at, span.start + end), written[at:end], fresh and at == 0)


def meaning(word: str) -> str:
    """What the list says of a name: the kind of a source that is no cable, a class of words, `month`, or ""."""
    lists = _meanings()
    singular = word[:-1] if word[-1:] == "S" else word
    found = lists.get(word) or lists.get(singular)
    return found or ("month" if len(word) > 2 and any(name.startswith(word) for name in _months()) else "")


@cache
def _meanings() -> dict[str, str]:
    lists = table("vocabulary", "reference-words")
    groups = {**lists["kinds"], **lists["words"]}
    return {word: name for name, names in groups.items() for word in names}


@cache
def _months() -> tuple[str, ...]:
    return tuple(table("vocabulary", "months")["names"])
