"""What a reader of documents found in a file, and which words of it the pages do not show."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sbu_check.text.hidden_content import Runs

if TYPE_CHECKING:
    from collections.abc import Container

    from sbu_check.text.hidden_content import DocumentPlace, Hidden, PlacedWords


LENGTH = 10_000_000
"""Characters of text that a document may have."""

HIDDEN = 5_000
"""Hidden items that are reported of one document."""

WORDS = 20_000
"""Characters of one of these that are kept."""


class UnreadableDocument(Exception):
    """The document cannot be read; the message goes on from "it is a PDF document, but"."""


class DocumentTooLarge(UnreadableDocument):
    """The document is larger than what is read."""


@dataclass
class ReadingResult:
    """The text of a document so far, and its hidden content."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[PlacedWords] = field(default_factory=list)
    words: Runs = field(default_factory=Runs)
    """The words of pages, in place of `runs`."""
    pages: dict[int, int] = field(default_factory=dict)
    """The offset at which each page begins that has words."""
    hidden: list[Hidden] = field(default_factory=list)
    described: list[Hidden] = field(default_factory=list)
    """Texts in place of images, until the words of all pages are known."""
    _shown: list[str] = field(default_factory=list)
    _ended: int = 0
    """The number of parts up to the end of the last page."""

    @cached_property
    def seen(self) -> frozenset[str]:
        """The words that the pages show, as `tokens` returns them. Call it after the last page."""
        return frozenset(self._shown)

    @cached_property
    def running(self) -> str:
        """The same words without anything between them."""
        return "".join(self._shown)

    def add(self, text: str) -> None:
        """Add to the text. Raises DocumentTooLarge."""
        self.parts.append(text)
        self.length += len(text)
        if self.length > LENGTH:
            raise DocumentTooLarge(f"it has more than {LENGTH:,} characters of text")

    def end_page(self, number: int, start: int | None) -> None:
        """Keep where the words of a page begin if it has any, and join its text."""
        if start is not None:
            self.pages[number] = start
        self.parts[self._ended :] = ["".join(self.parts[self._ended :])]
        self._ended = len(self.parts)

    def show(self, text: str) -> None:
        """Record that the pages show these words."""
        self._shown += tokens(text)

    def hide(self, one: Hidden, *, known: bool = False) -> None:
        """Keep a hidden item. With `known`, only if it has words that the pages do not show."""
        if len(self.hidden) < HIDDEN and (not known or unseen(one.words, self.seen, self.running)):
            self.hidden.append(one)

    def data(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {
            "text": "".join(self.parts).encode("utf-8", "replace").decode(),
            "runs": [[run.start, run.end, _place(run.where)] for run in self.runs],
            "words": b64encode(self.words.data).decode(),
            "hidden": [
                [one.kind, one.words[:WORDS].encode("utf-8", "replace").decode(), _place(one.where), one.at, one.name]
                for one in self.hidden
            ],
        }  # fmt: skip


def _place(where: DocumentPlace) -> list[Any]:
    return [where.page, where.box, where.paragraph, where.part]


_WORD = re.compile(r"[^\W_]+")

_BLANK = frozenset(
    {"untitled", "anonymous", "unspecified", "unknown", "none", "document", "page", "pages", "normal", "dotm"}
)
"""Words that programs write by default."""


def tokens(text: str) -> list[str]:
    """The words of a text, to be compared."""
    return _WORD.findall(text.casefold())


def unseen(words: str, seen: Container[str], running: str) -> bool:
    """Whether some words say more than the pages do: a word of three characters or more that is not among `seen`.

    `running` is the text of the pages without anything between its letters: a word may be split over two lines there.
    """
    return any(
        len(token) > 2
        and token not in seen
        and token not in _BLANK
        and not (len(token) > 4 and token in running)
        for token in tokens(words)
    )
