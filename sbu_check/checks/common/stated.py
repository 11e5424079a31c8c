"""What header and banner lines state: the classification, the captions, and the level of unmarked text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sbu_check.cable.model import Cable, Memo
from sbu_check.checks.common.readings import once
from sbu_check.diagnostics.model import Edit, Related
from sbu_check.marking import Mark
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.cable.elements import BannerLine
    from sbu_check.checks.common.context import Context
    from sbu_check.marking import MarkingSystem, MarkProblem, Reading
    from sbu_check.marking.model import ProblemKind
    from sbu_check.rules.vocabulary import Vocabulary

MARKED_SINCE = date(1978, 12, 1)
"""The day of E.O. 12065, whose section 1-504 introduced portion marks: cables of 1973-78 have no marks."""

SBU_SINCE = date(1995, 10, 1)
"""The day when SBU took the place of LIMITED OFFICIAL USE (STATE 018029)."""

POSTED = "SIPDIS"
"""The caption that says where a text may be posted, not what it holds (05 STATE 226504)."""


class Stated(NamedTuple):
    """The claim of a header: its class, the place of the class words, and every caption by its name."""

    level: str
    span: Span
    captions: frozenset[str]

    def __str__(self) -> str:
        return "SENSITIVE" if self.sensitive else self.level

    @property
    def sensitive(self) -> bool:
        """Whether the header says that an unclassified cable holds SBU text."""
        return self.level == "UNCLASSIFIED" and "SENSITIVE" in self.captions

    @property
    def controlled(self) -> bool:
        """Whether the header says more than UNCLASSIFIED: a class above it, or SENSITIVE."""
        return self.level != "UNCLASSIFIED" or self.sensitive

    def rank(self, system: MarkingSystem) -> int | None:
        """The place of the class among the levels of the system; None for an unknown class."""
        return system.levels.index(self.level) if self.level in system.levels else None

    def implied(self, system: MarkingSystem) -> str | None:
        """Return the portion mark that the header implies for a paragraph; None for an unknown class."""
        if self.level not in system.levels:
            return None
        controls = frozenset({"SBU"}) if self.sensitive and system.root == "state" else frozenset()
        return system.portion(Mark(self.level, controls))

    def place(self, cable: Cable) -> Span:
        """Return the place of the statement: the caption SENSITIVE of an unclassified cable, else the class words."""
        return next(
            (one.span for one in cable.captions if self.sensitive and one.name == "SENSITIVE"), self.span
        )


@once
def stated(context: Context) -> Stated | None:
    """Return the statement of the header; None without a class line of a known class."""
    cable = context.document
    line = cable.classification if isinstance(cable, Cable) else None
    if not isinstance(cable, Cable) or line is None or line.level is None:
        return None
    # A caption is also stated by words fused with the class: wrong in form, but said.
    words = line.words.text.upper().split() + (line.extra.text.upper().split() if line.extra else [])
    captions = frozenset(caption.name for caption in cable.captions).union(words)
    # One that is misspelt is reported as such, and counts all the same.
    meant = map(context.vocabulary.caption_meant, (line.text for line in cable.unknown_header_lines))
    captions = captions.union(name for name in meant if name)
    return Stated(line.level, line.words.span, captions)


def before(day: date, cable: Cable, context: Context) -> bool:
    """Whether the cable may be older than `day`, by its date, its year, or else its executive order."""
    if context.on:
        return context.on < day
    if context.year is not None:
        return context.year <= day.year
    line = cable.executive_order
    order = context.vocabulary.order(line.order.text) if line and line.order else None
    return bool(order and order.effective < day and order.replaced and order.replaced.year <= day.year)


def caption_edits(cable: Cable, name: str, vocabulary: Vocabulary) -> tuple[Edit, ...]:
    """The edits that put a caption into the header of each section, at its place among the captions that are there.

    None if the layout has a field for captions and this print lacks it (SMART), or has no lines to spare (edition).
    """
    if cable.layout == "smart":
        last = cable.captions[-1].span.end if cable.captions else None
        return (Edit(Span(last, last), f", {name}"),) if last is not None else ()
    if cable.layout == "edition":
        return ()
    return tuple(_caption_edit(cable, section, name, vocabulary) for section in range(len(cable.class_lines)))


def _caption_edit(cable: Cable, section: int, name: str, vocabulary: Vocabulary) -> Edit:
    line = cable.class_lines[section].span
    rank = _rank(name, vocabulary)
    at = line.end
    for caption in cable.captions:
        if caption.section == section and _rank(caption.name, vocabulary) <= rank:
            at = max(at, caption.span.end)
    # The line ends that the header has after its class line, blank lines included.
    end = line.end
    while end < len(cable.text) and cable.text[end].isspace():
        end += 1
    gap = cable.text[line.end : end]
    return Edit(Span(at, at), (gap if "\n" in gap else "\n") + name)


def _rank(name: str, vocabulary: Vocabulary) -> int:
    caption = vocabulary.caption(name)
    return caption.rank if caption else 0


class BannerReading(NamedTuple):
    """A banner line, read; `others` are the lines that say the same word for word."""

    banner: BannerLine
    reading: Reading
    others: tuple[BannerLine, ...]

    def place(self, problem: MarkProblem) -> Span:
        """Return the place of a fault; the whole line if its blanks were folded."""
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
    """Banner of the document: the one at its head, else the first that states a level."""

    line: BannerReading
    mark: Mark


RELATED = 10
"""Other places of a line that one finding lists."""


@once
def banner_lines(context: Context) -> tuple[BannerReading, ...]:
    """Each banner line of the document once, as it is written."""
    found: dict[str, list[BannerLine]] = {}
    for banner in context.document.banners:
        found.setdefault(banner.text, []).append(banner)
    return tuple(
        BannerReading(first, context.system.read_banner(text), tuple(others))
        for text, (first, *others) in found.items()
    )


@once
def banner_of(context: Context) -> DocumentBanner | None:
    """Return the banner of the document, None if no banner states a level."""
    head = context.document.head if isinstance(context.document, Memo) else None
    readable = [
        DocumentBanner(line, line.reading.mark) for line in banner_lines(context) if line.reading.mark
    ]
    return next((one for one in readable if head and one.line.banner.text == head.text), None) or next(
        iter(readable), None
    )


@once
def header_level(context: Context) -> Mark | None:
    """Return the least level of text without a mark, from all lines about the whole document; None without such lines.

    That is the join of its classification lines with their captions, its banners, and a mark for the entire text.
    """
    marks = list(_stated(context))
    return context.system.join(marks) if marks else None


def _stated(context: Context) -> Iterator[Mark]:
    cable, system = context.document, context.system
    if not isinstance(cable, Cable):
        yield from (line.reading.mark for line in banner_lines(context) if line.reading.mark)
    else:
        captions = [caption.name for caption in cable.captions if caption.name != POSTED]
        levels = [line.level for line in cable.class_lines] + [banner.level for banner in cable.banners]
        for level in dict.fromkeys(filter(None, levels)):
            banner = system.read_banner("; ".join((level, *captions))).mark
            mark = system.read_portion(system.portion(banner)).mark if banner else None
            if mark:
                yield mark
    yield from (portion.mark for portion in context.opening_marks if portion.written.entire and portion.mark)


@once
def odd_pages(context: Context) -> tuple[BannerLine, ...]:
    """The page markings of another class than the class line; the SMART print has a rule of its own for them."""
    cable = context.cable
    line = cable.classification
    if line is None or line.level is None or cable.layout in {"smart", "edition", "none"}:
        return ()
    same = {line.level, "SBU"} if line.level == "UNCLASSIFIED" else {line.level}
    return tuple(page for page in own_pages(cable) if page.level not in same)


def own_pages(cable: Cable) -> list[BannerLine]:
    """The banners that mark the cable's own pages: not those of an e-mail, a release or the next cable of the file."""
    first, last = cable.span
    if cable.paragraphs and ("email" in cable.overlays or last < len(cable.text)):
        ends = [one.span.end for one in cable.artifacts if one.kind == "circuit-line"]
        last = max([cable.paragraphs[-1].span.end, *ends[-1:]])
    if "email" in cable.overlays:
        first = cable.header.start
    return [
        one
        for one in cable.banners
        if one.level
        and first <= one.span.start < last
        # The pages of a released copy carry the class of the release.
        and not ("release" in cable.overlays and one.level == "UNCLASSIFIED")
    ]
