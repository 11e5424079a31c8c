"""Class lines that everything else contradicts: told once by the paragraphs, and by no line of the header again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.checks.context import once
from sbu_check.checks.coverage import missing_sections
from sbu_check.checks.document import CLASSIFIED
from sbu_check.checks.portions import all_judged, portions
from sbu_check.checks.stated import stated

if TYPE_CHECKING:
    from sbu_check.cable.model import Cable, Term
    from sbu_check.checks.context import Context

COMPILED = ("compilation", "in the aggregate", "taken together")
"""Words by which a document says that its parts together are classified higher than each (32 CFR 2001.24(g))."""


@once
def contradicted(context: Context) -> Literal["low", "high"] | None:
    """How the class line stands against the rest: `low` under a classified paragraph, `high` over none.

    `high` asks that every mark is read and that no E.O. line backs the class. class-too-low or class-too-high tells it.
    """
    header = stated(context)
    if header is None or header.rank(context.system) is None:
        return None
    found = [portion for portion in portions(context) if portion.place != "subject"]
    classified = any(portion.mark and portion.mark.level in CLASSIFIED for portion in found)
    if header.level == "UNCLASSIFIED":
        return "low" if classified else None
    if header.level not in CLASSIFIED or classified or not all_judged(context) or compiled(context.cable):
        return None
    if not_applicable(context.cable):
        return "high"
    # Without an E.O. line that says so, or where sections are missing, the marks alone prove nothing.
    line = context.cable.executive_order
    return "high" if line and line.value is None and not missing_sections(context.cable) else None


def marked_levels(context: Context) -> set[str]:
    """The level of the highest mark of the paragraphs; empty where nothing is marked."""
    levels = [portion.mark.level for portion in portions(context) if portion.mark]
    return {max(levels, key=context.system.levels.index)} if levels else set()


def not_applicable(cable: Cable) -> Term | None:
    """The value of an E.O. line that says N/A."""
    value = cable.executive_order.value if cable.executive_order else None
    return value if value and value.text.upper().startswith(("N/A", "NA")) else None


def compiled(cable: Cable) -> bool:
    """Whether the text says that its parts together are classified higher than each of them."""
    text = cable.span.of(cable.text).casefold()
    return any(words in text for words in COMPILED)
