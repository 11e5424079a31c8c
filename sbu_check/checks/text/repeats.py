"""The rule on words that are typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.common.document import listed
from sbu_check.checks.common.prose import DOUBLED
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.model import Finding


def doubled(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report small words that occur twice in a row, once for a cable. Values: `count`."""
    subject = cable.subject
    runs = [subject.span] if subject else []
    runs += [run for paragraph in cable.paragraphs if paragraph.role != "quoted" for run in paragraph.body]
    places = [Span(*found.span()) for run in runs for found in DOUBLED.finditer(cable.text, *run)]
    if places:
        yield listed(cable, places)
