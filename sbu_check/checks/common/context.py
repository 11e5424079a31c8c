"""Context of a check: the marking system, the day, the vocabulary, the settings of the project."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sbu_check.cable.model import Cable
from sbu_check.cable.numbering.explain import explain_paragraphs
from sbu_check.checks.common.coverage import inner_portions
from sbu_check.checks.common.portions import late_marks
from sbu_check.checks.common.readings import PortionReading
from sbu_check.rules.selection import Options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sbu_check.cable.model import Document
    from sbu_check.cable.numbering.explain import NumberingExplanation
    from sbu_check.marking import Banner, MarkingSystem
    from sbu_check.rules.vocabulary import Vocabulary


DEFAULTS = Options()


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
        """Facts of the cable that `once` keeps."""

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
        """The year whose rules apply, also if only the year is known."""
        return self.on.year if self.on else self.document.year

    @cached_property
    def portions(self) -> tuple[PortionReading, ...]:
        """Every portion mark of the document, in order."""
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
        return inner_portions(self)

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
        """The banner that the portions require; None without a mark that the system can read."""
        marks = [portion.mark for portion in self.portions if portion.mark]
        return self.system.required(marks) if marks else None

    @cached_property
    def numbering(self) -> NumberingExplanation:
        """The true paragraph numbers of the cable, and the causes of those that differ."""
        return explain_paragraphs(self.document)
