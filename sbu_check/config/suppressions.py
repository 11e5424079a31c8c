"""`[[suppress]]` entries of a configuration: findings that are known and right, kept outside of the records.

A record may carry no comment, so that the configuration says which finding of which rule in which files is meant, and
why. An entry that matches nothing any more is reported itself (`suppression-unused`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from sbu_check.cable.model import Cable
    from sbu_check.diagnostics.model import Diagnostic
    from sbu_check.text.span import Span

Kind = Literal["paragraph", "text", "line"]

_WHERE = re.compile(r"paragraph +(?P<paragraph>\d{1,6})|text +(?P<text>[0-9a-f]{24})|(?P<line>[a-z_]+)")


class UnusableSuppression(ValueError):
    """No place is called so; the message says what was expected."""


@value
class SuppressedPlace:
    """A place within a document: a paragraph by its number as printed, a finding by its fingerprint, a header line."""

    kind: Kind
    name: str

    @classmethod
    def parse(cls, words: str) -> SuppressedPlace:
        """The place that a configuration names. Raises Unfit."""
        match = _WHERE.fullmatch(words)
        kind = match.lastgroup if match else None
        if match is None or (kind == "line" and words not in LINES):
            raise UnusableSuppression(
                f'"paragraph 3", "text" and a fingerprint of the JSON report, or one of {", ".join(LINES)}'
            )
        kinds: Mapping[str | None, Kind] = {"paragraph": "paragraph", "text": "text"}
        return cls(kinds.get(kind, "line"), match[kind or 0])

    def holds(self, one: Diagnostic, cable: Cable) -> bool:
        """Whether the diagnostic is at this place of its cable."""
        at = one.span.start
        if self.kind == "text":
            return one.fingerprint == self.name
        if self.kind == "paragraph":
            return one.paragraph == self.name or any(
                paragraph.number is not None
                and paragraph.number.digits == self.name
                and paragraph.span.start <= at < paragraph.span.end
                for paragraph in cable.paragraphs
            )
        return any(_line_start(cable.text, span) <= at <= span.end for span in LINES[self.name](cable))


@value
class Suppression:
    """One `[[suppress]]` table. `paths` are patterns as in .gitignore, `until` is the last day on which it counts.

    `where` is None for the whole of a file. `file` is the configuration that the table stands in, from whose folder the
    patterns are seen, and `way` leads to it from the top.
    """

    paths: tuple[str, ...]
    rule: str
    reason: str
    where: SuppressedPlace | None = None
    until: date | None = None
    way: tuple[str | int, ...] = ()
    file: Path | None = None

    def over(self, today: date) -> bool:
        """Whether its time is over."""
        return self.until is not None and today > self.until

    def holds(self, one: Diagnostic, cable: Cable) -> bool:
        """Whether it is about this diagnostic of one of its files."""
        return one.rule == self.rule and (self.where is None or self.where.holds(one, cable))


def _line_start(text: str, span: Span) -> int:
    return text.rfind("\n", 0, span.start) + 1


def _classification(cable: Cable) -> Iterator[Span]:
    yield from (line.span for line in cable.class_lines)


def _captions(cable: Cable) -> Iterator[Span]:
    yield from (caption.span for caption in cable.captions)
    yield from (line.span for line in cable.unknown_header_lines)


def _references(cable: Cable) -> Iterator[Span]:
    yield from (reference.span for reference in cable.references)


def _one(name: str) -> Callable[[Cable], Iterator[Span]]:
    """The span of a field that there may be one of."""

    def spans(cable: Cable) -> Iterator[Span]:
        found = getattr(cable, name)
        if found is not None:
            yield getattr(found, "span", found)

    return spans


LINES: Mapping[str, Callable[[Cable], Iterator[Span]]] = {
    "header": _one("header"),
    "classification": _classification,
    "captions": _captions,
    "eo": _one("executive_order"),
    "tags": _one("tags_line"),
    "subject": _one("subject"),
    "refs": _references,
    "classified_by": _one("classified_by"),
    "signature": _one("signature"),
}
"""The kinds of line that an entry may name, as `inspect` calls them, with the places where a cable has them."""


def static(pattern: str) -> tuple[str, bool]:
    """The part of a pattern that is plain folder and file names, and whether that is all of it.

    A pattern without a slash inside matches at any depth, so that nothing of it is a plain place.
    """
    plain = pattern.lstrip("/")
    if "/" not in pattern.rstrip("/"):
        return "", False
    parts = plain.split("/")
    fixed = next((at for at, part in enumerate(parts) if re.search(r"[*?\[\\]", part)), len(parts))
    return "/".join(parts[:fixed]).rstrip("/"), fixed == len(parts) and not pattern.endswith("/")
