"""Fingerprints: what lets a baseline know a finding again after the file around it has changed.

A fingerprint is a salted hash of the rule, the kind of place, the words of the finding's span, of its related places
and of the paragraph around it with folded blanks, and an ordinal among equals. It holds no line number, no offset and
no date: moving or rewrapping a paragraph, lines added above it and other line ends keep it, while changed words do not.
A paragraph's number counts by how far it is from the one that its place wants, so that a paragraph more above changes
nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from hashlib import blake2b

    from sbu_check.cable.model import Cable
    from sbu_check.text.span import Span

DEFAULT_SALT = b"sbu-check"
"""The key where the configuration has none: equal everywhere, so that short words behind a hash can be guessed."""

_SIZE = 12

_LONGEST = 9
"""Digits of a number that is counted with; a longer one is none of a paragraph."""


class Fingerprints:
    """The fingerprints of one file. They are asked for in the order of the text, which the ordinals follow."""

    def __init__(self, cables: Sequence[Cable], salt: bytes = DEFAULT_SALT) -> None:
        """`salt` is a key of at most 64 bytes."""
        self._cables = cables
        self._salt = salt
        self._counts: dict[tuple[str, ...], int] = {}
        self._starts: dict[int, list[int]] = {}
        self._places: dict[int, list[int]] = {}
        self._prose: dict[tuple[int, int], str] = {}
        # A paragraph is hashed once for all findings with the same words: there may be thousands in a long one.
        self._states: dict[tuple[str, ...], blake2b] = {}

    def of(self, rule: str, span: Span, document: int, related: Iterable[Span] = ()) -> str:
        """The fingerprint of the next finding of `rule` at `span`, as 24 hexadecimal digits.

        `related` are the other places that it is about: a mark that is raised from (C) to (S) is another finding.
        """
        from hashlib import blake2b  # noqa: PLC0415 - loads a large library, and clean files need none

        place, around = self._surroundings(span, document)
        others = sorted(self._words(one, document) for one in related)
        key = (rule, place, self._words(span, document), around, *others)
        ordinal = self._counts[key] = self._counts.get(key, -1) + 1
        first = key[:4]
        state = self._states.get(first)
        if state is None:
            state = self._states[first] = blake2b(_bytes(first), digest_size=_SIZE, key=self._salt)
        state = state.copy()
        state.update(b"\0" + _bytes((*others, str(ordinal))))
        return state.hexdigest()

    def _surroundings(self, span: Span, document: int) -> tuple[str, str]:
        """The kind of place that a span begins in, and the folded prose of its paragraph, "" outside paragraphs."""
        cable = self._cables[document]
        index = self._paragraph(span, document)
        if index is None:
            return ("header" if span.start < cable.header.end else "text"), ""
        prose = self._prose.get((document, index))
        if prose is None:
            body = " ".join(part.of(cable.text) for part in cable.paragraphs[index].body)
            prose = self._prose[document, index] = _folded(body)
        return "paragraph", prose

    def _words(self, span: Span, document: int) -> str:
        """What stands at a place, with folded blanks; of a paragraph's number only how far it is from the right one."""
        cable = self._cables[document]
        index = self._paragraph(span, document)
        number = cable.paragraphs[index].number if index is not None else None
        if number is None or not number.span.start <= span.start < number.span.end:
            return _folded(span.of(cable.text))
        if not number.digits.isdecimal() or len(number.digits) > _LONGEST:
            return _folded(span.of(cable.text))
        rest = cable.text[number.span.end : max(span.end, number.span.end)]
        return f"{int(number.digits) - self._place(index or 0, document):+} {_folded(rest)}"

    def _paragraph(self, span: Span, document: int) -> int | None:
        """The index of the paragraph that a span begins in."""
        paragraphs = self._cables[document].paragraphs
        starts = self._starts.get(document)
        if starts is None:
            starts = self._starts[document] = [paragraph.span.start for paragraph in paragraphs]
        index = bisect_right(starts, span.start) - 1
        return None if index < 0 or span.start > paragraphs[index].span.end else index

    def _place(self, index: int, document: int) -> int:
        """How many numbered paragraphs there are up to this one."""
        places = self._places.get(document)
        if places is None:
            numbered = (paragraph.number is not None for paragraph in self._cables[document].paragraphs)
            places = self._places[document] = list(accumulate(numbered))
        return places[index]


def _bytes(parts: Iterable[str]) -> bytes:
    return "\0".join(parts).encode("utf-8", "surrogatepass")


def _folded(words: str) -> str:
    return " ".join(words.split())
