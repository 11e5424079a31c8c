"""The lines of a header, each taken with the lines that continue its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable import header_lines
from sbu_check.cable.elements import CaptionWord, ClassLine, ExecutiveOrder, Term
from sbu_check.cable.header_values import ReferenceList, SubjectLines, TagLine
from sbu_check.cable.overlays import Overlays
from sbu_check.cable.routing import FIELD_ACTIONS, Envelope, field_value
from sbu_check.cable.terminals import BLANKS, term, terminal, trimmed
from sbu_check.grammar import Tok
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Disorder, Signature

FIELDS = {
    "EO": "E.O.", "EO_BARE": "E.O.", "TAGS": "TAGS", "TAGS_BARE": "TAGS", "SUBJECT": "SUBJECT",
    "SUBJECT_BARE": "SUBJECT", "SUBJECT_NUMBERED": "SUBJECT", "REF": "REF", "REF_BARE": "REF",
    "CAPTION": "caption", "CLASSIFIER": "classifier", "REASON": "classifier", "SMART_PASS": "passing line",
    "MAIL": "field", "FIELD": "field", "SMART_CAPTIONS": "captions", "SMART_DTG": "date", "MRN": "number",
    "CLASS": "class line",
}  # fmt: skip
"""The name of the field for each kind of header line."""
FARTHEST = 2_000
"""Characters after its label in which the number of an order is searched."""


class HeaderLines(Overlays):
    """Takes the lines of a header one by one, and keeps the values that they hold."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.routing = Envelope(text)
        self.class_lines: list[ClassLine] = []
        self.captions: list[CaptionWord] = []
        self.sipdis: list[Term] = []
        self.passing: list[Term] = []
        self.unknown: list[Term] = []
        self.executive_order: ExecutiveOrder | None = None
        self.tag_line = TagLine(text)
        self.subject_lines = SubjectLines(text)
        self.list = ReferenceList(text)
        self.disorders: list[Disorder] = []
        self.signatures: list[Signature] = []
        self.mail = False
        self.start = len(text)
        self.republished: ClassLine | None = None
        self.odd_line: ClassLine | None = None
        """A line of the envelope that is a class line with damage."""
        self.edition: list[Tok] = []
        """Lines of the printed edition's head."""
        self._classifier: list[Span] = []
        self._open = ""
        """The value that a next line may carry on; "" when a blank line or another label has ended it."""
        self._gap = False
        """Whether a blank line follows the last line of the open value."""
        self._label: Tok | None = None
        """The token of the label whose value is open."""
        self._smart = False
        self._seen: set[str] = set()
        """Lines that this layer has: a second layer may repeat them, and the later one is the cable's own."""

    def _take(self, token: Tok, zone: str) -> Iterator[Tok]:
        kind = token.kind
        if kind == "PROSE":
            yield from self._prose(token, zone)
            return
        if self.overlay(token):
            return
        self.start = min(self.start, trimmed(self.text, token.span).start)
        self.routing.take(token)
        if kind.startswith("CLASS") and kind != "CLASSIFIER":
            self._class_line(token)
            self._open = ""
        elif kind in {"CAPTION", "CAPTION_PASSING"}:
            self._caption_line(token)
            self._open = ""
        elif kind == "MAIL" and not self._smart:
            self.mail = True
            if self.class_lines:
                yield Tok("PROSE", token.start, token.end)
        elif kind == "WARNING":
            self.warning = self.warning or term(self.text, token.span)
            self._open = ""
        elif kind == "SERIES":
            self.passing.append(term(self.text, token.span))
        elif kind in FIELDS:
            name = FIELDS[kind]
            self._value(kind, token, token.span)
            self._label = token
            self._gap = self.text.count("\n", trimmed(self.text, token.span).end, token.end) > 1
            # A list of references may continue after a blank line, and so may a SMART field that lost its column.
            lost = self._smart and not _value_of(self.text, token)
            self._open = name if not self._gap or lost or name == "REF" else ""

    def _prose(self, token: Tok, zone: str) -> Iterator[Tok]:
        """Lines without a label: they carry on the open value, are passing lines of a caption block, or are text."""
        for block, end in self._blocks(token):
            if not any(map(str.isalnum, block.of(self.text))):
                continue
            rest = self._carried_on(block)
            if rest < block.end:
                if zone == "opening":
                    self._passing(Span(rest, block.end))
                elif zone != "tail" or self._open == "signature":
                    self._open = self._open if zone == "tail" else ""
                    yield Tok("PROSE", rest, end)
            elif self.text.count("\n", trimmed(self.text, block).end, end) > 1:
                self._gap = True
                self._open = self._open if self._open == "REF" else ""

    def _blocks(self, token: Tok) -> Iterator[tuple[Span, int]]:
        """Yield the blocks of a run of prose between its blank lines, each with the end of the blank lines after it."""
        at = token.start
        for gap in terminal("GAP").finditer(self.text, token.start, token.end):
            yield Span(at, gap.start()), gap.end()
            at = gap.end()
        yield Span(at, token.end), token.end

    def _carried_on(self, block: Span) -> int:
        """Return the end of the lines of a block that continue the open value; the start of the block if none does."""
        if "SUBJECT" in self._seen and "REF" not in self._seen and self.list.begin_unlabelled(block):
            self._open = "REF"
            self._seen.add("REF")
            return block.end
        if self._open in {"", "caption", "class line", "signature"}:
            return block.start
        assert self._label
        if self._open == "SUBJECT" and self.subject_lines.subject:
            return self.subject_lines.add(block)
        if self._open == "TAGS" and not self.tag_line.goes_on(block):
            return block.start
        if self._open == "REF":
            empty = not _value_of(self.text, self._label)
            return self.list.add(block, gap=self._gap, empty_label=empty)
        self._go_on(block)
        return block.end

    def _go_on(self, block: Span) -> None:
        assert self._label
        match self._open:
            case "TAGS":
                self.tag_line.add(block)
            case "classifier":
                self._classifier.append(block)
            case "captions":
                self._captions_of(block)
            case "passing line":
                self.passing.append(term(self.text, block))
            case "E.O.":
                self._order_in(block)
            case "field":
                self._address_field(self._label, block)
            case "date":
                slash = self.text.rfind("/", block.start, block.end) + 1
                self.routing.take(Tok("DTG", slash or block.start, block.end))
            case "number":
                self.routing.number(term(self.text, block))

    def _order_in(self, block: Span) -> None:
        """Take lines that continue an E.O. line without an order."""
        before = self.executive_order
        if before and not before.order and block.end - before.span.start < FARTHEST:
            self.executive_order = header_lines.executive_order(self.text, Span(before.span.start, block.end))

    def _value(self, kind: str, token: Tok, span: Span) -> None:
        name = FIELDS[kind]
        again = name in self._seen
        self._seen.add(name)
        if name == "E.O." and not again:
            self.executive_order = header_lines.executive_order(self.text, span)
        elif name == "TAGS":
            if again:
                self.tag_line.add(span)
            else:
                self.tag_line.begin(span)
        elif name == "SUBJECT" and (not again or not self.class_lines):
            self.subject_lines.begin(span)
        elif name == "REF":
            self.list.begin(span, again=again)
        elif name == "classifier":
            self._classifier.append(span)
        elif name == "captions":
            self._unknown_in(field_value(self.text, span).span, self._captions_of(span))
        elif name == "passing line" and (value := field_value(self.text, span)).text:
            self.passing.append(value)
        elif name == "field" and self._smart:
            self._address_field(token, span)

    def _address_field(self, label: Tok, span: Span) -> None:
        """A SMART field of addresses; the span is that of its line, or of the lines that carry it on."""
        name = label.span.of(self.text).strip(BLANKS + "|").partition(":")[0].strip()
        name = name if name == "XMT" else name.capitalize()
        if name in FIELD_ACTIONS:
            self.routing.take_field(name, span)

    def _class_line(self, token: Tok) -> None:
        """Take a classification line, and the captions that some archives print after its number."""
        line = header_lines.class_line(self.text, token)
        self.class_lines.append(line)
        if line.extra and line.level == "UNCLASSIFIED" and line.extra.text == "SENSITIVE":
            self._captions_of(line.extra.span)
        if line.number and line.number.span.end < line.span.end:
            self._captions_of(Span(line.number.span.end, line.span.end))

    def _captions_of(self, span: Span) -> list[CaptionWord]:
        found = header_lines.captions(self.text, span, max(len(self.class_lines) - 1, 0))
        self.captions += found
        for caption in found:
            if caption.name == "SIPDIS":
                self.sipdis.append(Term(caption.span, "SIPDIS"))
        return found

    def _caption_line(self, token: Tok) -> None:
        """Captions, or one caption in any case of letters and the passing words after it."""
        span = token.span
        found = terminal("CAPTION_FIRST").search(self.text, *span)
        if found is None or token.kind == "CAPTION":
            self._captions_of(span)
            return
        at = Span(*found.span())
        words = term(self.text, at).text
        name = words.strip("()").upper()
        self.captions.append(CaptionWord(at, name, words, max(len(self.class_lines) - 1, 0)))
        if name == "SIPDIS":
            self.sipdis.append(Term(at, name))
        rest = term(self.text, Span(at.end, span.end))
        if rest.text.strip(" ,;:-"):
            self.passing.append(rest)

    def _unknown_in(self, field: Span, captions: Sequence[CaptionWord]) -> None:
        """Words between the commas of a caption field that are not a caption."""
        known = {caption.span.start for caption in captions}
        at = field.start
        while at < field.end:
            comma = self.text.find(",", at, field.end)
            word = term(self.text, Span(at, field.end if comma < 0 else comma))
            at = field.end if comma < 0 else comma + 1
            like = terminal("CAPTION_LIKE").fullmatch(self.text, *word.span)
            if like and word.span.start not in known:
                self.unknown.append(word)

    def _passing(self, block: Span) -> None:
        """Lines of the caption block that are no caption: passing lines, or words that should be captions."""
        at = block.start
        passing_before = False
        while at < block.end:
            end = self.text.find("\n", at, block.end)
            end = block.end if end < 0 else end + 1
            line = term(self.text, Span(at, end))
            at = end
            # A line of 1974 is filled up with slashes.
            word = term(
                self.text, Span(line.span.start, line.span.start + len(line.span.of(self.text).rstrip("/")))
            )
            alone = terminal("CAPTION_LIKE").fullmatch(self.text, *word.span)
            if alone and not passing_before and not self.executive_order:
                self.unknown.append(word)
            elif line.text:
                self.passing.append(line)
                passing_before = True


def _value_of(text: str, label: Tok) -> str:
    """Return the words after a label on its line; the whole line if the label has no colon."""
    line = label.span.of(text)
    before, sign, value = line.partition(":" if ":" in line else ";")
    return value.strip(" \t|*" + BLANKS) if sign else before
