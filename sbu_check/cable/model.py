"""What is understood of a cable: immutable values, each with its span in the decoded text.

Field names are those of the handbooks (5 FAH-1 H-210, 5 FAH-2 H-440) and of ACP 127. A value that the text
does not hold is None or an empty tuple; nothing is ever guessed into a field. The values are named tuples: as
dataclasses they would cost a fifth of the time in which a hook has to answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from datetime import date

Layout = Literal["archive", "telegram", "aad", "smart", "draft", "edition", "none"]
Overlay = Literal["release", "email", "markdown", "ocr", "marked"]
Role = Literal["numbered", "unnumbered", "quoted", "inline"]
ReferenceKind = Literal["cable", "airgram", "memo", "email", "telcon", "other"]


def full_year(digits: str) -> int:
    """A year of two or four digits in full: cables began to be kept by machine in 1973, none is older than 1945."""
    value = int(digits)
    if len(digits) >= 3:
        return value
    return 1900 + value if value >= 45 else 2000 + value


class Term(NamedTuple):
    """One value with its place. `text` is the value as written, with folded blanks."""

    span: Span
    text: str


class PortionMark(NamedTuple):
    """A mark in brackets, as written.

    `span` covers the brackets that are there; `text` is what stands inside them.

    `opened` and `closed` tell which brackets are there: `(SBU Text` is opened and not closed. A uniform mark such
    as `C - ENTIRE TEXT` has `entire` set and no brackets at need.
    """

    span: Span
    text: str
    opened: bool = True
    closed: bool = True
    entire: bool = False


class Section(NamedTuple):
    """`SECTION nn OF nn` of a class line. Numbers are as printed, also where they are impossible."""

    span: Span
    part: int
    of: int
    garbled: bool = False
    """Whether the words between the numbers are misspelt (SECTON, `1 ON 2`)."""


class ClassLine(NamedTuple):
    """A classification line: the class words, then section, post and number where the layout prints them.

    `words` is the class as written (`UNCLAS`, `C O N F I D E N T I A L`), `level` its canonical name (`UNCLASSIFIED`,
    `LIMITED OFFICIAL USE`, `CONFIDENTIAL`, `SECRET`, `TOP SECRET`) or None when the words are no known class.
    """

    span: Span
    words: Term
    level: str | None
    efto: bool = False
    section: Section | None = None
    post: Term | None = None
    number: Term | None = None
    extra: Term | None = None
    """Words fused with the class that the class itself does not explain (`SECRET SENSITIVE`)."""


class Banner(NamedTuple):
    """A bare class word on a line of its own: page marking, SMART banner.

    `level` as in ClassLine; SBU for the second line.
    """

    span: Span
    level: str | None
    text: str


class Caption(NamedTuple):
    """One caption of the caption block. `name` is canonical (`SIPDIS` for `SI PDIS`), `text` is as written."""

    span: Span
    name: str
    text: str
    section: int
    """Index into `Cable.class_lines` of the header that it stands under."""


class ExecutiveOrder(NamedTuple):
    """The E.O. line. `order` is the bare number (`12958`), `value` all that follows (`N/A`, `DECL: 3/12/2015`)."""

    span: Span
    order: Term | None
    value: Term | None
    declassify_on: Term | None = None
    declassify_date: date | None = None


class Tag(NamedTuple):
    """One tag.

    `written` is in capitals and without its link, `SURNAME, GIVEN` for a person; `text` is the tag that it
    means.

    `glued` tells that a converter ran it together with its neighbours, `linked` that it stands in a Markdown
    link.
    """

    span: Span
    written: str
    glued: bool = False
    linked: bool = False
    person: bool = False

    @property
    def text(self) -> str:
        """The canonical tag: as written, or the known one that is a letter off (`MOPS` for MOPPS)."""
        from sbu_check.cable.names import tag  # the lists of tags are read only when asked for  # noqa: PLC0415

        return self.written if self.person else tag(self.written)


class Subject(NamedTuple):
    """The subject, its lines joined with one blank.

    `mark` when it opens with a portion mark (then kept in `text` too).
    """

    span: Span
    text: str
    mark: PortionMark | None = None


class Reference(NamedTuple):
    """One item of the REF line.

    `number` and `written_post` are as written; `year` has four digits, None when left out.
    """

    span: Span
    text: str
    label: str | None
    kind: ReferenceKind
    year: int | None = None
    written_post: str | None = None
    number: str | None = None
    shaped: bool = True
    """Whether the item has the shape of its kind.

    A cable with a post and a number, or a dated airgram, memo, e-mail …
    """

    @property
    def post(self) -> str | None:
        """The post by its name on message reference numbers (`STATE` for SECSTATE).

        As written where no post is near.
        """
        from sbu_check.cable.names import post  # the list of posts is read only when asked for  # noqa: PLC0415

        return post(self.written_post) if self.written_post else None


class Recipient(NamedTuple):
    """One address of the routing. `action` is FM, TO, INFO or XMT; `route` its routing indicator (`RUEHC`)."""

    span: Span
    action: Literal["FM", "TO", "INFO", "XMT"]
    name: str
    precedence: str | None = None
    number: str | None = None
    """The message continuity number behind the address (`3355`)."""
    route: str | None = None
    excluded: tuple[str, ...] = ()
    """Posts that an XMT line takes out of this collective address."""


class DateTimeGroup(NamedTuple):
    """`R 021647Z FEB 00`. `moment` parts are as printed; `when` is None where they form no date."""

    span: Span
    text: str
    day: int
    hour: int
    minute: int
    month: str
    year: str
    when: date | None

    @property
    def full_year(self) -> int | None:
        """The year in four digits, also of a group that is no date; None where it has neither two nor four digits."""
        return full_year(self.year) if len(self.year) in {2, 4} else None


class Routing(NamedTuple):
    """The envelope: format lines 1 to 10 of ACP 127, or the SMART fields that say the same."""

    precedence: tuple[Term, ...] = ()
    dtg: DateTimeGroup | None = None
    security: Term | None = None
    """The security line, `ZNR UUUUU`; its text is the five class letters."""
    recipients: tuple[Recipient, ...] = ()
    mrn: Term | None = None
    """The SMART message reference number, `11 TEL AVIV 4354`."""

    @property
    def mrn_year(self) -> int | None:
        """The year that the SMART number begins with, in four digits."""
        two = self.mrn.text[:2] if self.mrn and self.mrn.text[2:3] == " " else ""
        return full_year(two) if two.isdecimal() else None


class ClassifierBlock(NamedTuple):
    """`Classified By: … Reason: 1.4 (b)`: who classified, why and until when."""

    span: Span
    classifier: Term | None
    reasons: tuple[Term, ...]
    """Each reason as written, with its order section: `1.4 (b)`."""
    declassify_on: Term | None = None
    mark: PortionMark | None = None


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


class Block(NamedTuple):
    """A text block: Summary, Comment, Note, Text, Action. `opener` or `closer` is None where the text lacks it.

    `kind` is the lower-case word (`summary`, `comment`, `note`, `text`, `summary and comment` …). Blocks may span
    paragraphs; `first` and `last` are indices into `Cable.paragraphs`.
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
    """A mark that stands before the number instead of behind it."""

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
    """Something that stands inside the text and is none of it.

    `paragraph` is the index of the one it interrupts, or None.

    `cuts` tells whether it stands in the middle of a sentence.
    """

    kind: ArtifactKind
    span: Span
    text: str
    paragraph: int | None = None
    cuts: bool = False


class Disorder(NamedTuple):
    """A header line that stands where the layout does not want it.

    By the name of its production in `cable.lark`.

    `line` is the kind of the line (`E.O.`, `TAGS`, `SUBJECT`, `REF`, `caption`), `trouble` is `late` (behind
    a line that must follow it), `again` (a second one) or `stray` (inside the text); `after` is the line it
    comes behind.
    """

    span: Span
    line: str
    trouble: Literal["late", "again", "stray"]
    after: Term | None


class Signature(NamedTuple):
    """The name at the end of the text. `field` when it stands in a SMART `Signature:` field."""

    span: Span
    text: str
    field: bool = False


class Labelled(NamedTuple):
    """A line with a label: `Derived From: SCG 1`. `name` is the label in capitals, `value` None where it is empty."""

    span: Span
    name: str
    value: Term | None


class Memo(NamedTuple):
    """What a marked document that is no cable has in place of a header.

    `head` and `foot` are the banners above and below its text, of those in `Cable.banners`. `fields` are the lines of
    its classification authority block and its CUI designation indicator. `day` is its date, on a line of its own.
    """

    head: Banner | None
    foot: Banner | None
    fields: tuple[Labelled, ...]
    day: date | None
    speaks: bool
    """Whether the first line says that the text is such a document, so that nobody must declare it."""


class Cable(NamedTuple):
    """One cable of a file; `layout` is "none" for a text that is no cable.

    `text` is the whole decoded file as a typist has it (`typed.as_typed`), character for character: what it replaces
    stands in `written` where it replaces anything.
    """

    text: str
    span: Span
    layout: Layout
    overlays: tuple[Overlay, ...] = ()
    notices: tuple[Term, ...] = ()
    """Archive notices: "This record is a partial extract …"."""
    stamps: tuple[Term, ...] = ()
    dispositions: tuple[Term, ...] = ()
    """Release dispositions as written: `RELEASE IN PART B6`."""
    codes: tuple[Term, ...] = ()
    """Exemption codes, of the dispositions and of the margin, each one a Term."""
    later_classification: tuple[Term, ...] = ()
    banners: tuple[Banner, ...] = ()
    routing: Routing = Routing()
    class_lines: tuple[ClassLine, ...] = ()
    """The first is the cable's own; later ones head its continuation sections."""
    captions: tuple[Caption, ...] = ()
    passing: tuple[Term, ...] = ()
    unknown_header_lines: tuple[Term, ...] = ()
    """Short all-capitals lines of the caption block that are no known caption, passing line or series number."""
    executive_order: ExecutiveOrder | None = None
    tags: tuple[Tag, ...] = ()
    """Each tag once, in the order of the line."""
    tags_again: tuple[Tag, ...] = ()
    """Tags that the line holds a second time."""
    tags_line: Span | None = None
    subject: Subject | None = None
    references: tuple[Reference, ...] = ()
    warning: Term | None = None
    classified_by: ClassifierBlock | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    blocks: tuple[Block, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    disorders: tuple[Disorder, ...] = ()
    continuation_lines: tuple[Term, ...] = ()
    """Page lines that head a continuation: `MADRID 00001952 002.2 OF 002`."""
    sipdis: tuple[Term, ...] = ()
    """Every line that is SIPDIS and nothing else, header and text alike."""
    signatures: tuple[Signature, ...] = ()
    trailer: Span | None = None
    header: Span = Span(0, 0)
    """From the first header line to the first paragraph."""
    memo: Memo | None = None
    """What a marked document has that is no cable; None for a cable, and for a text that is neither."""
    written: str | None = None

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
        """The day of the cable from its date-time group.

        None when it has none that is a date, or one that is years off the SMART number.
        """
        if self.memo:
            return self.memo.day
        when, year = self.routing.dtg.when if self.routing.dtg else None, self.routing.mrn_year
        return when if when and (year is None or abs(when.year - year) < 2) else None

    @property
    def year(self) -> int | None:
        """The year of the cable, from its date-time group or its SMART number; None when neither tells."""
        if self.date:
            return self.date.year
        dtg = self.routing.dtg
        return self.routing.mrn_year or (dtg.full_year if dtg else None)

    @property
    def marked(self) -> bool:
        """Whether any paragraph of the cable's own carries a portion mark."""
        return any(paragraph.marks for paragraph in self.paragraphs)
