"""The banner lines of a marked document that is no cable, read once for all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.context import once
from sbu_check.diagnostics.model import Edit, Related
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from sbu_check.cable.elements import BannerLine
    from sbu_check.checks.context import Context
    from sbu_check.marking import Mark, MarkProblem, Reading
    from sbu_check.marking.model import ProblemKind


class BannerReading(NamedTuple):
    """A banner line, read; `others` are the lines that say the same word for word."""

    banner: BannerLine
    reading: Reading
    others: tuple[BannerLine, ...]

    def place(self, problem: MarkProblem) -> Span:
        """Where a fault of it stands; the whole line where folded blanks cannot be counted along."""
        start, end = self.banner.span
        exact = end - start == len(self.banner.text) and problem.span.start < problem.span.end
        return Span(start + problem.span.start, start + problem.span.end) if exact else self.banner.span

    def written(self, meant: str | None) -> tuple[Edit, ...]:
        """The edits that write all these lines so."""
        if not meant or "LIST]" in meant:
            return ()
        return tuple(Edit(one.span, meant) for one in (self.banner, *self.others))

    def problem(self, *kinds: ProblemKind) -> MarkProblem | None:
        """The first fault of one of these kinds."""
        return next((one for one in self.reading.problems if one.kind in kinds), None)

    @property
    def alike(self) -> tuple[Related, ...]:
        """The other places of the line."""
        return tuple(Related(one.span, "the same banner") for one in self.others[:RELATED])


class DocumentBanner(NamedTuple):
    """The banner that stands for the document: that at its head, else its first one that says a level."""

    line: BannerReading
    mark: Mark


RELATED = 10
"""Other places of a line that one finding lists."""


@once
def lines(context: Context) -> tuple[BannerReading, ...]:
    """Each banner line of the document once, as it is written."""
    found: dict[str, list[BannerLine]] = {}
    for banner in context.cable.banners:
        found.setdefault(banner.text, []).append(banner)
    return tuple(
        BannerReading(first, context.system.read_banner(text), tuple(others))
        for text, (first, *others) in found.items()
    )


@once
def banner_of(context: Context) -> DocumentBanner | None:
    """The banner of the document, None where none says a level."""
    head = context.cable.memo.head if context.cable.memo else None
    readable = [DocumentBanner(line, line.reading.mark) for line in lines(context) if line.reading.mark]
    return next((one for one in readable if head and one.line.banner.text == head.text), None) or next(
        iter(readable), None
    )
