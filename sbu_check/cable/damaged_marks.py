"""Marks whose brackets are lost or misread. Only the other marks of the cable distinguish them from prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.elements import PortionMark
from sbu_check.cable.terminals import BLANKS, terminal, trimmed
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.cable.prose import Draft

SIGNS = "([{<|)]}>/.,:;-JlI1 "
"""What stands around the letters of a damaged mark: brackets, and signs that a scanner takes for them."""


def take_damaged_marks(text: str, drafts: Sequence[Draft]) -> None:
    """Give the numbered paragraphs without a mark the damaged one that opens their prose: `2. SBU The`, `2. (SBUJ The`.

    It is believed beside whole marks, or where every paragraph opens so. A single letter (`2. C Company`) is
    believed only where most paragraphs have a whole mark.
    """
    own = [draft for draft in drafts if draft.number]
    whole = sum(bool(draft.marks) for draft in own)
    bare = [draft for draft in own if not draft.marks and not draft.misplaced and draft.runs]
    if not bare or not (whole or len(bare) == len(own) > 1):
        return
    found = [(draft, mark) for draft in bare if (mark := _damaged_mark(text, draft))]
    if not whole and len(found) < len(own):
        return
    for draft, mark in found:
        if len(mark.text) > 1 or mark.opened or mark.closed or not whole or whole * 2 > len(own):
            draft.marks = (mark,)
            end = mark.span.end
            rest = (trimmed(text, Span(max(run.start, end), run.end)) for run in draft.runs if run.end > end)
            draft.runs = [run for run in rest if run.end > run.start]


def _damaged_mark(text: str, draft: Draft) -> PortionMark | None:
    """The damaged mark between the number of a paragraph and its prose."""
    run = draft.runs[0]
    assert draft.number
    if text[draft.number.span.end : run.start].strip(BLANKS):
        return None
    found = terminal("MARK_DAMAGED").match(text, run.start, draft.end)
    if found is None:
        return None
    written = found.group()
    letters = written.strip(SIGNS + BLANKS)
    return PortionMark(
        Span(*found.span()),
        "".join(letters.split()),
        opened=written[0] in "([{",
        closed=written[-1] in ")]}",
    )
