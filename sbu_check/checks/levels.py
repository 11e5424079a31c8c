"""The level that the header gives text without a mark of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.context import once
from sbu_check.checks.memo_lines import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.checks.context import Context
    from sbu_check.marking import Mark

POSTED = "SIPDIS"
"""The caption that says where a text may be posted, not what it holds (05 STATE 226504)."""


@once
def header_level(context: Context) -> Mark | None:
    """The least level of text without a mark, by all that speaks for the whole document; None if nothing does.

    That is the join of its classification lines with their captions, its banners, and a mark for the entire text.
    """
    marks = list(_stated(context))
    return context.system.join(marks) if marks else None


def _stated(context: Context) -> Iterator[Mark]:
    cable, system = context.cable, context.system
    if cable.memo:
        yield from (line.reading.mark for line in lines(context) if line.reading.mark)
    else:
        captions = [caption.name for caption in cable.captions if caption.name != POSTED]
        levels = [line.level for line in cable.class_lines] + [banner.level for banner in cable.banners]
        for level in dict.fromkeys(filter(None, levels)):
            banner = system.read_banner("; ".join((level, *captions))).mark
            mark = system.read_portion(system.portion(banner)).mark if banner else None
            if mark:
                yield mark
    yield from (portion.mark for portion in context.opening_marks if portion.written.entire and portion.mark)
