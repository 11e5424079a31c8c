"""Rule of a comparison: what was withheld in one place and stands in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import Finding
from sbu_check.text.hidden_content import DocumentPlace
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.comparison.comparison import Comparison


def elsewhere(comparison: Comparison) -> Iterator[Finding]:
    """Withheld words that stand open. Values: `what`, `where` (in the copy), `withheld` (where they are withheld)."""
    original, copy = comparison.original, comparison.copy
    for leak in comparison.leaks:
        values = {
            "what": comparison.withheld_words(leak.first, leak.end),
            "withheld": original.whereabouts(leak.first),
            "where": f"the {leak.outside}" if leak.outside else copy.whereabouts(leak.at),
        }
        related = (comparison.from_original(leak.first, leak.end, "withheld here"),)
        if leak.outside:
            where = DocumentPlace(part=leak.outside) if copy.paper else None
            yield Finding(Span(0, 0), values, related=related, where=where)
        else:
            place = copy.words.span(leak.at, leak.at_end)
            yield Finding(place, values, related=related, paragraph=copy.paragraph(leak.at))
