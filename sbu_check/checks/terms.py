"""`[vocabulary]`: the terms of a part of the cable against those that may, or may not, stand there."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sbu_check.diagnostics.model import Edit, Finding
from sbu_check.rules.vocabulary import LISTS, words_of
from sbu_check.text.slips import nearest
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.rules.vocabulary import ListedWord, Vocabulary


def _captions(cable: Cable) -> Iterator[tuple[Span, str]]:
    found = [(one.span, one.name) for one in cable.captions]
    yield from sorted([*found, *((line.span, line.text) for line in cable.unknown_header_lines)])


def _tags(cable: Cable) -> Iterator[tuple[Span, str]]:
    return ((tag.span, tag.written) for tag in cable.tags if not tag.person and not tag.glued)


def _posts(cable: Cable) -> Iterator[tuple[Span, str]]:
    return ((line.post.span, line.post.text) for line in cable.class_lines if line.post)


def _recipients(cable: Cable) -> Iterator[tuple[Span, str]]:
    return ((one.span, one.name) for one in cable.routing.recipients if one.action != "FM")


_FIELDS: Mapping[str, Callable[[Cable], Iterator[tuple[Span, str]]]] = {
    "captions": _captions,
    "tags": _tags,
    "post": _posts,
    "recipients": _recipients,
}


class TermTable:
    """The table of a rule, made ready for looking up.

    `only` and what a list knows may stand, `never` and `instead` may not. `near` names the variant for a term that one
    slip parts from one that may stand.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.part: str = table["part"]
        self._near: str | None = table.get("near")
        self._only = frozenset(map(_folded, table.get("only", ())))
        self._list = LISTS[self.part] if table.get("known") else None
        never = dict.fromkeys(table.get("never", ()), "") | dict(table.get("instead", {}))
        self._never = {_folded(term): meant for term, meant in never.items()}
        phrases = {tuple(word.name for word in words_of(term)): meant for term, meant in never.items()}
        self._phrases: dict[str, list[tuple[Sequence[str], str]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            self._phrases.setdefault(phrase[0], []).append((phrase, phrases[phrase]))

    def in_list(self, cable: Cable, known: Vocabulary) -> Iterator[Finding]:
        """The terms of a list that may not stand in it."""
        for span, written in _FIELDS[self.part](cable):
            name = _folded(written)
            if name in self._never:
                yield _finding(span, self._never[name])
            elif not self._may_stand(name, known):
                meant = self._nearest(name, known)
                yield Finding(
                    span, {"term": span, "meant": meant or ""}, variant=self._near if meant else None
                )

    def in_text(self, text: str, region: Span) -> Iterator[Finding]:
        """The words and phrases that may not stand in running text, in any case and over the end of a line."""
        words = words_of(text, *region)
        at = 0
        while at < len(words):
            said = next(
                (one for one in self._phrases.get(words[at].name, ()) if _stands(one[0], words, at, text)),
                None,
            )
            if said:
                phrase, meant = said
                yield _finding(Span(words[at].span.start, words[at + len(phrase) - 1].span.end), meant)
            at += len(said[0]) if said else 1

    def _may_stand(self, name: str, known: Vocabulary) -> bool:
        if self._list is None and not self._only:
            return True  # the rule names only what may not
        return name in self._only or (self._list is not None and self._list.knows(known, name))

    def _nearest(self, name: str, known: Vocabulary) -> str | None:
        return (self._list.meant(known, name) if self._list else None) or nearest(name, self._only)


def _finding(span: Span, meant: str) -> Finding:
    return Finding(span, {"term": span, "meant": meant}, edits=(Edit(span, meant),) if meant else ())


def _stands(phrase: Sequence[str], words: Sequence[ListedWord], at: int, text: str) -> bool:
    """Whether a phrase stands at a word, with blanks alone between its own."""
    there = words[at : at + len(phrase)]
    return [word.name for word in there] == list(phrase) and all(
        text[one.span.end : other.span.start].isspace() for one, other in pairwise(there)
    )


def _folded(name: str) -> str:
    return " ".join(name.upper().split())
