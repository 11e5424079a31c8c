"""The words of a text, counted once for the rules that compare them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sbu_check.checks.common.document import copied, paragraph_at
from sbu_check.checks.common.readings import once
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context

_CAPITALS = bytes(code - 32 if 97 <= code <= 122 else code if 65 <= code <= 90 else 32 for code in range(256))
"""Small letters as capitals, all but letters as blanks."""

FREQUENT = 2
"""Occurrences from which a word counts as spelled correctly."""

SHORTEST = 7

MOST = 40
"""Places that a finding lists at most."""


class CapitalWords(NamedTuple):
    """Words of a text in capitals: all, the long ones that occur once, and the long ones that occur more often."""

    every: frozenset[bytes]
    rare: tuple[bytes, ...]
    often: tuple[bytes, ...]


@once
def capital_words(context: Context) -> CapitalWords:
    """The words of the paragraphs."""
    cable = context.cable
    if not cable.paragraphs:
        return CapitalWords(frozenset(), (), ())
    text = cable.text[cable.paragraphs[0].span.start : cable.paragraphs[-1].span.end]
    plain = text.encode("ascii", "replace")
    for divided in (b"-\n", b"-\r\n"):
        plain = plain.replace(divided, b"")  # the halves of a divided word are one
    written = plain.translate(_CAPITALS).split()
    counts = Counter([word for word in written if len(word) >= SHORTEST])
    return CapitalWords(
        frozenset(written),
        tuple([word for word, count in counts.items() if count == 1]),
        tuple([word for word, count in counts.items() if count >= FREQUENT]),
    )


def printed_copy(cable: Cable) -> bool:
    """Whether the text went over a teletype or through a scanner; a converter of files leaves words whole."""
    return copied(cable) and cable.layout not in {"archive", "telegram"}


def places_of(cable: Cable, word: str) -> Iterator[Span]:
    """Yield the place of a word that occurs once, in any case."""
    start = cable.paragraphs[0].span.start
    for form in (word, word.lower(), word.capitalize()):
        at = cable.text.find(form, start, cable.span.end)
        if at >= 0:
            yield Span(at, at + len(form))
            return
    if found := re.compile(word, re.IGNORECASE).search(cable.text, start, cable.span.end):
        yield Span(*found.span())


def one_finding(cable: Cable, places: Sequence[Span]) -> Finding:
    """Return one finding for several damaged words of a text. Values: `written`, `count`."""
    return Finding(
        places[0],
        {"written": places[0], "count": len(places)},
        related=tuple(Related(place, "and here") for place in places[1:MOST]),
        paragraph=paragraph_at(cable, places[0].start),
    )
