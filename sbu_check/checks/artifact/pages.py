"""Rules of page breaks and empty pages."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.elements import Term
    from sbu_check.cable.model import Artifact, Cable, Paragraph
    from sbu_check.checks.common.context import Context

_BREAKS = frozenset({"page-line", "section-line", "release-stamp", "archive-stamp", "page-marking"})

_STAMPS = frozenset({"archive-stamp", "release-stamp"})


def page_break(cable: Cable, context: Context) -> Iterator[Finding]:
    """The lines of page ends outside the prose of a paragraph, reported once for a cable where the first begins.

    Variants: `header` between header lines, `tail` between the fields after the text, `several` for more than one; else
    between the parts of a paragraph. Values: `number`, `count`.
    """
    breaks = sorted(_breaks(cable), key=lambda one: one.span)
    if len(breaks) < 2:
        yield from breaks
        return
    yield Finding(
        breaks[0].span,
        {"count": len(breaks)},
        related=tuple(Related(one.span, "and here") for one in breaks[1:]),
        variant="several",
    )


def _breaks(cable: Cable) -> Iterator[Finding]:
    """Every break, each where it begins."""
    tail = _tail(cable)
    yield from _between_parts(cable, cable.span.end if tail is None else tail)
    if not cable.stamps:
        return
    laid = _laid_over(cable)
    first, last = cable.header.start, _header_end(cable)
    header = [stamp for stamp in cable.stamps if first < stamp.span.start < last]
    for stamp in _firsts(cable, header, laid):
        yield Finding(stamp.span, variant="header")
    if tail is not None:
        yield from _in_tail(cable, tail, laid)


def _between_parts(cable: Cable, tail: int) -> Iterator[Finding]:
    """Breaks between an unnumbered paragraph and the next before `tail`, both parts of one numbered paragraph."""
    paragraphs, before = cable.paragraphs, -1
    for artifact in cable.artifacts:
        index = artifact.paragraph
        if artifact.span.start >= tail:
            return
        if artifact.kind not in _BREAKS or index is None or index == before or index + 1 >= len(paragraphs):
            continue
        here, following = paragraphs[index], paragraphs[index + 1]
        if artifact.span.start < here.span.end or artifact.span.start > following.span.start:
            continue
        before = index
        owner = _owner(paragraphs, index)
        if (
            owner is not None
            and following.inherits == owner
            and not following.heading
            and not following.marks
        ):
            number = paragraphs[owner].number
            if number is not None:
                yield Finding(artifact.span, {"number": number.digits}, paragraph=owner)


def _owner(paragraphs: Sequence[Paragraph], index: int) -> int | None:
    """The numbered paragraph that a paragraph is, or is part of; headings belong to the one before them."""
    while index >= 0 and paragraphs[index].number is None:
        if paragraphs[index].inherits is not None:
            return paragraphs[index].inherits
        index -= 1
    return index if index >= 0 else None


def _header_end(cable: Cable) -> int:
    """Return the start of the last line of the header."""
    order, subject, tags = cable.executive_order, cable.subject, cable.tags_line
    starts = [order.span.start] if order else []
    starts += [subject.span.start] if subject else []
    starts += [tags.start] if tags else []
    for things in (cable.captions, cable.references, cable.passing):
        starts += [one.span.start for one in things]
    first = cable.paragraphs[0].span.start if cable.paragraphs else cable.span.end
    return max((start for start in starts if start < first), default=cable.header.start)


def _firsts(cable: Cable, stamps: Sequence[Term], laid: Sequence[Span]) -> Iterator[Term]:
    """The first of each group of stamps that only blanks and other lines of a page's end part."""
    before: Term | None = None
    for stamp in stamps:
        if before is None or _words_in(cable.text, Span(before.span.end, stamp.span.start), laid):
            yield stamp
        before = stamp


def _laid_over(cable: Cable) -> list[Span]:
    """The page markings, stamps and dispositions of the whole record in order."""
    laid = [one.span for one in cable.banners]
    for things in (cable.dispositions, cable.stamps, cable.later_classification):
        laid += [one.span for one in things]
    return sorted(laid)


def _words_in(text: str, gap: Span, laid: Sequence[Span]) -> bool:
    """Whether a gap holds words other than page markings and stamps."""
    at = gap.start
    for span in laid[bisect_left(laid, (gap.start, 0)) : bisect_left(laid, (gap.end, 0))]:
        if any(map(str.isalnum, text[at : span.start])):
            return True
        at = max(at, span.end)
    return any(map(str.isalnum, text[at : gap.end]))


def _tail(cable: Cable) -> int | None:
    """Return the start of the fields after the text, None without such fields."""
    return next((one.span.start for one in cable.signatures if one.field), None) or _draft_tail(cable)


def _in_tail(cable: Cable, tail: int, laid: Sequence[Span]) -> Iterator[Finding]:
    """Breaks between the fields after the text."""
    stamps = [stamp for stamp in cable.stamps if stamp.span.start > tail]
    ends = [stamp.span for stamp in _firsts(cable, stamps, laid)]
    if ends and not _words_in(cable.text, Span(ends[-1].end, cable.span.end), laid):
        ends.pop()
    for end in ends:
        yield Finding(end, variant="tail")


def _draft_tail(cable: Cable) -> int | None:
    """Return the start of the clearances after the text of a draft: the sign that its form puts there."""
    if cable.layout != "draft":
        return None
    return next(
        (one.span.start for one in cable.artifacts if one.kind == "circuit-line" and one.text == "YY"), None
    )


def empty_page(cable: Cable, context: Context) -> Iterator[Finding]:
    """A page without text: a page line that nothing follows, or a sheet with a stamp and at most the end sign."""
    text = cable.text
    ends = [one.span.end for one in cable.signatures]
    if cable.paragraphs:
        ends.append(cable.paragraphs[-1].span.end)
    ends = [one.span.end for one in cable.signatures]
    if cable.paragraphs:
        ends.append(cable.paragraphs[-1].span.end)
    end = max(ends, default=cable.header.end)
    for artifact in reversed(cable.artifacts):
        if artifact.span.start < end:
            break
        if artifact.kind == "page-line":
            yield Finding(artifact.span, {"line": artifact}, variant="circuit")
    sheet = text.find("\f", *cable.span)
    while sheet >= 0:
        following = text.find("\f", sheet + 1, cable.span.end)
        if following < 0:
            break
        page = Span(sheet, following)
        stamps = _within(cable, page, _STAMPS)
        if stamps and not _left(text, page, _within(cable, page, _STAMPS | {"circuit-line"})):
            yield Finding(stamps[0])
        sheet = following


def _within(cable: Cable, sheet: Span, kinds: frozenset[str]) -> list[Span]:
    first = bisect_left(cable.artifacts, sheet.start, key=_start)
    return [
        one.span
        for one in cable.artifacts[first : first + 8]
        if one.span.start < sheet.end and one.kind in kinds
    ]


def _left(text: str, sheet: Span, stamps: Sequence[Span]) -> bool:
    """Whether a sheet holds anything but its stamps."""
    edges = [sheet.start, *(edge for stamp in stamps for edge in stamp), sheet.end]
    return any(
        not text[start:end].isspace()
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
    )


def _start(one: Term | Artifact) -> int:
    return one.span.start


def page_missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """A page line whose number is more than one after that of the page before. Values: `number`, `before`."""
    before = 0
    for line in sorted(cable.page_lines):
        words = line.text.split()
        number = int(words[1]) if words[0] == "PAGE" and len(words) > 1 and words[1].isdigit() else 0
        if before and number > before + 1:
            yield Finding(line.span, {"number": number, "before": before})
        before = number
