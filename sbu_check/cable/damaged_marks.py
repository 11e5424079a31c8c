"""Damaged portion marks at the heads of paragraphs: without brackets, struck out, misread, or past reading.

A damaged mark is believed where the other paragraphs of the cable have marks. It counts with what it most likely means
if only one mark fits; else it is a mark that cannot be read.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sbu_check.cable.elements import PortionMark
from sbu_check.cable.terminals import BLANKS, terminal, trimmed
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sbu_check.cable.prose import Draft

SIGNS = "([{<|)]}>/.,:;-JlI1 "
"""Signs around the letters of a damaged mark: brackets, and signs that a scanner takes for them."""

NEAR = 2_000
"""Characters around a label in brackets in which its neighbours in a list are searched."""

_MISREAD = {"U": "MISREAD_U", "C": "MISREAD_C", "S": "MISREAD_S", "SBU": "MISREAD_SBU"}
"""The pattern of what a scanner may read for each mark."""


def take_damaged_marks(text: str, drafts: Sequence[Draft]) -> None:
    """Give the numbered paragraphs without a mark the damaged one that opens their prose: `2. SBU The`, `2. (e) The`.

    It counts beside whole marks, or if every paragraph opens so. A single letter (`2. C Company`), and what cannot be
    read, count only if most paragraphs have a whole mark.
    """
    own = [draft for draft in drafts if draft.number]
    whole = sum(bool(draft.marks) for draft in own)
    bare = [draft for draft in own if not draft.marks and not draft.misplaced and draft.runs]
    used = {mark.text for draft in own for mark in draft.marks}
    most = whole * 2 > len(own)
    for draft in own if most else ():
        draft.marks = tuple(_reread(mark, used) for mark in draft.marks)
    if not bare or not (whole or len(bare) == len(own) > 1):
        return
    found = [(draft, mark) for draft in bare if (mark := _damaged_mark(text, draft, used, most=most))]
    if not whole and len(found) < len(own):
        return
    for draft, mark in found:
        if len(mark.text) > 1 or mark.opened or mark.closed or not whole or most:
            draft.marks = (mark,)
            end = mark.span.end
            rest = (trimmed(text, Span(max(run.start, end), run.end)) for run in draft.runs if run.end > end)
            draft.runs = [run for run in rest if run.end > run.start]


def _damaged_mark(text: str, draft: Draft, used: Collection[str], *, most: bool) -> PortionMark | None:
    """The damaged mark between the number of a paragraph and its prose."""
    run = draft.runs[0]
    assert draft.number
    if text[draft.number.span.end : run.start].strip(BLANKS):
        return None
    found = terminal("MARK_DAMAGED").match(text, run.start, draft.end)
    if found:
        written = found.group()
        letters = "".join(written.strip(SIGNS + BLANKS).split())
        return PortionMark(
            Span(*found.span()), letters, opened=written[0] in "([{", closed=written[-1] in ")]}"
        )
    found = terminal("MARK_BLOTTED").match(text, run.start, draft.end) if most else None
    if found is None:
        return None
    span, inner = Span(*found.span()), found["inner"] or found["struck"] or ""
    meant = _meant(inner, used)
    if meant is None and _is_label(text, span, inner, used):
        return None
    return PortionMark(span, meant or found.group().strip("()[]{} "), unreadable=meant is None)


def _meant(inner: str, used: Collection[str]) -> str | None:
    """The mark that signs between two brackets mean; None if no mark fits, or several do.

    A mark above U must have another paragraph of the cable as a witness.
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", inner) if not unicodedata.combining(sign))
    letters = "".join(sign for sign in plain if sign.isalnum() or sign in "/$§€¢£")
    if terminal("MARK_WHOLE").fullmatch(letters.upper()) and (
        len(letters) < len(plain) or letters.isupper() or len(plain) < len(inner)
    ):
        return letters.upper()
    fits = [mark for mark, forms in _MISREAD.items() if terminal(forms).fullmatch(letters)]
    seen = [mark for mark in fits if mark in used]
    return fits[0] if len(fits) == 1 and (seen or fits == ["U"]) else None


def _reread(mark: PortionMark, used: Collection[str]) -> PortionMark:
    """A mark in brackets as SBU if that is what a scanner made it of, and other paragraphs are SBU."""
    shape = mark.text.replace("5", "S").replace("8", "B")
    misread = shape != "SBU" and len(mark.text) > 1 and terminal("MISREAD_SBU").fullmatch(mark.text)
    return mark._replace(text="SBU") if misread and "SBU" in used and mark.text.upper() != "SBU" else mark


def _is_label(text: str, span: Span, inner: str, used: Collection[str]) -> bool:
    """Whether a number or a letter in brackets has a neighbour of its list near: `(1) … (2)`, `(a) … (b)`.

    A neighbour that the cable uses as a mark is a mark.
    """
    if not (inner.isascii() and (inner.isdigit() or (len(inner) == 1 and inner.isalpha()))):
        return False
    value = int(inner) if inner.isdigit() else ord(inner)
    others = [str(value + step) if inner.isdigit() else chr(value + step) for step in (-1, 1)]
    near = text[max(span.start - NEAR, 0) : span.end + NEAR]
    return any(f"({other})" in near for other in others if other not in used)
