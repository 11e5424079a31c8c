"""`[[suppress]]` entries of a configuration: findings that are known and right, kept outside of the records.

A record may carry no comment, so that the configuration says which finding of which rule in which files is meant, and
why. An entry that matches nothing any more is reported itself (`suppression-unused`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from sbu_check.cable.model import Cable
from sbu_check.text.span import Span
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from sbu_check.cable.model import Document
    from sbu_check.diagnostics.model import Diagnostic

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


class Places:
    """The places of a cable that entries may name, each found without a walk through the cable."""

    def __init__(self, cable: Document) -> None:
        self._cable = cable
        numbered = [one for one in cable.paragraphs if one.number]
        self._paragraphs = _Spans([one.span for one in numbered])
        self._numbers = [one.number.digits for one in numbered if one.number]
        self._lines: dict[str, _Spans] = {}

    def _spans_of(self, name: str) -> Iterator[Span]:
        """The places of one kind of line; a document that is not a cable has no lines of a cable's header."""
        if isinstance(self._cable, Cable) or name in _COMMON:
            yield from LINES[name](self._cable)

    def of(self, one: Diagnostic, lines: Iterable[str]) -> Iterator[SuppressedPlace]:
        """Every place of a diagnostic, its header lines only among those that are asked for."""
        at = one.span.start
        yield SuppressedPlace("text", one.fingerprint)
        if one.paragraph is not None:
            yield SuppressedPlace("paragraph", one.paragraph)
        for index in self._paragraphs.around(at):
            if at < self._paragraphs.spans[index].end:
                yield SuppressedPlace("paragraph", self._numbers[index])
        for name in lines:
            if name not in self._lines:
                self._lines[name] = _Spans(list(_whole_lines(self._cable.text, self._spans_of(name))))
            if next(self._lines[name].around(at), None) is not None:
                yield SuppressedPlace("line", name)


class _Spans:
    """Spans in the order of the text, to be found by an offset that they hold."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._starts = [span.start for span in spans]
        self._reached = list(accumulate((span.end for span in spans), max))

    def around(self, at: int) -> Iterator[int]:
        """The indices of the spans that hold an offset or end there, the last first."""
        index = bisect_right(self._starts, at) - 1
        while index >= 0 and self._reached[index] >= at:
            if self.spans[index].end >= at:
                yield index
            index -= 1


@value
class Suppression:
    """One `[[suppress]]` table. `paths` are patterns as in .gitignore, `until` is the last day on which it counts.

    `where` is None for the whole of a file. `file` is the configuration that has the table; the patterns are relative
    to its folder, and `way` leads to it from the top.
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


def _whole_lines(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, each from the start of its line on; spans of one line as one."""
    last: Span | None = None
    for span in sorted(spans):
        if last and "\n" not in text[last.end : span.start]:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = Span(text.rfind("\n", last.end if last else 0, span.start) + 1, span.end)
    if last:
        yield last


def _classification(cable: Cable) -> Iterator[Span]:
    yield from (line.span for line in cable.class_lines)


def _captions(cable: Cable) -> Iterator[Span]:
    yield from (caption.span for caption in cable.captions)
    yield from (line.span for line in cable.unknown_header_lines)


def _references(cable: Cable) -> Iterator[Span]:
    yield from (reference.span for reference in cable.references)


def _one(name: str) -> Callable[[Any], Iterator[Span]]:
    """The span of a field that there may be one of."""

    def spans(document: Any) -> Iterator[Span]:
        found = getattr(document, name)
        if found is not None:
            yield getattr(found, "span", found)

    return spans


LINES: Mapping[str, Callable[[Any], Iterator[Span]]] = {
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

_COMMON = frozenset({"header", "subject"})
"""Those that every document may have."""


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
