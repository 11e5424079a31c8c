"""The lists of terms that a `[vocabulary]` may name, and the words of running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sbu_check.rules.vocabulary import Vocabulary

TEXTS = ("subject", "text", "header", "everywhere")
"""The parts of a cable that are running text; every other part is a list of terms."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019.&/-][^\W_]+)*")
"""A word of prose: `demarche`, `U.S`, `A/S`, `follow-up`."""


class ListedWord(NamedTuple):
    """A word of prose where it stands; `name` is what it is compared by."""

    span: Span
    name: str


class List(NamedTuple):
    """A list that the program and the configuration have: what it knows, and what a misspelt term stands for in it."""

    knows: Callable[[Vocabulary, str], bool]
    meant: Callable[[Vocabulary, str], str | None]


LISTS: Mapping[str, List] = {
    "captions": List(
        lambda known, name: known.caption(name) is not None, lambda known, name: known.caption_meant(name)
    ),
    "tags": List(
        lambda known, name: known.tag_known(name),
        lambda known, name: known.tag_meant(name) if len(name) >= 4 else None,
    ),
    "post": List(lambda known, name: known.post_known(name), lambda known, name: known.post_meant(name)),
}


def words_of(text: str, start: int = 0, end: int | None = None) -> list[ListedWord]:
    """The words of a text, compared in any case."""
    matches = _WORD.finditer(text, start, len(text) if end is None else end)
    return [ListedWord(Span(*match.span()), match.group().casefold()) for match in matches]
