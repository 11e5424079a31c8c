"""The declarative kinds of rule: what a rule file can say without a function of its own."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias

from sbu_check.checks.terms import TermTable
from sbu_check.diagnostics.message import fill
from sbu_check.diagnostics.model import Edit, Finding
from sbu_check.rules.vocabulary import TEXTS
from sbu_check.text.expressions import expression
from sbu_check.text.span import Span
from sbu_check.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context
    from sbu_check.rules.model import Rule
    from sbu_check.text.expressions import Match

Check: TypeAlias = "Callable[[Cable, Context], Iterator[Finding]]"
Table: TypeAlias = "Mapping[str, Any]"


@lru_cache(maxsize=4096)
def declared(rule: Rule) -> Check:
    """The check that the declarative table of a rule describes."""
    assert rule.kind is not None, rule.id
    if rule.kind == "pattern":
        return partial(pattern, rule.table, custom=rule.custom)
    if rule.kind == "vocabulary":
        return partial(vocabulary, rule.table, TermTable(rule.table))
    return partial(_KINDS[rule.kind], rule.table)


def pattern(table: Table, cable: Cable, context: Context, *, custom: bool = False) -> Iterator[Finding]:
    """`[pattern]`: text that must not stand somewhere. Values: `text`, the words found, and each named group."""
    if not _applies(table, cable):
        return
    region = _region(cable, table.get("within", "everywhere"))
    literals = table.get("find", ())
    if literals and not any(cable.text.find(literal, region.start, region.end) >= 0 for literal in literals):
        return
    group, replacement = table.get("group", 0), table.get("replace")
    for match in _matches(table, cable.text, region, custom):
        span = Span(*match.span(group))
        values = {
            name: Span(*match.span(name)) for name, found in match.groupdict().items() if found is not None
        }
        edits = () if replacement is None else (Edit(Span(*match.span()), _expanded(replacement, match)),)
        yield Finding(span, {"text": span, **values}, edits=edits, paragraph=paragraph_at(cable, span.start))


def vocabulary(table: Table, terms: TermTable, cable: Cable, context: Context) -> Iterator[Finding]:
    """`[vocabulary]`: terms that may not stand in a part of the cable. Values: `term`, and `meant`, what may stand."""
    if not _applies(table, cable):
        return
    if terms.part not in TEXTS:
        yield from terms.in_list(cable, context.vocabulary)
        return
    for finding in terms.in_text(cable.text, _region(cable, terms.part)):
        yield replace(finding, paragraph=paragraph_at(cable, finding.span.start))


def pair(table: Table, cable: Cable, context: Context) -> Iterator[Finding]:
    """`[pair]`: text blocks that lack an end. Values: `block`, the kind of the block."""
    lacks_closer = table["missing"] == "closer"
    for block in cable.blocks:
        there, lacking = (block.opener, block.closer) if lacks_closer else (block.closer, block.opener)
        if lacking is None and there is not None and block.kind in table["blocks"]:
            at = block.first if lacks_closer else block.last
            last = lacks_closer and at == len(cable.paragraphs) - 1
            yield Finding(
                there, {"block": block.kind}, variant=table.get("last") if last else None, paragraph=at
            )


def required(table: Table, cable: Cable, context: Context) -> Iterator[Finding]:
    """`[required]`: a field of the cable that holds nothing. The place is the beginning of the header."""
    if cable.layout == "none" or getattr(cable, table["field"]) or not _applies(table, cable):
        return
    if "since" in table and context.year is not None and context.year < table["since"]:
        return
    if not table.get("extract", True) and cable.notices:
        return
    at = min(cable.header.start, cable.header.end)
    yield Finding(Span(at, at))


def order(table: Table, cable: Cable, context: Context) -> Iterator[Finding]:
    """`[order]`: header lines out of their place. Values: `line`, `after`; the variant is named as the trouble is."""
    lines, troubles = table.get("lines"), table.get("troubles")
    for disorder in cable.disorders:
        if (lines is None or disorder.line in lines) and (troubles is None or disorder.trouble in troubles):
            values = {"line": disorder.line, "after": disorder.after or ""}
            yield Finding(
                disorder.span,
                values,
                variant=disorder.trouble,
                paragraph=paragraph_at(cable, disorder.span.start),
            )


_KINDS: Mapping[str, Callable[[Table, Cable, Context], Iterator[Finding]]] = {
    "pair": pair,
    "required": required,
    "order": order,
}


def paragraph_at(cable: Cable, offset: int) -> int | None:
    """The index of the paragraph that covers an offset, or None. Logarithmic in the number of paragraphs."""
    low, high = 0, len(cable.paragraphs)
    while low < high:
        middle = (low + high) // 2
        if cable.paragraphs[middle].span.start <= offset:
            low = middle + 1
        else:
            high = middle
    found = low - 1
    return found if found >= 0 and offset < cable.paragraphs[found].span.end else None


def _applies(table: Table, cable: Cable) -> bool:
    layouts = table.get("layouts")
    return layouts is None or cable.layout in layouts


def _region(cable: Cable, within: str) -> Span:
    if within == "header":
        return cable.header
    if within == "subject":
        return cable.subject.span if cable.subject else Span(0, 0)
    if within == "text":
        return Span(cable.header.end, cable.trailer.start if cable.trailer else cable.span.end)
    return cable.span


def _matches(table: Table, text: str, region: Span, custom: bool) -> Iterator[Match]:
    """What the expression of a table matches. That of a custom rule is somebody's whom nobody here need trust."""
    regex = table.get("regex")
    if custom and regex is not None:
        return expression(regex).finditer(text, *region)
    return _expression(regex, tuple(table.get("find", ()))).finditer(text, *region)


@cache
def _expression(regex: str | None, literals: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(regex if regex is not None else "|".join(map(re.escape, literals)))


def _expanded(replacement: str, match: Match) -> str:
    groups = {name: found or "" for name, found in match.groupdict().items()}
    return fill(replacement, groups, match.string).plain
