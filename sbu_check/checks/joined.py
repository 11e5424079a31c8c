"""Checks of lines run together: header lines, paragraphs, headings, signatures, page markings, numbers of parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.checks.declared import paragraph_at
from sbu_check.checks.document import label
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.patterns import pattern
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Artifact, Cable
    from sbu_check.checks.context import Context

_RULE = "-----"
"""What an underline holds at least."""
_RULES = pattern(r"-{3,}(?:[ \t]+-{3,})*")
_PAGE_END = frozenset({"page-marking", "page-line", "release-stamp"})
_SENTENCE_END = pattern(r"[a-z0-9)\"'][.?!:][)\"']? +(?=[A-Z])")
_BARE_ITEM = pattern(r"^[ \t]*((?:[A-Za-z]|[IVX]{2,4}|[0-9]{1,2})\.)(?=[A-Z]{3}|[A-Z][a-z])", re.MULTILINE)
_ITEM_AT = pattern(r"\n[ \t]*[A-Za-z]\.[A-Z]")


def header_lines(cable: Cable, context: Context) -> Iterator[Finding]:
    """Header lines that share one line; variant `edition` in a printed edition. Values: `lines`."""
    text, places = cable.text, _header_places(cable)
    for (name, span), (after, behind) in pairwise(places):
        if span.start < behind.start and text.find("\n", span.start, behind.start) < 0:
            end = label(text, behind.start).end
            yield Finding(
                Span(span.start, span.start + len(text[span.start : end].rstrip())),
                {"lines": (name, after)},
                variant="edition" if cable.layout == "edition" else None,
            )


def paragraphs(cable: Cable, context: Context) -> Iterator[Finding]:
    """Paragraphs that begin inside a line, told once. Values: `number` of the first, `count`."""
    joined = [
        (index, one) for index, one in enumerate(cable.paragraphs) if one.role == "inline" and one.number
    ]
    if not joined:
        return
    numbers = [one.number for _, one in joined if one.number]
    edits = [_parted(cable, one.span.start) for _, one in joined]
    yield Finding(
        numbers[0].span,
        {"number": numbers[0].digits, "count": len(joined)},
        related=tuple(Related(number.span, "and here") for number in numbers[1:]),
        variant="several" if len(joined) > 1 else None,
        edits=tuple(edits),
        paragraph=joined[0][0],
    )


def _parted(cable: Cable, start: int) -> Edit:
    """The edit that puts a line end, and a blank line, before a place inside a line."""
    before = start
    while cable.text[before - 1] in " \t":
        before -= 1
    end = "\r\n" if "\r\n" in cable.text[cable.span.start : start] else "\n"
    return Edit(Span(before, start), end * 2)


def _header_places(cable: Cable) -> list[tuple[str, Span]]:
    """The labelled header lines that are there, in the order of the text."""
    order, subject, references = cable.executive_order, cable.subject, cable.references
    places = [
        (name, span)
        for name, span in (
            ("E.O.", order.span if order else None),
            ("TAGS", cable.tags_line),
            ("SUBJECT", subject.span if subject else None),
            ("REF", references[0].span if references else None),
        )
        if span is not None
    ]
    return sorted(places, key=_place)


def _place(named: tuple[str, Span]) -> Span:
    return named[1]


def heading(cable: Cable, context: Context) -> Iterator[Finding]:
    """A heading with its underline on one line, or an underline in several groups.

    Variants: `sentence` where the heading is also glued to the sentence before it, `groups` for an underline of its
    own line that is broken. One finding for each kind.
    """
    text = cable.text
    found: dict[str | None, list[Span]] = {}
    at = text.find(_RULE, cable.header.start, cable.span.end)
    while at >= 0:
        rule = _RULES.match(text, at)
        assert rule
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        line = Span(start, len(text) if end < 0 else end)
        at = text.find(_RULE, line.end, cable.span.end)
        if text[rule.end() : line.end].strip():
            continue
        before = text[start : rule.start()].strip(" \t\f")
        if before and before[-1:] not in "-_|+":
            glued = bool(_SENTENCE_END.search(before)) and not before.isupper()
            found.setdefault("sentence" if glued else None, []).append(Span(start, rule.end()))
        elif not before and " " in rule[0].strip() and _under_heading(text, start):
            found.setdefault("groups", []).append(Span(*rule.span()))
    for variant, spans in found.items():
        yield Finding(
            spans[0],
            {"count": len(spans)},
            related=tuple(Related(span, "and here") for span in spans[1:]),
            variant=variant,
            paragraph=paragraph_at(cable, spans[0].start),
        )


def _under_heading(text: str, start: int) -> bool:
    """Whether one short line of words stands right above, as a heading does, and no table column heads."""
    above = text[text.rfind("\n", 0, start - 1) + 1 : start].strip()
    return bool(above) and "  " not in above and any(map(str.isalpha, above))


def signature(cable: Cable, context: Context) -> Iterator[Finding]:
    """A signature behind the last sentence on its line; variant `twice` where it is printed twice.

    Variant `apart` for one of a field with a blank inside it. Values: `name`.
    """
    text = cable.text
    for signed in cable.signatures:
        written = signed.span.of(text).split()
        if signed.field:
            name = "".join(written)
            if len(written) > 1 and _stands(text, name, signed.span.end, cable.span.end):
                yield Finding(signed.span, {"name": signed.span}, variant="apart")
            continue
        half = len(written) // 2
        if len(written) > 1 and written[:half] == written[half:]:
            second = text.rindex(written[half], signed.span.start, signed.span.end)
            yield Finding(signed.span, {"name": Span(second, signed.span.end)}, variant="twice")
            continue
        line = text.rfind("\n", 0, signed.span.start) + 1
        if text[line : signed.span.start].strip():
            yield Finding(signed.span, {"name": signed.span})


def _stands(text: str, name: str, start: int, end: int) -> bool:
    """Whether a name stands behind the text as one word, as in the field that says who approved the cable."""
    return any(text.find(form, start, end) >= 0 for form in (name, name.title()))


def page_marking(cable: Cable, context: Context) -> Iterator[Finding]:
    """A page marking at the end of a line of prose, told once. Values: `marking`."""
    text, levels = cable.text, {banner.text.upper() for banner in cable.banners if banner.level}
    places: list[Span] = []
    for page_end in _page_ends(cable):
        run = _prose_before(cable, page_end)
        if run is not None:
            places += [end for level in levels if (end := _level_at_end(text, run, level))]
    if places:
        yield Finding(
            places[0],
            {"marking": places[0]},
            related=tuple(Related(place, "and here") for place in places[1:]),
            paragraph=paragraph_at(cable, places[0].start),
        )


def _level_at_end(text: str, run: Span, level: str) -> Span | None:
    """The class word that ends a run of prose, one blank behind its last word."""
    start = run.end - len(level)
    if start > run.start and text.startswith(f" {level}", start - 1) and not text[start - 2].isspace():
        return Span(start, run.end)
    return None


def _page_ends(cable: Cable) -> Iterator[Artifact]:
    """The artifacts of a page's end that stand right behind prose."""
    before = 0
    for artifact in cable.artifacts:
        if artifact.kind in _PAGE_END and artifact.paragraph is not None:
            gap = cable.text[before : artifact.span.start] if before else ""
            if not before or gap.strip():
                yield artifact
        before = artifact.span.end


def _prose_before(cable: Cable, artifact: Artifact) -> Span | None:
    """The run of prose that ends before an artifact."""
    assert artifact.paragraph is not None
    body = cable.paragraphs[artifact.paragraph].body
    at = bisect_left(body, artifact.span.start, key=_start) - 1
    return body[at] if at >= 0 else None


def _start(span: Span) -> int:
    return span.start


def item(cable: Cable, context: Context) -> Iterator[Finding]:
    """Letters and numbers of parts without a blank behind them, told once: `A.DEBRIEFING`. Values: `label`, `count`."""
    text = cable.text
    if not cable.paragraphs or not _ITEM_AT.search(text, cable.header.end, cable.span.end):
        return
    own = {one.number.span.start for one in cable.paragraphs if one.number}
    region = Span(cable.header.end, cable.paragraphs[-1].span.end)
    places = [
        Span(*found.span(1))
        for found in _BARE_ITEM.finditer(text, *region)
        if found.start(1) not in own and not text[found.start(1)].isdigit() and _starts_part(text, found)
    ]
    if places:
        yield Finding(
            places[0],
            {"label": places[0], "count": len(places)},
            related=tuple(Related(place, "and here") for place in places[1:]),
            paragraph=paragraph_at(cable, places[0].start),
        )


def _starts_part(text: str, found: re.Match[str]) -> bool:
    """Whether the line before is blank or ends a sentence: an initial (`J.Smith`) in running text opens no part."""
    above = text.rfind("\n", 0, max(found.start() - 1, 0)) + 1
    before = text[above : found.start()].rstrip()
    return not before or before[-1] in ".:;)"
