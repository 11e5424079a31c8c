"""One word for one cause: diagnostics that another explains become related places of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import RANK, RelatedPlace
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sbu_check.diagnostics.model import Diagnostic


def once_a_cause(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the diagnostics that are reported; those with the same cause become related places of one.

    The cause of a diagnostic is the first of the rules it names that reports in the same cable and is not less severe.
    If the cause is itself explained by a third diagnostic, both become places of the third. A suppressed or baselined
    diagnostic stays as it is and explains nothing: one accepted finding does not accept another.
    """
    causes = _causes(found)
    explained: dict[int, list[RelatedPlace]] = {}
    for index in causes:
        last, way = index, {index}
        while last in causes and causes[last] not in way:
            last = causes[last]
            way.add(last)
        explained.setdefault(last, []).append(RelatedPlace(found[index].span, found[index].message))
    for index, diagnostic in enumerate(found):
        if index in explained:
            yield replace(diagnostic, related=(*diagnostic.related, *explained[index]))
        elif index not in causes:
            yield diagnostic


def _causes(found: Sequence[Diagnostic]) -> Mapping[int, int]:
    """By the place in the list of a diagnostic, that of the one which has its cause."""
    if not any(one.explained_by for one in found):
        return {}
    first: dict[tuple[int, str], int] = {}
    for index, one in enumerate(found):
        if one.state == "new":
            first.setdefault((one.document, one.rule), index)
    causes = {}
    for index, one in enumerate(found):
        speaking = (first.get((one.document, rule)) for rule in one.explained_by if one.state == "new")
        severity = RANK[one.severity]
        cause = next((at for at in speaking if at is not None and RANK[found[at].severity] >= severity), None)
        if cause is not None:
            causes[index] = cause
    return causes
