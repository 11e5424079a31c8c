"""What a check may ask besides the cable: the marking system, the day, the vocabulary, the project's settings."""

from __future__ import annotations

from functools import cached_property, wraps
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from sbu_check.cable.model import Cable
from sbu_check.cable.numbering.explain import explain_paragraphs
from sbu_check.rules.options import Options
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sbu_check.cable.elements import PortionMark
    from sbu_check.cable.model import Document
    from sbu_check.cable.numbering.explain import NumberingExplanation
    from sbu_check.marking import Banner, Mark, MarkingSystem, Reading
    from sbu_check.rules.vocabulary import Vocabulary

T = TypeVar("T")

PortionPlace = Literal[
    "paragraph",
    "misplaced",
    "subparagraph",
    "subject",
    "classifier",
    "sentence",
    "line",
    "cell",
    "item",
    "note",
    "label",
    "heading",
    "attachment",
]
"""Where a mark stands.

`paragraph` and `subparagraph` are the heads of those, `misplaced` is before the number of a paragraph, behind its title
or at its end. The others are inside a paragraph: behind a sentence, at the head of a line, in a cell of a table, behind
the bullet of an item, the sign of a note or a label (`Comment:`, `Figure 2:`), at the end of a heading, and behind the
label of an attachment, which may stand outside all paragraphs.
"""


DEFAULTS = Options()


class PortionReading(NamedTuple):
    """One portion mark of a cable, read once.

    `paragraph` is the index of the paragraph that it belongs to, None for the subject, the classifier block and an
    attachment outside all paragraphs. A paragraph with two marks has two readings.
    """

    paragraph: int | None
    place: PortionPlace
    written: PortionMark
    reading: Reading

    @property
    def mark(self) -> Mark | None:
        """What the mark says, None when the system does not know it."""
        return self.reading.mark


class Context:
    """The surroundings of one document: the marking system and the vocabulary in force, and the project's settings.

    `index` is the place of the document in its file: a rule about the whole file reports at the first. With `fallback`
    the bytes of the file were read as Latin-1, because they are not UTF-8. `path` is the name of the file.
    """

    def __init__(
        self,
        document: Document,
        system: MarkingSystem,
        vocabulary: Vocabulary,
        options: Options = DEFAULTS,
        index: int = 0,
        fallback: bool = False,
        path: str | None = None,
    ) -> None:
        self.document = document
        self.system = system
        self.vocabulary = vocabulary
        self.options = options
        self.index = index
        self.fallback = fallback
        self.path = path
        self.facts: dict[object, Any] = {}
        """What `once` keeps for the rules of one cable."""

    @property
    def cable(self) -> Cable:
        """The document, for rules that run on cables only."""
        if not isinstance(self.document, Cable):
            raise TypeError("a rule of cables runs on another document")
        return self.document

    @cached_property
    def on(self) -> date | None:
        """The day whose rules apply: of the cable, else of the settings, else None; rules by date are silent then."""
        return self.document.date or self.options.on

    @cached_property
    def year(self) -> int | None:
        """The year whose rules apply, also where only the year is known."""
        return self.on.year if self.on else self.document.year

    @cached_property
    def portions(self) -> tuple[PortionReading, ...]:
        """Every portion mark of the document, in order."""
        from sbu_check.checks.common.portions import late_marks  # noqa: PLC0415 - the marks of one document ask for each other

        late, inner = late_marks(self), self.inner
        if not late and not inner:
            return self.opening_marks
        portions = {
            portion.written.span.start: portion for portion in (*inner, *self.opening_marks, *late.values())
        }
        return tuple([portions[start] for start in sorted(portions)])

    @cached_property
    def inner(self) -> tuple[PortionReading, ...]:
        """The portion marks inside paragraphs, and outside all of them, in order."""
        from sbu_check.checks.common.coverage import inner_portions  # noqa: PLC0415 - as above

        return inner_portions(self)

    @cached_property
    def portion_spans(self) -> tuple[Span, ...]:
        """The text that each of `portions` covers: from its mark to the next one or to the end of its paragraph.

        A mark at the end of a paragraph covers what no other mark in it does, from the beginning.
        """
        return covered(self.document, self.portions)

    @cached_property
    def opening_marks(self) -> tuple[PortionReading, ...]:
        """The marks of subject, classifier block, and at the heads of paragraphs and their parts, in order."""
        read = self.system.read_portion
        portions: list[PortionReading] = []
        document = self.document
        subject = document.subject
        block = document.classified_by if isinstance(document, Cable) else None
        if subject and subject.mark:
            portions.append(PortionReading(None, "subject", subject.mark, read(subject.mark.text)))
        if block and block.mark:
            portions.append(PortionReading(None, "classifier", block.mark, read(block.mark.text)))
        for index, paragraph in enumerate(document.paragraphs):
            if paragraph.misplaced:
                mark = paragraph.misplaced
                portions.append(PortionReading(index, "misplaced", mark, read(mark.text)))
            portions.extend(
                PortionReading(index, "paragraph", mark, read(mark.text)) for mark in paragraph.marks
            )
            portions.extend(
                PortionReading(index, "subparagraph", part.mark, read(part.mark.text))
                for part in paragraph.subparagraphs
                if part.mark
            )
        return tuple(portions)

    @cached_property
    def portions_by_paragraph(self) -> Mapping[int, tuple[PortionReading, ...]]:
        """The readings of each paragraph that has marks, by its index."""
        by: dict[int, list[PortionReading]] = {}
        for portion in self.portions:
            if portion.paragraph is not None:
                by.setdefault(portion.paragraph, []).append(portion)
        return {index: tuple(portions) for index, portions in by.items()}

    @cached_property
    def known(self) -> tuple[PortionReading, ...]:
        """The portions whose mark the system can read; `Reason.portion` of `required` is an index into them."""
        return tuple(portion for portion in self.portions if portion.mark)

    @cached_property
    def required(self) -> Banner | None:
        """The banner that the portions require; None when nothing is marked, or nothing that the system can read."""
        marks = [portion.mark for portion in self.portions if portion.mark]
        return self.system.required(marks) if marks else None

    @cached_property
    def numbering(self) -> NumberingExplanation:
        """What the paragraph numbers of the cable are in truth, and what happened to those that are others."""
        return explain_paragraphs(self.document)


def covered(document: Document, portions: Sequence[PortionReading]) -> tuple[Span, ...]:
    """The text that each portion covers."""
    spans: list[Span] = []
    for portion, after in zip_longest(portions, portions[1:]):
        start, end = portion.written.span.start, _end(document, portion)
        if portion.paragraph is not None and portion.place in {"misplaced", "heading"}:
            # A mark behind the text covers what no mark before it does.
            previous = spans[-1].end if spans else 0
            start = max(previous, document.paragraphs[portion.paragraph].span.start)
        elif portion.place == "subject" and document.subject and portion.written.span.end >= end:
            start = document.subject.span.start
        if after and start < after.written.span.start < end:
            end = after.written.span.start
        spans.append(Span(start, end))
    return tuple(spans)


def _end(document: Document, portion: PortionReading) -> int:
    """Where the text ends that a mark can cover at most."""
    if portion.paragraph is not None:
        return document.paragraphs[portion.paragraph].span.end
    if portion.place == "subject" and document.subject:
        return document.subject.span.end
    if portion.place == "classifier" and isinstance(document, Cable) and document.classified_by:
        return document.classified_by.span.end
    end = document.text.find("\n", portion.written.span.end)
    return document.span.end if end < 0 else min(end, document.span.end)


def once(make: Callable[[Context], T]) -> Callable[[Context], T]:
    """A fact of a cable that several rules ask for: worked out when it is first asked for, and kept in the context."""

    @wraps(make)
    def kept(context: Context) -> T:
        facts = context.facts
        if make not in facts:
            facts[make] = make(context)
        fact: T = facts[make]
        return fact

    return kept
