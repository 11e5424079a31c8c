"""Artifacts that interrupt a paragraph, and the edits that remove them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.cable.model import Cable
from sbu_check.diagnostics.model import Edit
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.elements import ClassLine, Term
    from sbu_check.cable.model import Artifact, ArtifactKind, Document, Paragraph

_KEPT: tuple[ArtifactKind, ...] = ("margin-code", "circuit-line", "routing", "counter")

LINE = 69
"""The longest line that a circuit carries, in columns (ACP 127 para 138f)."""


class Interruption(NamedTuple):
    """All artifacts between two pieces of a paragraph's prose: a page break, mostly.

    The unnumbered paragraphs that follow a numbered one (its list, its quoted text) belong to it here. `hole` runs from
    the prose before the artifacts to the prose after them. `heads`: it holds the header of another section.
    `pure`: it holds only artifacts and white space, and the paragraph continues after it.
    """

    paragraph: int
    hole: Span
    artifacts: tuple[Artifact, ...]
    heads: bool
    pure: bool

    @property
    def cuts(self) -> bool:
        """Whether a sentence goes on after it."""
        return any(artifact.cuts for artifact in self.artifacts)

    def first(self, *kinds: ArtifactKind) -> Artifact | None:
        """Its first artifact of one of these kinds."""
        return next((artifact for artifact in self.artifacts if artifact.kind in kinds), None)


def interruptions(cable: Document, *kinds: ArtifactKind) -> Iterator[Interruption]:
    """The interruptions of all paragraphs in the order of the text; none if no artifact is of one of `kinds`."""
    artifacts, at = cable.artifacts, 0
    if not any(artifact.kind in kinds for artifact in artifacts):
        return
    class_lines = cable.class_lines if isinstance(cable, Cable) else ()
    for index, hole, goes_on in _holes(cable.paragraphs):
        while at < len(artifacts) and artifacts[at].span.start < hole.start:
            at += 1
        first = at
        while at < len(artifacts) and artifacts[at].span.start < hole.end:
            at += 1
        if first < at:
            inside = artifacts[first:at]
            pure = goes_on and _covered(cable.text, hole, inside)
            yield Interruption(index, hole, inside, _stands_in(hole, class_lines), pure)


def _holes(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, Span, bool]]:
    """Yield gaps in prose: the index of the paragraph, the gap, and whether the same paragraph continues."""
    end = -1
    """End of the prose of the current paragraph; below 0 before the first number of the text."""
    for index, paragraph in enumerate(paragraphs):
        if end >= 0 and paragraph.number is None and not paragraph.heading:
            yield index - 1, Span(end, paragraph.span.start), False
        for before, after in pairwise(paragraph.body):
            yield index, Span(before.end, after.start), True
        if end >= 0 or paragraph.number:
            end = paragraph.span.end


def _covered(text: str, hole: Span, artifacts: Sequence[Artifact]) -> bool:
    """Whether a hole holds only artifacts and white space."""
    edges = [hole.start, *(edge for artifact in artifacts for edge in artifact.span), hole.end]
    gaps = (text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return all(not gap or gap.isspace() for gap in gaps)


def taken_out(cable: Document, interruption: Interruption) -> tuple[Edit, ...]:
    """The edit that joins the sentence around an interruption.

    There is none if no sentence continues, or if more than artifacts would go: margin codes say why words are missing,
    dispositions and later classifications occur only once, the header of a section is the cable's own, and lines of the
    transmission may be all that is left of another message.
    """
    hole = interruption.hole
    if not (interruption.pure and interruption.cuts) or interruption.heads or interruption.first(*_KEPT):
        return ()
    if _stands_in(hole, cable.dispositions) or _stands_in(hole, cable.later_classification):
        return ()
    return (joined(cable.text, hole),)


def joined(text: str, hole: Span) -> Edit:
    """The edit that takes `hole`, from prose to prose, out: wrapped lines stay lines, one line stays one."""
    end, start = hole
    broken = text.find("\n", end, start) + 1
    if broken and _width(text, end - 1) <= LINE and _width(text, start) <= LINE:
        return Edit(Span(broken, text.rfind("\n", 0, start) + 1), "")
    divided = text[end - 2 : end - 1].isalpha() and text[end - 1 : end] == "-"
    return Edit(Span(end, start), "" if divided else " ")


def line_before(cable: Document, at: int) -> Span | None:
    """The printed line of prose before offset `at` of the text; None if it is something else."""
    text = cable.text
    end = at
    while end > 0 and text[end - 1].isspace():
        end -= 1
    start = text.rfind("\n", 0, end) + 1
    start += end - start - len(text[start:end].lstrip())
    nearest = bisect_left(cable.artifacts, end, key=_start) - 1
    foreign = nearest >= 0 and cable.artifacts[nearest].span.end > start
    header = not cable.paragraphs or end <= cable.paragraphs[0].span.start
    return None if foreign or header or start >= end else Span(start, end)


def _stands_in(hole: Span, things: Sequence[Term | ClassLine]) -> bool:
    """Whether one of these things, which are in the order of the text, begins in the hole."""
    first = bisect_left(things, hole.start, key=_start)
    return first < len(things) and things[first].span.start < hole.end


def _start(one: Artifact | Term | ClassLine) -> int:
    return one.span.start


def _width(text: str, at: int) -> int:
    """The columns of the printed line that holds offset `at`."""
    end = text.find("\n", at)
    return (len(text) if end < 0 else end) - text.rfind("\n", 0, max(at, 0)) - 1
