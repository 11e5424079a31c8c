"""The values that the lines of a cable hold, each with its span in the decoded text.

Field names are those of the handbooks (5 FAH-1 H-210, 5 FAH-2 H-440) and of ACP 127. The values are named tuples: as
dataclasses they would cost a fifth of the time in which a hook has to answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from sbu_check.text.span import Span

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

    `span` covers the brackets that are there; `text` is the words inside them.

    `opened` and `closed` say which brackets are present: `(SBU Text` is opened and not closed. A uniform mark such
    as `C - ENTIRE TEXT` has `entire` set and no brackets at need. A damaged mark that may mean several ones, or
    nothing that can be read, is `unreadable`.
    """

    span: Span
    text: str
    opened: bool = True
    closed: bool = True
    entire: bool = False
    unreadable: bool = False


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


class BannerLine(NamedTuple):
    """A bare class word on a line of its own: page marking, SMART banner.

    `level` as in ClassLine; SBU for the second line.
    """

    span: Span
    level: str | None
    text: str


class Cue(NamedTuple):
    """Something in a text that speaks for what it is. `text` is how `inspect` names it."""

    name: str
    weight: int
    text: str


class CaptionWord(NamedTuple):
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

    With `glued`, a converter ran it together with its neighbours; with `linked`, it is in a Markdown link.
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
    """Whether the item has the form of its kind.

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
    """The message continuity number after the address (`3355`)."""
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
    drafted: date | None = None
    """The day on the date line of a draft."""
    circuit: tuple[Term, ...] = ()
    """The lines of the circuit above the date-time group: `RR RUEHC`, `DE RUEHOT #0875 0811030`."""

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
