"""The rule on words that are typed twice."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.checks.common.document import listed
from sbu_check.checks.common.prose import DOUBLED
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.model import Finding

LONGEST = 5
"""Letters of the longest word that is looked for."""


def doubled(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report small words that occur twice in a row, once for a cable. Values: `count`."""
    subject = cable.subject
    runs = [subject.span] if subject else []
    runs += [run for paragraph in cable.paragraphs if paragraph.role != "quoted" for run in paragraph.body]
    suspects = [run for run in runs if _repeats(run.of(cable.text))]
    places = [Span(*found.span()) for run in suspects for found in DOUBLED.finditer(cable.text, *run)]
    if places:
        yield listed(cable, places)


def _repeats(text: str) -> bool:
    """Whether a short word is before itself: quicker than the pattern, which few texts match."""
    words = text.upper().split()
    return any(one == other and len(one) <= LONGEST for one, other in pairwise(words))
