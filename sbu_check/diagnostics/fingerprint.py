"""Fingerprints: what lets a baseline know a finding again after the file around it has changed.

A fingerprint is a salted hash of the rule, the kind of place, the words of the finding's span and of the paragraph
around it with folded blanks, and an ordinal among equals. It holds no line number, no offset and no date: moving or
rewrapping a paragraph, lines added above it and other line ends keep it, while changed words do not.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.text.span import Span

DEFAULT_SALT = b"sbu-check"
"""The key where the configuration has none: equal everywhere, so that short words behind a hash can be guessed."""

_SIZE = 12


class Fingerprints:
    """The fingerprints of one file. They are asked for in the order of the text, which the ordinals follow."""

    def __init__(self, cables: Sequence[Cable], salt: bytes = DEFAULT_SALT) -> None:
        """`salt` is a key of at most 64 bytes."""
        self._cables = cables
        self._salt = salt
        self._counts: dict[tuple[str, str, str, str], int] = {}
        self._starts: dict[int, list[int]] = {}
        self._prose: dict[tuple[int, int], str] = {}

    def of(self, rule: str, span: Span, document: int) -> str:
        """The fingerprint of the next finding of `rule` at `span`, as 24 hexadecimal digits."""
        from hashlib import blake2b  # noqa: PLC0415 - loads a large library, and clean files need none

        place, around = self._surroundings(span, document)
        key = (rule, place, _folded(span.of(self._cables[document].text)), around)
        ordinal = self._counts[key] = self._counts.get(key, -1) + 1
        words = "\0".join((*key, str(ordinal))).encode("utf-8", "surrogatepass")
        return blake2b(words, digest_size=_SIZE, key=self._salt).hexdigest()

    def _surroundings(self, span: Span, document: int) -> tuple[str, str]:
        """The kind of place that a span begins in, and the folded prose of its paragraph, "" outside paragraphs."""
        cable = self._cables[document]
        starts = self._starts.get(document)
        if starts is None:
            starts = self._starts[document] = [paragraph.span.start for paragraph in cable.paragraphs]
        index = bisect_right(starts, span.start) - 1
        if index < 0 or span.start > cable.paragraphs[index].span.end:
            return ("header" if span.start < cable.header.end else "text"), ""
        prose = self._prose.get((document, index))
        if prose is None:
            body = " ".join(part.of(cable.text) for part in cable.paragraphs[index].body)
            prose = self._prose[document, index] = _folded(body)
        return "paragraph", prose


def _folded(words: str) -> str:
    return " ".join(words.split())
