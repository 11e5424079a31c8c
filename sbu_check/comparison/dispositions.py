"""Rule of a comparison: what the first page of the copy says of it against what was withheld."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sbu_check.comparison.deletions import counted
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.comparison.compared_text import Code
    from sbu_check.comparison.comparison import Comparison

_SHOWN = 5
"""Deletions that are shown to prove that a copy is not released in full."""


def mismatch(comparison: Comparison) -> Iterator[Finding]:
    """A disposition that is not what was done. Values: `disposition`, `codes`, `count`."""
    copy, withheld = comparison.copy, comparison.differences.withheld
    if comparison.original.dispositions:
        return  # of a release copy itself: what is withheld from it is not all that is withheld
    if not copy.dispositions:
        if withheld:
            yield Finding(Span(0, 0), {"count": counted(len(withheld), "passage")}, variant="none")
        return
    stamp = copy.dispositions[0]
    said = stamp.text.upper()
    shown = sum(run.b_end - run.b for run in comparison.differences.equal)
    values: dict[str, object] = {"disposition": stamp, "count": counted(len(withheld), "passage")}
    if re.match(r"DEN|WITHH", said):
        if shown:
            yield Finding(stamp.span, values, variant="denied")
        return
    if "FULL" in said:
        if withheld:
            yield Finding(stamp.span, values, related=_places(comparison))
        return
    if not withheld:
        yield Finding(stamp.span, values, variant="part")
        return
    yield from _codes(comparison, values)


def _codes(comparison: Comparison, values: dict[str, object]) -> Iterator[Finding]:
    """The codes that the disposition lists against those of the deletions, without the statutes behind (b)(3)."""
    copy = comparison.copy
    stamp = copy.dispositions[0]
    used = [code for withheld in comparison.differences.withheld for code in withheld.codes if code.known]
    listed, carried = {_bare(code) for code in copy.claims}, {_bare(code) for code in used}
    if unlisted := _once(code for code in used if _bare(code) not in listed):
        yield Finding(stamp.span, {**values, "codes": unlisted}, variant="unlisted")
    if unused := _once(code for code in copy.claims if code.known and _bare(code) not in carried):
        yield Finding(stamp.span, {**values, "codes": unused}, variant="unused")


def _once(codes: Iterable[Code]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.name for code in codes))


def _bare(code: Code) -> str:
    return code.name.split()[0]


def _places(comparison: Comparison) -> tuple[Related, ...]:
    return tuple(
        comparison.from_original(withheld.a, withheld.a_end, "this is withheld")
        for withheld in comparison.differences.withheld[:_SHOWN]
    )
