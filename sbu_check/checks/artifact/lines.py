"""Rules of page lines, circuit lines and notices inside and around the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sbu_check.checks.common import prose
from sbu_check.checks.common.document import listed, paragraph_at
from sbu_check.checks.common.interruptions import interruptions, taken_out
from sbu_check.diagnostics.model import Finding, Related
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Artifact, Cable
    from sbu_check.checks.common.context import Context

_PAGE_END = frozenset({"page-marking", "page-line", "release-stamp"})

_SCRAP = 12
"""Signs of the longest line that a scanner made of a speck or a page number."""


def page_line(cable: Cable, context: Context) -> Iterator[Finding]:
    """A page line or page marking inside a paragraph. Values: `line`."""
    for break_ in interruptions(cable, "page-line", "section-line", "page-marking"):
        line, marking = break_.first("page-line", "section-line"), break_.first("page-marking")
        reported = line or marking
        if reported and not break_.heads and not break_.first("circuit-line", "routing"):
            yield Finding(
                reported.span,
                {"line": reported},
                variant=None if line else "marking",
                edits=taken_out(cable, break_),
                paragraph=break_.paragraph,
            )


def circuit_lines(cable: Cable, context: Context) -> Iterator[Finding]:
    """A line of the transmission inside a paragraph. Values: `line`."""
    for break_ in interruptions(cable, "circuit-line", "routing", "counter"):
        line = break_.first("circuit-line", "routing", "counter")
        if line and break_.pure and not break_.heads and not break_.first("page-line", "section-line"):
            yield Finding(line.span, {"line": line}, paragraph=break_.paragraph)


def archive_banner(cable: Cable, context: Context) -> Iterator[Finding]:
    """A notice of an archive or web site around the cable."""
    for notice in cable.notices:
        yield Finding(notice.span, variant="extract" if "extract" in notice.text.casefold() else None)


def page_marking(cable: Cable, context: Context) -> Iterator[Finding]:
    """A page marking at the end of a line of prose, reported once. Values: `marking`."""
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
    """The class word that ends a run of prose, one blank after its last word."""
    start = run.end - len(level)
    if start > run.start and text.startswith(f" {level}", start - 1) and not text[start - 2].isspace():
        return Span(start, run.end)
    return None


def _page_ends(cable: Cable) -> Iterator[Artifact]:
    """The artifacts of a page's end that directly follow prose."""
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
    at = bisect_left(body, artifact.span.start, key=_span_start) - 1
    return body[at] if at >= 0 else None


def _span_start(span: Span) -> int:
    return span.start


def scrap(cable: Cable, context: Context) -> Iterator[Finding]:
    """Report once lines of a scanned copy that hold a sign or two and no word."""
    if "release" not in cable.overlays or not cable.paragraphs:
        return
    text = cable.text
    lines = text[cable.header.start : cable.span.end].split("\n")
    places, at = [], cable.header.start
    for line in lines:
        words = line.strip()
        if words and len(words) <= _SCRAP and _is_scrap(words):
            start = at + line.index(words)
            place = Span(start, start + len(words))
            if not _known(cable, place):
                places.append(place)
        at += len(line) + 1
    if places:
        yield listed(cable, places)


def _is_scrap(words: str) -> bool:
    """Whether a short line is signs without a word: one letter, or no three letters or digits together."""
    if len(words) == 1:
        return True
    return not words.isalnum() and words[-1] != ":" and max(map(len, _runs(words)), default=0) < 3


def _runs(words: str) -> list[str]:
    """The runs of letters and digits."""
    return "".join(sign if sign.isalnum() else " " for sign in words).split()


def _known(cable: Cable, place: Span) -> bool:
    """Whether a line of signs is a mark, a code or a rule that the layout knows, or a bullet of a list."""
    index = paragraph_at(cable, place.start)
    number = cable.paragraphs[index].number if index is not None else None
    if number and number.span.start <= place.start < number.span.end:
        return True
    if place.of(cable.text) in "•-*–—_":
        return True
    before = bisect_right(cable.artifacts, place.start, key=_start) - 1
    return before >= 0 and cable.artifacts[before].span.end > place.start


def _start(artifact: Artifact) -> int:
    return artifact.span.start


def site_footer(cable: Cable, context: Context) -> Iterator[Finding]:
    """The footer with the address of a post's web site; variant `classified` if it names a classified network."""
    text = cable.text
    at = text.find("://", cable.header.end, cable.span.end)
    if at < 0 or not cable.paragraphs:
        return
    start = cable.trailer.start if cable.trailer else cable.paragraphs[-1].span.start
    if text.find("isit ", start, cable.span.end) >= 0 and (
        found := prose.SITE.search(text, start, cable.span.end)
    ):
        words = found[0].casefold()
        yield Finding(
            Span(*found.span()), variant="classified" if "classified" in words or ".sgov." in words else None
        )
