"""What stands inside a paragraph and is none of it, and how to take it out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbu_check.checks.wrapping import LINE
from sbu_check.diagnostics.model import Edit
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.model import Artifact, ArtifactKind, Cable


@dataclass(frozen=True, slots=True)
class Interruption:
    """Artifacts of one paragraph with nothing but white space between them: a page break, mostly."""

    artifacts: tuple[Artifact, ...]
    paragraph: int

    @property
    def span(self) -> Span:
        """From the first artifact to the last."""
        return Span(self.artifacts[0].span.start, self.artifacts[-1].span.end)

    @property
    def cuts(self) -> bool:
        """Whether a sentence goes on behind it."""
        return any(artifact.cuts for artifact in self.artifacts)

    def holds(self, *kinds: ArtifactKind) -> bool:
        """Whether one of its artifacts is of one of these kinds."""
        return any(artifact.kind in kinds for artifact in self.artifacts)

    def first(self, *kinds: ArtifactKind) -> Artifact | None:
        """Its first artifact of one of these kinds."""
        return next((artifact for artifact in self.artifacts if artifact.kind in kinds), None)


def interruptions(cable: Cable) -> Iterator[Interruption]:
    """The interruptions of all paragraphs, in the order of the text."""
    run: list[Artifact] = []
    for artifact in cable.artifacts:
        if run and not _joins(cable.text, run[-1], artifact):
            yield from _interruption(run)
            run = []
        run.append(artifact)
    yield from _interruption(run)


def _interruption(run: list[Artifact]) -> Iterator[Interruption]:
    if run and run[0].paragraph is not None:
        yield Interruption(tuple(run), run[0].paragraph)


def _joins(text: str, one: Artifact, other: Artifact) -> bool:
    gap = text[one.span.end : other.span.start]
    return one.paragraph == other.paragraph and (not gap or gap.isspace())


def line_before(cable: Cable, at: int) -> Span | None:
    """The printed line of prose before offset `at` of the text; None where something else stands there."""
    text = cable.text
    end = _prose_end(text, at)
    start = text.rfind("\n", 0, end) + 1
    start += end - start - len(text[start:end].lstrip())
    nearest = bisect_left(cable.artifacts, end, key=_start) - 1
    foreign = nearest >= 0 and cable.artifacts[nearest].span.end > start
    header = not cable.paragraphs or end <= cable.paragraphs[0].span.start
    return None if foreign or header or start >= end else Span(start, end)


def _start(artifact: Artifact) -> int:
    return artifact.span.start


def joined(text: str, hole: Span) -> Edit:
    """The edit that takes `hole` out of a sentence: wrapped lines stay lines, one line stays one."""
    end, start = _prose_end(text, hole.start), _prose_start(text, hole.end)
    broken = text.find("\n", end, start) + 1
    if broken and _width(text, end - 1) <= LINE and _width(text, start) <= LINE:
        return Edit(Span(broken, text.rfind("\n", 0, start) + 1), "")
    divided = text[end - 2 : end - 1].isalpha() and text[end - 1 : end] == "-"
    return Edit(Span(end, start), "" if divided else " ")


def taken_out(cable: Cable, interruption: Interruption) -> tuple[Edit, ...]:
    """The edit that joins the sentence around an interruption; none at a sentence end or at a margin code."""
    if not interruption.cuts or interruption.holds("margin-code"):
        return ()
    return (joined(cable.text, interruption.span),)


def _prose_end(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def _prose_start(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _width(text: str, at: int) -> int:
    """The columns of the printed line that holds offset `at`."""
    end = text.find("\n", at)
    return (len(text) if end < 0 else end) - text.rfind("\n", 0, max(at, 0)) - 1
