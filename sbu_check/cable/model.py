"""Documents: cables and other marked documents, with the values of their header lines and their paragraphs.

A value that the text does not hold is None or an empty tuple: no field is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.cable.elements import (
    BannerLine,
    CaptionWord,
    ClassifierBlock,
    ClassLine,
    Cue,
    ExecutiveOrder,
    PortionMark,
    Reference,
    Routing,
    Section,
    Subject,
    Tag,
    Term,
)
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple, value

if TYPE_CHECKING:
    from datetime import date

Layout = Literal["archive", "telegram", "aad", "smart", "draft", "edition", "none"]
Overlay = Literal["release", "email", "markdown", "ocr", "marked"]
Role = Literal["numbered", "unnumbered", "quoted", "inline"]


class ParagraphNumber(NamedTuple):
    """The number of a paragraph.

    `digits` as printed, `punctuation` what follows it (`.`, `)`, ``), `pilcrow` a leading ¶.
    """

    span: Span
    digits: str
    punctuation: str = "."
    pilcrow: bool = False


class Subparagraph(NamedTuple):
    """A lettered or dashed part of a paragraph (`A.`, `(1)`, `--`), with its mark if it opens with one."""

    span: Span
    label: Term
    mark: PortionMark | None = None


class TextBlock(NamedTuple):
    """A text block: Summary, Comment, Note, Text, Action. `opener` or `closer` is None where the text lacks it.

    `kind` is the lower-case word (`summary`, `comment`, `note`, `text`, `summary and comment` …). Blocks may span
    paragraphs; `first` and `last` are indices into `Document.paragraphs`.
    """

    kind: str
    opener: Span | None
    closer: Span | None
    first: int
    last: int


class Paragraph(NamedTuple):
    """One paragraph of the text. `span` runs from its number (or first word) to its last prose character.

    `body` holds the prose without number and mark, as spans without the artifacts inside: joined, they are
    the paragraph as the drafter wrote it. `quoted` paragraphs carry numbers of a quoted document; `inline`
    ones start inside a line. `marks` holds every mark that opens the paragraph in order: more than one is a
    fault. `inherits` is the index of the paragraph whose mark covers this one (quoted text), or None.
    """

    span: Span
    number: ParagraphNumber | None
    marks: tuple[PortionMark, ...]
    body: tuple[Span, ...]
    role: Role
    subparagraphs: tuple[Subparagraph, ...] = ()
    inherits: int | None = None
    heading: bool = False
    """Whether an unnumbered paragraph is a section title, not prose."""
    splits: tuple[Span, ...] = ()
    """Blank lines that cut a sentence of this paragraph."""
    withheld: bool = False
    """Whether a release copy withheld its number or mark."""
    misplaced: PortionMark | None = None
    """A mark before the number instead of after it."""

    @property
    def mark(self) -> PortionMark | None:
        """The mark in force: the first that opens the paragraph."""
        return self.marks[0] if self.marks else None


ArtifactKind = Literal[
    "sipdis",
    "page-line",
    "section-line",
    "release-stamp",
    "margin-code",
    "circuit-line",
    "page-marking",
    "archive-stamp",
    "markdown",
    "counter",
    "routing",
]


class Artifact(NamedTuple):
    """Something inside the text that does not belong to it.

    `paragraph` is the index of the one it interrupts, or None.

    `cuts` is true in the middle of a sentence.
    """

    kind: ArtifactKind
    span: Span
    text: str
    paragraph: int | None = None
    cuts: bool = False


class Disorder(NamedTuple):
    """A header line at a place where the layout does not allow it.

    By the name of its production in `cable.lark`.

    `line` is the kind of the line (`E.O.`, `TAGS`, `SUBJECT`, `REF`, `caption`), `trouble` is `late` (after
    a line that must follow it), `again` (a second one) or `stray` (inside the text); `after` is the line before it.
    """

    span: Span
    line: str
    trouble: Literal["late", "again", "stray"]
    after: Term | None


class Signature(NamedTuple):
    """The name at the end of the text. `field` is true in a SMART `Signature:` field."""

    span: Span
    text: str
    field: bool = False


class Labelled(NamedTuple):
    """A line with a label: `Derived From: SCG 1`. `name` is the label in capitals, `value` None where it is empty."""

    span: Span
    name: str
    value: Term | None


@value
class Document:
    """A cable or another marked document: what both have.

    `text` is the whole decoded file as a typist has it (`normalize`), character for character; `written` is the file
    as it is, None if both are equal. `header` runs from the first line to the first paragraph.
    """

    text: str
    span: Span
    layout: Layout = "none"
    overlays: tuple[Overlay, ...] = ()
    stamps: tuple[Term, ...] = ()
    dispositions: tuple[Term, ...] = ()
    """Release dispositions as written: `RELEASE IN PART B6`."""
    codes: tuple[Term, ...] = ()
    """Exemption codes of the dispositions and of the margin, each one a Term."""
    later_classification: tuple[Term, ...] = ()
    banners: tuple[BannerLine, ...] = ()
    subject: Subject | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    blocks: tuple[TextBlock, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    header: Span = Span(0, 0)
    written: str | None = None
    evidence: tuple[Cue, ...] = ()
    """Why the text is what it is; of a text of layout "none", what is not enough to make it a cable."""

    @property
    def body(self) -> Span:
        """The text after the header."""
        return Span(self.header.end, self.span.end)

    @property
    def date(self) -> date | None:
        """The day of the document; None if the text does not hold it."""
        return None

    @property
    def year(self) -> int | None:
        """The year of the document; None if the text does not hold it."""
        return self.date.year if self.date else None

    @property
    def marked(self) -> bool:
        """Whether any paragraph has a portion mark at its head."""
        return any(paragraph.marks for paragraph in self.paragraphs)


@value
class Memo(Document):
    """A marked document that is not a cable: a memorandum, a report or a letter.

    `head` and `foot` are the banners above and below its text, both also in `banners`. `fields` are the lines of its
    classification authority block and of its CUI designation indicator. `day` is its date, on a line of its own.
    """

    head: BannerLine | None = None
    foot: BannerLine | None = None
    fields: tuple[Labelled, ...] = ()
    day: date | None = None
    declares_itself: bool = False
    """Whether the first line says that the text is such a document: no setting has to declare it."""

    @property
    def date(self) -> date | None:
        """The day on a line of its own."""
        return self.day


@value
class Cable(Document):
    """One cable of a file. A text that is neither a cable nor a marked document is one of layout "none"."""

    notices: tuple[Term, ...] = ()
    """Archive notices: "This record is a partial extract …"."""
    routing: Routing = Routing()
    class_lines: tuple[ClassLine, ...] = ()
    """The first is the cable's own; later ones head its continuation sections."""
    captions: tuple[CaptionWord, ...] = ()
    passing: tuple[Term, ...] = ()
    unknown_header_lines: tuple[Term, ...] = ()
    """Short all-capitals lines of the caption block that are no known caption, passing line or series number."""
    executive_order: ExecutiveOrder | None = None
    tags: tuple[Tag, ...] = ()
    """Each tag once, in the order of the line."""
    tags_again: tuple[Tag, ...] = ()
    """Tags that the line holds a second time."""
    tags_line: Span | None = None
    references: tuple[Reference, ...] = ()
    warning: Term | None = None
    classified_by: ClassifierBlock | None = None
    disorders: tuple[Disorder, ...] = ()
    continuation_lines: tuple[Term, ...] = ()
    """Page lines that head a continuation: `MADRID 00001952 002.2 OF 002`."""
    page_lines: tuple[Term, ...] = ()
    """Page lines of a print, in header and text: `PAGE 02 STATE 017976 01 OF 03 060018Z`."""
    sipdis: tuple[Term, ...] = ()
    """Every line that is SIPDIS and nothing else, header and text alike."""
    signatures: tuple[Signature, ...] = ()
    trailer: Span | None = None

    @property
    def body(self) -> Span:
        """The text after the header, without the trailer."""
        return Span(self.header.end, self.trailer.start if self.trailer else self.span.end)

    @property
    def classification(self) -> ClassLine | None:
        """The cable's own class line."""
        return self.class_lines[0] if self.class_lines else None

    @property
    def signature(self) -> Signature | None:
        """The first signature, in the text if there is one."""
        return self.signatures[0] if self.signatures else None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that class lines announce, in order."""
        return tuple(line.section for line in self.class_lines if line.section)

    @property
    def date(self) -> date | None:
        """The day of the date-time group, or of a draft's date line.

        None if there is neither, if it is no date, or if it is years off the SMART number.
        """
        when = self.routing.dtg.when if self.routing.dtg else self.routing.drafted
        year = self.routing.mrn_year
        return when if when and (year is None or abs(when.year - year) < 2) else None

    @property
    def year(self) -> int | None:
        """The year of the date-time group or of the SMART number; None if neither has one."""
        if self.date:
            return self.date.year
        dtg = self.routing.dtg
        return self.routing.mrn_year or (dtg.full_year if dtg else None)
