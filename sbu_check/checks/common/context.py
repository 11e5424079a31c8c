"""Context of a check: the marking system, the day, the vocabulary, the settings of the project."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from sbu_check.cable.numbering.explain import explain_cable
from sbu_check.checks.common.coverage import inner_portions
from sbu_check.checks.common.portions import late_marks
from sbu_check.checks.common.readings import PortionReading, covered
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from sbu_check.cable.model import Cable
    from sbu_check.cable.numbering.explain import NumberingExplanation
    from sbu_check.marking import Banner, MarkingSystem
    from sbu_check.rules.vocabulary import Vocabulary
    from sbu_check.text.span import Span


class Settings(NamedTuple):
    """Settings of the project for one document.

    `captions`, `posts` and `tags` are house additions to the vocabularies, `marking_paths` the folders of its marking
    systems. `on` is the day whose rules apply if the cable has no date of its own. `expect` is "cable" if a text
    that is not a cable is an error.
    """

    system: str = "state"
    marking_paths: tuple[Path, ...] = ()
    on: date | None = None
    expect: Literal["cable"] | None = None
    captions: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()


DEFAULTS = Settings()


class Context:
    """The surroundings of one cable: the marking system and the vocabulary in force, and the project's settings.

    `document` is the index of the cable in its file: a rule about the file as a whole speaks at the first. `fallback`
    is true if the bytes of the file were not UTF-8 and were read as Latin-1; `path` is its name.
    """

    def __init__(
        self,
        cable: Cable,
        system: MarkingSystem,
        vocabulary: Vocabulary,
        settings: Settings = DEFAULTS,
        document: int = 0,
        fallback: bool = False,
        path: str | None = None,
    ) -> None:
        self.cable = cable
        self.system = system
        self.vocabulary = vocabulary
        self.settings = settings
        self.document = document
        self.fallback = fallback
        self.path = path
        self.facts: dict[object, Any] = {}
        """Facts of the cable that `once` keeps."""

    @cached_property
    def on(self) -> date | None:
        """The day whose rules apply: of the cable, else of the settings, else None; rules by date are silent then."""
        return self.cable.date or self.settings.on

    @cached_property
    def year(self) -> int | None:
        """The year whose rules apply, also if only the year is known."""
        return self.on.year if self.on else self.cable.year

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
    def portion_spans(self) -> tuple[Span, ...]:
        """The text that each of `portions` covers: from its mark to the next one or to the end of its paragraph.

        A mark at the end of a paragraph covers all text of it that no other mark covers.
        """
        return covered(self.cable, self.portions)

    @cached_property
    def opening_marks(self) -> tuple[PortionReading, ...]:
        """The marks of subject, classifier block, and at the heads of paragraphs and their parts, in order."""
        read = self.system.read_portion
        portions: list[PortionReading] = []
        subject, block = self.cable.subject, self.cable.classified_by
        if subject and subject.mark:
            portions.append(PortionReading(None, "subject", subject.mark, read(subject.mark.text)))
        if block and block.mark:
            portions.append(PortionReading(None, "classifier", block.mark, read(block.mark.text)))
        for index, paragraph in enumerate(self.cable.paragraphs):
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
        return explain_cable(self.cable)
