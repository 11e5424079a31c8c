"""Fingerprints: what lets a baseline know a finding again after the file around it has changed.

A fingerprint is a salted hash of the rule, the kind of place, the words of the finding's span and of the paragraph
around it with folded blanks, and an ordinal among equals. It holds no line number, no offset and no date: moving or
rewrapping a paragraph, lines added above it and other line ends keep it, while changed words do not.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.diagnostics.model import Diagnostic
    from sbu_check.text.span import Span

DEFAULT_SALT = b"sbu-check"
"""The key where the configuration has none: equal everywhere, so that short words behind a hash can be guessed."""

_SIZE = 12


def fingerprints(
    diagnostics: Sequence[Diagnostic], cables: Sequence[Cable], salt: bytes = DEFAULT_SALT
) -> list[Diagnostic]:
    """The diagnostics of one file, in the order given, each with its fingerprint.

    `salt` is a key of at most 64 bytes; `diagnostics` come in the order of the text, which the ordinals follow.
    """
    if not diagnostics:
        return []
    from hashlib import blake2b  # noqa: PLC0415 - loads a large library, and clean files need none

    surroundings = [_Surroundings(cable) for cable in cables]
    counts: dict[tuple[str, ...], int] = {}
    done = []
    for diagnostic in diagnostics:
        place, around = surroundings[diagnostic.document].of(diagnostic.span)
        own = _folded(diagnostic.span.of(cables[diagnostic.document].text))
        key = (diagnostic.rule, place, own, around)
        ordinal = counts[key] = counts.get(key, -1) + 1
        digest = blake2b(
            "\0".join((*key, str(ordinal))).encode("utf-8", "surrogatepass"), digest_size=_SIZE, key=salt
        )
        done.append(replace(diagnostic, fingerprint=digest.hexdigest()))
    return done


class _Surroundings:
    """Finds the paragraph around a span, and folds the words of each paragraph once."""

    def __init__(self, cable: Cable) -> None:
        self._cable = cable
        self._starts = [paragraph.span.start for paragraph in cable.paragraphs]
        self._folded: dict[int, str] = {}

    def of(self, span: Span) -> tuple[str, str]:
        """The kind of place that a span begins in, and the folded prose of its paragraph ("" outside paragraphs)."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or span.start > self._cable.paragraphs[index].span.end:
            return ("header" if span.start < self._cable.header.end else "text"), ""
        if index not in self._folded:
            text = self._cable.text
            self._folded[index] = _folded(
                " ".join(part.of(text) for part in self._cable.paragraphs[index].body)
            )
        return "paragraph", self._folded[index]


def _folded(words: str) -> str:
    return " ".join(words.split())
