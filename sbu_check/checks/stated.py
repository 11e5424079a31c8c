"""What a header states: the class and the captions that the paragraphs are held against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sbu_check.checks.context import once
from sbu_check.diagnostics.model import Edit
from sbu_check.marking import Mark
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context
    from sbu_check.marking import MarkingSystem
    from sbu_check.rules.vocabulary import Vocabulary

MARKED_SINCE = date(1978, 12, 1)
"""The day of E.O. 12065, whose section 1-504 brought portion marks: cables of 1973-78 carry none."""

SBU_SINCE = date(1995, 10, 1)
"""The day when SBU took the place of LIMITED OFFICIAL USE (STATE 018029)."""


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
        """The place of the class among the levels of the system; None for a class that it does not have."""
        return system.levels.index(self.level) if self.level in system.levels else None

    def implied(self, system: MarkingSystem) -> str | None:
        """The portion mark that the header would have a paragraph carry; None for a class that the system lacks."""
        if self.level not in system.levels:
            return None
        controls = frozenset({"SBU"}) if self.sensitive and system.root == "state" else frozenset()
        return system.portion(Mark(self.level, controls))

    def place(self, cable: Cable) -> Span:
        """Where the header says so: the caption SENSITIVE of an unclassified cable, else the class words."""
        return next(
            (one.span for one in cable.captions if self.sensitive and one.name == "SENSITIVE"), self.span
        )


@once
def stated(context: Context) -> Stated | None:
    """What the header states; None without a class line whose class is known."""
    cable = context.cable
    line = cable.classification
    if line is None or line.level is None:
        return None
    # A caption is also stated by words fused with the class: wrong in form, but said.
    words = line.words.text.upper().split() + (line.extra.text.upper().split() if line.extra else [])
    captions = frozenset(caption.name for caption in cable.captions).union(words)
    # One that is misspelt is told as such, and is said all the same.
    meant = map(context.vocabulary.caption_meant, (line.text for line in cable.unknown_header_lines))
    captions = captions.union(name for name in meant if name)
    return Stated(line.level, line.words.span, captions)


def before(day: date, cable: Cable, context: Context) -> bool:
    """Whether the cable is older than `day`, as far as its date, its year or else its executive order tells."""
    if context.on:
        return context.on < day
    if context.year is not None:
        return context.year < day.year
    line = cable.executive_order
    order = context.vocabulary.order(line.order.text) if line and line.order else None
    return bool(order and order.effective < day and order.replaced and order.replaced.year <= day.year)


def caption_edits(cable: Cable, name: str, vocabulary: Vocabulary) -> tuple[Edit, ...]:
    """The edits that put a caption into the header of each section, at its place among the captions that are there.

    None where the layout has a field for captions and this print lacks it (SMART), or has no lines to spare (edition).
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
    # The line ends that the header has behind its class line, blank lines included.
    end = line.end
    while end < len(cable.text) and cable.text[end].isspace():
        end += 1
    gap = cable.text[line.end : end]
    return Edit(Span(at, at), (gap if "\n" in gap else "\n") + name)


def _rank(name: str, vocabulary: Vocabulary) -> int:
    caption = vocabulary.caption(name)
    return caption.rank if caption else 0
