"""Rules of the layout as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import Finding
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context


def not_a_cable(cable: Document, context: Context) -> Iterator[Finding]:
    """Report a text that has the layout of no cable; an error if the settings expect a cable."""
    if cable.layout == "none":
        yield Finding(_first_line(cable), variant="expected" if _expects_cable(context) else None)


def unexpected_memo(cable: Document, context: Context) -> Iterator[Finding]:
    """Report a marked document if the settings expect a cable."""
    if _expects_cable(context):
        yield Finding(_first_line(cable), variant="expected")


def _expects_cable(context: Context) -> bool:
    return context.options.expect == "cable"


def _first_line(cable: Document) -> Span:
    start, last = cable.span
    end = cable.text.find("\n", start, last)
    return Span(start, end if end >= 0 else last)
