"""One word for one cause: diagnostics that another explains become related places of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import RANK, Diagnostic, Place
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def once_a_cause(found: Sequence[tuple[Diagnostic, tuple[str, ...]]]) -> Iterator[Diagnostic]:
    """Each diagnostic that stands for itself, with those that its cause also explains as related places.

    Beside each diagnostic stand the rules that it is told with: the first that speaks of the same cable, and is not
    less severe, has its cause. What is told with another that is itself told with a third becomes a place of the third.
    """
    causes = _causes(found)
    explained: dict[int, list[Place]] = {}
    for index in causes:
        last, way = index, {index}
        while last in causes and causes[last] not in way:
            last = causes[last]
            way.add(last)
        explained.setdefault(last, []).append(Place(found[index][0].span, found[index][0].message))
    for index, (diagnostic, _) in enumerate(found):
        if index in explained:
            yield replace(diagnostic, related=(*diagnostic.related, *explained[index]))
        elif index not in causes:
            yield diagnostic


def _causes(found: Sequence[tuple[Diagnostic, tuple[str, ...]]]) -> Mapping[int, int]:
    """By the place in the list of a diagnostic, that of the one which has its cause."""
    if not any(rules for _, rules in found):
        return {}
    first: dict[tuple[int, str], int] = {}
    for index, (diagnostic, _) in enumerate(found):
        first.setdefault((diagnostic.document, diagnostic.rule), index)
    causes = {}
    for index, (diagnostic, rules) in enumerate(found):
        speaking = (first.get((diagnostic.document, rule)) for rule in rules)
        severity = RANK[diagnostic.severity]
        cause = next(
            (one for one in speaking if one is not None and RANK[found[one][0].severity] >= severity), None
        )
        if cause is not None:
            causes[index] = cause
    return causes
