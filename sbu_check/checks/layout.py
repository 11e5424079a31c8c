"""Rules about the layout as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import Finding
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context


def not_a_cable(cable: Cable, context: Context) -> Iterator[Finding]:
    """A text that no layout explains and that is no marked document; an error where a cable is expected."""
    expected = context.options.expect == "cable"
    if cable.layout == "none" and (expected or not cable.memo):
        at = cable.span.start
        end = cable.text.find("\n", at, cable.span.end)
        yield Finding(
            Span(at, end if end >= 0 else cable.span.end),
            variant="expected" if expected else None,
        )
